package dev.soulgraph.browser;

import dev.soulgraph.auth.AuthorKeys;
import dev.soulgraph.auth.Gate;
import dev.soulgraph.auth.Verifier;
import dev.soulgraph.conformance.Cases;
import dev.soulgraph.graph.Network;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.vectors.Vectors;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSExport;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.Uint8Array;

/**
 * The shared cases, and what crosses the line between Java and JavaScript, for tests in a browser.
 */
public final class TestModule {
  static {
    WasmLanes.use();
  }

  private TestModule() {}

  private static final Answers<Boolean> VERIFIED = new Answers<>();
  private static byte[] kept = new byte[0];

  interface Source extends JSObject {
    byte[] bytes(int count);
  }

  interface Callback extends JSObject {
    void call(Uint8Array bytes, int number, double large, String text, boolean flag);
  }

  interface Judge extends JSObject {
    void verify(int token, Uint8Array key, Uint8Array signature, Uint8Array message);

    void verdict(String code);
  }

  @JSExport
  public static String[] names() {
    return Cases.names().toArray(new String[0]);
  }

  @JSExport
  public static String run(String name) {
    return Cases.run(name);
  }

  @JSExport
  public static String vectors(String name, String json) {
    return Vectors.run(name, json);
  }

  /** Gives a signature to the gate over the page's provider, which answers by {@link #judged}. */
  @JSExport
  public static void judge(byte[] key, byte[] signature, byte[] message, Judge judge) {
    Verifier verifier =
        (k, s, m, answer) ->
            judge.verify(VERIFIED.expect(answer), Bytes.toJs(k), Bytes.toJs(s), Bytes.toJs(m));
    new Gate(Network.DEFAULT, new AuthorKeys(), verifier)
        .verify(
            PublicKey.ofRaw(key),
            signature,
            message,
            "",
            refusal -> judge.verdict(refusal == null ? "" : refusal.code().text()));
  }

  @JSExport
  public static void judged(int token, boolean valid) {
    VERIFIED.give(token, valid);
  }

  @JSExport
  public static @Nullable Uint8Array echo(byte[] bytes) {
    return bytes.length == 0 ? null : Bytes.toJs(bytes);
  }

  @JSExport
  public static int sum(byte[] bytes) {
    int sum = 0;
    for (byte each : bytes) {
      sum += each;
    }
    return sum;
  }

  @JSExport
  public static void keep(byte[] bytes) {
    kept = bytes;
  }

  @JSExport
  public static Uint8Array kept() {
    return Bytes.toJs(kept);
  }

  @JSExport
  public static int sumOf(Source source) {
    return sum(source.bytes(3));
  }

  @JSExport
  public static double[] doubles() {
    return new double[] {1, 4294967296.0, -0.5};
  }

  @JSExport
  public static int at(byte[] bytes, int index) {
    return bytes[index];
  }

  @JSExport
  public static void fail(String message) {
    throw new IllegalStateException(message);
  }

  /** Calls the host; what it throws is caught here, or goes through. */
  @JSExport
  public static String call(Callback callback, boolean caught) {
    if (!caught) {
      callback.call(Bytes.toJs(new byte[] {-1, 2}), -3, 4294967296.0, "\u2603", true);
      return "returned";
    }
    try {
      callback.call(Bytes.toJs(new byte[0]), 0, 0, "", false);
      return "returned";
    } catch (RuntimeException e) {
      return "caught";
    }
  }
}
