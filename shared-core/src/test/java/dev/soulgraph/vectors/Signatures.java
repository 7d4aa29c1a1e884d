package dev.soulgraph.vectors;

import dev.soulgraph.codec.Utf8;
import dev.soulgraph.graph.Hex;
import java.util.ArrayList;
import java.util.List;

/** Signatures on which libraries disagree, published and forged, and honest ones beside them. */
final class Signatures {
  private static final byte[] MESSAGE = Utf8.encode("rhizome");
  private static final String KEY =
      "62f20daad7d34d66b150b391d983e6206cbae71d59d5d7f66afefed6a267b9c9";
  private static final String HONEST_R =
      "ebb461fc478e621995733443d2446eac22c76ee2034b3b4b8f3c4cd761b305ff";

  private Signatures() {}

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < SpecCheck.CASES.size(); i++) {
      String[] each = SpecCheck.CASES.get(i);
      cases.add(Verdict.signature("speccheck " + i, each[1], Hex.decode(each[0]), each[2]));
    }
    cases.add(
        overRhizome(
            "honest",
            KEY,
            HONEST_R + "8536896fcd8f3f90cb055f10432ffad7413b1f1bf5ccd6e610bc23eaf237c704"));
    cases.add(
        overRhizome(
            "R with a small-order part",
            KEY,
            "b2142948cef1a039969a4a7898fcfc3a77a642618b5ed5da048d8033dd4962b1"
                + "f135369f3bae3a9f4b06f456f7089070435a771be13f8bb1581b2a3bbf563802"));
    cases.add(
        overRhizome(
            "key with a small-order part",
            "724f243a343bd855a42548fb28f7b187d9c992944244e420f312d816e916d051",
            HONEST_R + "c71b52184bf211b4926cd80da88bb22b38dbc148c9fee95f852b57bc12f0bf00"));
    cases.add(
        overRhizome(
            "R is the identity",
            "850828dd52ce7b7ea2ba461889a089d2cfd18e60f2002bdc79d7588fa7583ebf",
            "0100000000000000000000000000000000000000000000000000000000000000"
                + "4964ddc1c149fe856187903d4368171b27f09d227711e844f40c5e058d571701"));
    cases.addAll(Forged.cases());
    return cases;
  }

  private static Case overRhizome(String name, String key, String signature) {
    return Verdict.signature(name, key, MESSAGE, signature);
  }
}
