package dev.soulgraph.node.limits;

import dev.soulgraph.graph.SoulgraphException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator's file, read again when it changes. What can't be read changes nothing. */
public final class RulesFile {
  private static final Logger LOG = LoggerFactory.getLogger(RulesFile.class);

  private final @Nullable Path file;
  private final UnaryOperator<Rules> options;
  private volatile Rules rules;
  private String seen;

  /** At the last tick: who is still writing a file isn't read halfway. */
  private String last;

  /**
   * @param file null: none
   * @param options adds what the command line says
   * @throws SoulgraphException {@code input-invalid}
   */
  public RulesFile(@Nullable Path file, UnaryOperator<Rules> options) {
    this.file = file;
    this.options = options;
    seen = stamp();
    last = seen;
    rules = options.apply(file == null ? Rules.STANDARD : Rules.read(file));
  }

  /** What holds now. */
  public Rules rules() {
    return rules;
  }

  /** To be called about once a second. */
  public void tick() {
    String now = stamp();
    boolean still = now.equals(last);
    last = now;
    if (file == null || now.equals(seen) || !still) {
      return;
    }
    seen = now;
    try {
      rules = options.apply(Rules.read(file));
      LOG.info("The limits were read again from {}", file);
    } catch (SoulgraphException e) {
      LOG.error("The limits stay as they were: {}", e.getMessage());
    }
  }

  private String stamp() {
    try {
      return file == null
          ? ""
          : Files.getLastModifiedTime(file).toMillis() + " " + Files.size(file);
    } catch (IOException e) {
      return "absent";
    }
  }
}
