package dev.soulgraph.node.gossip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A socket is asked for more as long as anything is to come, whoever is quicker. */
final class IntakeTest {
  private static final int MESSAGES = 20_000;
  private static final int PATIENCE_SECONDS = 30;

  private static final long PATIENCE_NANOS = 10_000_000_000L;

  private final Inbox inbox = new Inbox();
  private final Semaphore demanded = new Semaphore(0);
  private final Intake intake = new Intake(inbox, demanded::release);

  @Test
  void aSocketWithNothingWaitingIsNotForgottenWhileOthersFillTheInbox() {
    inbox.grow(Inbox.MAX_BYTES);
    intake.add(10);
    // The writer may be through with it before the socket asks whether it may go on.
    intake.handled(10);
    intake.goOn();
    assertEquals(1, demanded.availablePermits());
  }

  @Test
  void aSocketWaitsWhileTheInboxIsFullAndGoesOnOnceItsOwnIsHandled() {
    inbox.grow(Inbox.MAX_BYTES);
    intake.add(10);
    intake.goOn();
    assertEquals(0, demanded.availablePermits());
    intake.handled(10);
    assertEquals(1, demanded.availablePermits());
  }

  @Test
  void whateverTheThreadsDoEachMessageIsFollowedByTheNext() throws InterruptedException {
    Thread writer =
        new Thread(
            () -> {
              try {
                for (Runnable job = inbox.next(PATIENCE_NANOS);
                    job != null;
                    job = inbox.next(PATIENCE_NANOS)) {
                  job.run();
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "writer");
    writer.setDaemon(true);
    writer.start();
    for (int i = 0; i < MESSAGES; i++) {
      // Others come and go, so that there is room at one moment and none at the next.
      inbox.grow(Inbox.MAX_BYTES);
      intake.add(10);
      inbox.add(
          () -> {
            inbox.shrink(Inbox.MAX_BYTES);
            intake.handled(10);
          });
      intake.goOn();
      assertTrue(demanded.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS), "message " + i);
    }
    writer.interrupt();
    writer.join();
  }
}
