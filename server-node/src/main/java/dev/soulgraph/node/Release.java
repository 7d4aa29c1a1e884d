package dev.soulgraph.node;

/** Which release this is, by the archive's manifest. */
final class Release {
  static final String VERSION = version();

  /** How a node names itself to clients. */
  static final String AGENT = "soulgraph-node/" + VERSION;

  private Release() {}

  private static String version() {
    String version = Release.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
