package dev.soulgraph.node.cli;

import dev.soulgraph.wire.Frame;
import picocli.CommandLine;

/** What {@code --version} says. */
final class Version implements CommandLine.IVersionProvider {
  /** How this release names itself to relays. */
  static String agent() {
    String version = Version.class.getPackage().getImplementationVersion();
    return "soulgraph-cli/" + (version == null ? "development" : version);
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      agent().replace("-cli/", " ") + " (protocol " + Frame.VERSION + ")",
      "Java " + Runtime.version() + ", " + System.getProperty("java.vm.name")
    };
  }
}
