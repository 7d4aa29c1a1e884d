package dev.soulgraph.bench;

import dev.soulgraph.auth.AuthorKeys;
import dev.soulgraph.auth.Gate;
import dev.soulgraph.codec.ChangeCodec;
import dev.soulgraph.graph.Change;
import dev.soulgraph.merge.Graph;
import dev.soulgraph.node.crypto.BouncyCastleVerifier;
import dev.soulgraph.seal.Part;
import dev.soulgraph.wire.Frame;
import dev.soulgraph.wire.FrameCodec;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One commit: written as frames, and received by a set that is empty. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class CommitBenchmark {
  @Param({"10000", "100000", "1000000"})
  public int changes = 10;

  private final Workload workload = new Workload(1);
  private List<Change> unsigned = List.of();
  private List<byte[]> frames = List.of();

  @Setup
  public void prepare() {
    int nodes = changes / Workload.PROPERTIES;
    unsigned = workload.changes(0, nodes, 0);
    frames = PlayedRelay.frames(workload.commit(0, nodes), FrameCodec.FRAME_MAX_BYTES);
  }

  /** Ids, tree, signature, cutting, frames. */
  @Benchmark
  public int encode() {
    int bytes = 0;
    // Changes remember their ids, which would then cost nothing.
    unsigned = workload.changes(0, changes / Workload.PROPERTIES, 0);
    for (byte[] frame : PlayedRelay.frames(workload.sealed(unsigned), FrameCodec.FRAME_MAX_BYTES)) {
      bytes += frame.length;
    }
    return bytes;
  }

  /** Frames decoded, leaves and trees hashed, signatures verified, leaves judged, merged. */
  @Benchmark
  public int receive() {
    FrameCodec codec = new FrameCodec();
    Graph graph = new Graph(new ChangeCodec());
    Gate gate = new Gate(Workload.NETWORK, new AuthorKeys(), new BouncyCastleVerifier());
    for (byte[] frame : frames) {
      if (codec.decode(frame) instanceof Frame.Changes received) {
        received.parts().forEach(part -> merge(graph, gate, part));
      }
    }
    if (graph.size() != changes) {
      throw new IllegalStateException(graph.size() + " of " + changes + " changes");
    }
    return graph.size();
  }

  private static void merge(Graph graph, Gate gate, Part part) {
    gate.verify(
        part,
        refusal -> {
          if (refusal != null) {
            throw refusal;
          }
        });
    graph.merge(part, Gate.judge(part, System.currentTimeMillis()).passing());
  }
}
