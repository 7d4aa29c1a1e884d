package dev.soulgraph.simulation;

/** What all machines of one world share. */
final class Scene {
  static final String NETWORK_NAME = "main";

  final long seed;
  final Timeline timeline = new Timeline();
  final Trace trace;
  final Network network;
  final Notary notary = new Notary(timeline);
  final Ledger ledger = new Ledger();
  final Eavesdropper eavesdropper;
  final Disk.Maker disks;

  Scene(long seed, Disk.Maker disks, String shownFrames) {
    this.seed = seed;
    trace = new Trace(timeline, shownFrames);
    this.disks = disks;
    network = new Network(timeline, trace, seed);
    eavesdropper = new Eavesdropper(seed);
  }

  void note(String what) {
    trace.note(what);
  }
}
