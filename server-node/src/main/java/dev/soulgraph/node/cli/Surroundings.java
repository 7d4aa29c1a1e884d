package dev.soulgraph.node.cli;

import dev.soulgraph.clock.WallClock;
import java.security.SecureRandom;
import java.util.Map;

/** What a command finds around it. */
record Surroundings(
    Terminal terminal, Map<String, String> environment, String userHome, WallClock clock) {
  static Surroundings ofProcess() {
    return new Surroundings(
        Terminal.ofProcess(),
        System.getenv(),
        System.getProperty("user.home", ""),
        System::currentTimeMillis);
  }

  /** Bytes that nobody can foresee. */
  static byte[] random(int count) {
    byte[] bytes = new byte[count];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
