package dev.soulgraph.node.cli;

import dev.soulgraph.database.Receipt;
import dev.soulgraph.database.Write;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.node.cli.relay.Author;
import dev.soulgraph.node.cli.relay.Client;
import dev.soulgraph.node.cli.relay.Refusal;
import dev.soulgraph.node.crypto.BouncyCastleVerifier;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** What the commands that talk to a relay have in common. */
abstract class RelayCommand implements Callable<Integer> {
  @CommandLine.Mixin final RelayOptions relay = new RelayOptions();

  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  final Surroundings around;

  RelayCommand(Surroundings around) {
    this.around = around;
  }

  /** Begins to connect; whatever is asked of the client waits for it. */
  Client connect(Author author) {
    return new Client(
        understood(relay::url),
        understood(relay::network),
        author,
        new BouncyCastleVerifier(),
        around.clock(),
        Version.agent(),
        understood(relay::timeoutMs),
        problem -> Complaint.warn(String.valueOf(problem.getMessage()), around.terminal().err()));
  }

  /** What can't be understood is a matter of usage, whoever found out. */
  <T> T understood(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (SoulgraphException e) {
      boolean usage =
          e.code() == Code.INPUT_INVALID
              || e.code() == Code.RELAY_INVALID
              || e.code() == Code.NETWORK_INVALID;
      if (usage && spec != null) {
        throw new CommandLine.ParameterException(
            spec.commandLine(), String.valueOf(e.getMessage()), e);
      }
      throw e;
    }
  }

  /** Writes, and waits until the relay has it; a refusal is thrown by its name. */
  Receipt commit(Client client, List<Write> writes) {
    Receipt receipt = client.commit(writes);
    warnOfSkew(client.clockSkewMs());
    if (receipt.state() == Receipt.State.REFUSED) {
      throw Refusal.of(receipt.code(), receipt.rule(), receipt.value());
    }
    return receipt;
  }

  void warn(String message) {
    Complaint.warn(message, around.terminal().err());
  }

  /** A write that lies seconds off is found by nobody who looks for it by time. */
  void warnOfSkew(long skewMs) {
    if (skewMs != 0) {
      warn(
          "this machine's clock is "
              + Math.abs(skewMs)
              + " ms "
              + (skewMs > 0 ? "behind" : "ahead of")
              + " the relay's");
    }
  }

  /** Hands data to stdout. */
  void print(String line) {
    around.terminal().out().print(line + "\n");
    around.terminal().out().flush();
  }
}
