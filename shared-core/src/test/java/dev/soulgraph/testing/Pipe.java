package dev.soulgraph.testing;

import dev.soulgraph.graph.SoulgraphException;
import org.jspecify.annotations.Nullable;

/** A connection between a tab and a node, which can be held up and cut. */
public final class Pipe {
  final Wire toNode;
  final Wire toTab;
  private Runnable whenCut = () -> {};
  private Runnable whenTaken = () -> {};
  private boolean open = true;
  private @Nullable SoulgraphException reason;
  private boolean retry = true;

  Pipe(World world) {
    toNode = new Wire(world, this);
    toTab = new Wire(world, this);
  }

  /** Who connected is told of each frame that the node has taken. */
  void whenTaken(Runnable told) {
    whenTaken = told;
  }

  void taken() {
    whenTaken.run();
  }

  void whenCut(Runnable told) {
    whenCut = told;
  }

  void closed(@Nullable SoulgraphException why, boolean again) {
    if (reason == null) {
      reason = why;
      retry = again;
    }
  }

  /** Why one side ended it, or null. */
  public @Nullable SoulgraphException reason() {
    return reason;
  }

  /** Whether it makes sense to come back. */
  public boolean retry() {
    return retry;
  }

  public boolean isOpen() {
    return open;
  }

  /** What is under way is lost; both sides learn that the pipe is gone. */
  public void cut() {
    if (open) {
      open = false;
      toNode.drop();
      toTab.drop();
      whenCut.run();
    }
  }

  /** The tab stops reading. */
  public void hold() {
    toTab.holdAfter(0);
  }

  /** The tab reads so many frames more, then stops. */
  public void holdAfter(int frames) {
    toTab.holdAfter(frames);
  }

  public void release() {
    toTab.release();
  }

  /** All that the node has sent, in bytes. */
  public long receivedBytes() {
    return toTab.sentBytes();
  }

  /** All that was sent to the node, in bytes. */
  public long sentBytes() {
    return toNode.sentBytes();
  }

  /** The most that has piled up at the node's end. */
  public long mostQueuedBytes() {
    return toTab.mostQueuedBytes();
  }

  /** Bytes as if from the tab. */
  public void forge(byte[] frame) {
    toNode.send(frame);
  }

  /** Bytes as if from the node. */
  public void forgeToTab(byte[] frame) {
    toTab.send(frame);
  }
}
