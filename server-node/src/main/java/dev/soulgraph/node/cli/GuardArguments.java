package dev.soulgraph.node.cli;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.node.GuardOptions;
import dev.soulgraph.node.http.Certificates;
import dev.soulgraph.node.limits.AddressRange;
import dev.soulgraph.node.limits.Limit;
import dev.soulgraph.node.limits.Origins;
import dev.soulgraph.node.limits.Rules;
import dev.soulgraph.node.policy.PolicyProgram;
import dev.soulgraph.seal.Work;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** What of {@code serve} says whom the node serves. */
final class GuardArguments {
  @CommandLine.Option(
      names = "--limits",
      paramLabel = "FILE",
      description =
          "Limits, and lists of authors, spaces and addresses; read again when it changes.")
  private @Nullable Path limits;

  @CommandLine.Option(
      names = "--print-limits",
      description = "Prints such a file with all defaults and their reasons, and ends.")
  private boolean printLimits;

  @CommandLine.Option(
      names = "--trusted-proxy",
      paramLabel = "ADDRESS",
      description = {
        "A proxy in front, by its address or range: a client's address is the one that it puts"
            + " into X-Forwarded-For. May be given several times."
      })
  private List<String> proxies = List.of();

  @CommandLine.Option(
      names = "--origin",
      paramLabel = "ORIGIN",
      description = {
        "A site whose pages may connect, such as https://example.org; the node's own page always"
            + " may. May be given several times; without it all sites' pages may."
      })
  private List<String> origins = List.of();

  @CommandLine.Option(
      names = "--policy",
      paramLabel = "COMMAND",
      description = {
        "A program that decides about each change that a client writes: JSON lines on its stdin"
            + " and stdout."
      })
  private @Nullable String policy;

  @CommandLine.Option(
      names = "--policy-failure",
      paramLabel = "refuse|wait",
      defaultValue = "refuse",
      description = {
        "What becomes of writes while that program doesn't run: refused at once, or after waiting"
            + " 15 seconds (default: ${DEFAULT-VALUE})."
      })
  private String policyFailure = "refuse";

  @CommandLine.Option(
      names = "--proof-of-work",
      paramLabel = "BITS",
      description = "Takes commits only with a proof of work of so many bits, 1 to 24.")
  private @Nullable Integer workBits;

  @CommandLine.Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = "For HTTPS: the certificate and its chain, PEM; read again when it changes.")
  private @Nullable Path certificate;

  @CommandLine.Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "The certificate's key, PEM (BEGIN PRIVATE KEY).")
  private @Nullable Path key;

  boolean printsLimits() {
    return printLimits;
  }

  /**
   * @throws SoulgraphException {@code input-invalid}
   */
  GuardOptions options() {
    if (limits != null) {
      // Here, for what is wrong with it to be said as what is wrong with the command.
      Rules.read(limits);
    }
    return new GuardOptions(
        limits,
        set(),
        proxies.stream().map(AddressRange::parse).toList(),
        new Origins(origins),
        program(),
        certificates());
  }

  private UnaryOperator<Rules> set() {
    Integer bits = workBits;
    if (bits == null) {
      return UnaryOperator.identity();
    }
    if (bits < 1 || bits > Work.BITS_MAX) {
      throw invalid("--proof-of-work is 1 to " + Work.BITS_MAX, bits.toString());
    }
    return rules -> rules.with(Limit.PROOF_OF_WORK_BITS, bits);
  }

  private @Nullable PolicyProgram program() {
    PolicyProgram.Failure failure =
        switch (policyFailure) {
          case "refuse" -> PolicyProgram.Failure.REFUSE;
          case "wait" -> PolicyProgram.Failure.WAIT;
          default -> throw invalid("--policy-failure is refuse or wait", policyFailure);
        };
    if (policy == null) {
      return null;
    }
    if (policy.isBlank()) {
      throw invalid("--policy names a program", policy);
    }
    boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("win");
    return new PolicyProgram(
        windows ? List.of("cmd", "/c", policy) : List.of("sh", "-c", "exec " + policy), failure);
  }

  private @Nullable Certificates certificates() {
    if (certificate == null && key == null) {
      return null;
    }
    if (certificate == null || key == null) {
      throw invalid("--tls-cert and --tls-key are given together", "");
    }
    return new Certificates(certificate, key);
  }

  private static SoulgraphException invalid(String rule, String value) {
    return new SoulgraphException(Code.INPUT_INVALID, rule, value);
  }
}
