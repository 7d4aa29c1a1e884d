package dev.soulgraph.vectors;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A case of {@code signatures.json}, for tests of providers. On a JVM only.
 *
 * @param code what it is refused with, "" where it is accepted
 * @param frame a Commit frame with the same author and signature, and the same verdict; null where
 *     there can't be one, for the message is no seal's
 */
public record SignatureVector(
    String name,
    byte[] key,
    byte[] message,
    byte[] signature,
    String code,
    byte @Nullable [] frame) {
  public static List<SignatureVector> all() {
    List<SignatureVector> all = new ArrayList<>();
    for (Case each : VectorFile.cases(VectorFile.stored("signatures"))) {
      all.add(
          new SignatureVector(
              each.text("name"),
              each.bytes("key"),
              each.bytes("message"),
              each.bytes("signature"),
              each.has("code") ? each.text("code") : "",
              each.has("frame") ? each.bytes("frame") : null));
    }
    return all;
  }

  @Override
  public String toString() {
    return name;
  }
}
