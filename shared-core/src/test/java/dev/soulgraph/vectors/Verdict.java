package dev.soulgraph.vectors;

import dev.soulgraph.auth.AuthorKeys;
import dev.soulgraph.auth.BouncyCastleVerifier;
import dev.soulgraph.auth.SignatureRules;
import dev.soulgraph.codec.CborReader;
import dev.soulgraph.codec.ValueCodec;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.graph.Value;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What the code says of one input, as the vectors write it. */
final class Verdict {
  /** Key and signature over "rhizome"; providers disagree on all but the first. */
  static final Map<String, String[]> PUBLISHED = new LinkedHashMap<>();

  private static final String KEY =
      "62f20daad7d34d66b150b391d983e6206cbae71d59d5d7f66afefed6a267b9c9";
  private static final String HONEST_R =
      "ebb461fc478e621995733443d2446eac22c76ee2034b3b4b8f3c4cd761b305ff";

  static {
    pair(
        "honest",
        KEY,
        HONEST_R + "8536896fcd8f3f90cb055f10432ffad7413b1f1bf5ccd6e610bc23eaf237c704");
    pair(
        "R with a small-order part",
        KEY,
        "b2142948cef1a039969a4a7898fcfc3a77a642618b5ed5da048d8033dd4962b1"
            + "f135369f3bae3a9f4b06f456f7089070435a771be13f8bb1581b2a3bbf563802");
    pair(
        "key with a small-order part",
        "724f243a343bd855a42548fb28f7b187d9c992944244e420f312d816e916d051",
        HONEST_R + "c71b52184bf211b4926cd80da88bb22b38dbc148c9fee95f852b57bc12f0bf00");
    pair(
        "R is the identity",
        "850828dd52ce7b7ea2ba461889a089d2cfd18e60f2002bdc79d7588fa7583ebf",
        "0100000000000000000000000000000000000000000000000000000000000000"
            + "4964ddc1c149fe856187903d4368171b27f09d227711e844f40c5e058d571701");
  }

  private Verdict() {}

  private static void pair(String name, String key, String signature) {
    PUBLISHED.put(name, new String[] {key, signature});
  }

  static Case value(String hex) {
    Case made = Case.named(hex.isEmpty() ? "nothing" : hex).with("bytes", hex);
    try {
      CborReader in = new CborReader(Hex.decode(hex));
      Value value = ValueCodec.read(in);
      in.finish();
      String kind = value.getClass().getSimpleName().toLowerCase(Locale.ROOT);
      return made.with("kind", kind.equals("num") ? "number" : kind);
    } catch (SoulgraphException refused) {
      return made.with("code", refused.code().text());
    }
  }

  static Case signature(String name, String key, byte[] message, String signature) {
    Case made = Case.named(name).with("key", key).with("message", message);
    String code = code(Hex.decode(key), message, Hex.decode(signature));
    made.with("signature", signature).with("accepted", code.isEmpty());
    return code.isEmpty() ? made : made.with("code", code);
  }

  private static String code(byte[] key, byte[] message, byte[] signature) {
    try {
      new AuthorKeys().check(PublicKey.ofRaw(key));
      SignatureRules.check(signature);
    } catch (SoulgraphException refused) {
      return refused.code().text();
    }
    boolean[] valid = new boolean[1];
    new BouncyCastleVerifier().verify(key, signature, message, answer -> valid[0] = answer);
    return valid[0] ? "" : Code.SIGNATURE_INVALID.text();
  }

  static String codeOf(Runnable attempt) {
    try {
      attempt.run();
      return "";
    } catch (SoulgraphException refused) {
      return refused.code().text();
    }
  }
}
