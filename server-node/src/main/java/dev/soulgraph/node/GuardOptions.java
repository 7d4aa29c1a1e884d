package dev.soulgraph.node;

import dev.soulgraph.node.http.Certificates;
import dev.soulgraph.node.limits.AddressRange;
import dev.soulgraph.node.limits.Origins;
import dev.soulgraph.node.limits.Rules;
import dev.soulgraph.node.policy.PolicyProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Whom a node serves, and with how much.
 *
 * @param limits a file of limits and lists, or null
 * @param set what the command line adds to it
 * @param proxies whose word about a client's address is taken
 * @param origins whose pages may connect
 * @param policy the program that decides about writes, or null
 * @param certificates for HTTPS, or null
 */
public record GuardOptions(
    @Nullable Path limits,
    UnaryOperator<Rules> set,
    List<AddressRange> proxies,
    Origins origins,
    @Nullable PolicyProgram policy,
    @Nullable Certificates certificates) {
  public static final GuardOptions STANDARD =
      new GuardOptions(
          null, UnaryOperator.identity(), List.of(), new Origins(List.of()), null, null);

  /** The same with a file of limits, believing proxies. */
  public GuardOptions with(@Nullable Path file, List<AddressRange> believed) {
    return new GuardOptions(file, set, believed, origins, policy, certificates);
  }

  public GuardOptions with(@Nullable PolicyProgram program) {
    return new GuardOptions(limits, set, proxies, origins, program, certificates);
  }

  public GuardOptions with(Origins others) {
    return new GuardOptions(limits, set, proxies, others, policy, certificates);
  }

  public GuardOptions with(Certificates others) {
    return new GuardOptions(limits, set, proxies, origins, policy, others);
  }
}
