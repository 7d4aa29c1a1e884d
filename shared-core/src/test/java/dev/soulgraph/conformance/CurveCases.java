package dev.soulgraph.conformance;

import dev.soulgraph.auth.AuthorKeys;
import dev.soulgraph.auth.SignatureRules;
import dev.soulgraph.graph.Hex;
import dev.soulgraph.graph.PublicKey;
import java.util.List;

/** Which keys and signatures are refused before any provider is asked. */
public final class CurveCases {
  /** Points of order 1, 2, 4, 8, encoded canonically. */
  public static final List<String> SMALL_ORDER =
      List.of(
          "0100000000000000000000000000000000000000000000000000000000000000",
          "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
          "0000000000000000000000000000000000000000000000000000000000000000",
          "0000000000000000000000000000000000000000000000000000000000000080",
          "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
          "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
          "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
          "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa");

  /** Encodings that no encoder makes: y not reduced, or x = 0 with its sign set. */
  public static final List<String> NOT_CANONICAL =
      List.of(
          "0100000000000000000000000000000000000000000000000000000000000080",
          "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
          "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
          "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
          "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
          "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
          "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
          "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
          "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff");

  /** Keys of RFC 8032 and a few more of prime order; the base point. */
  static final List<String> HONEST =
      List.of(
          "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
          "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
          "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
          "62f20daad7d34d66b150b391d983e6206cbae71d59d5d7f66afefed6a267b9c9",
          "850828dd52ce7b7ea2ba461889a089d2cfd18e60f2002bdc79d7588fa7583ebf",
          "5866666666666666666666666666666666666666666666666666666666666666");

  /** An honest key with a small-order part, and the base point with its sign turned. */
  private static final List<String> OTHERS =
      List.of(
          "724f243a343bd855a42548fb28f7b187d9c992944244e420f312d816e916d051",
          "58666666666666666666666666666666666666666666666666666666666666e6");

  private static final String ORDER =
      "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";

  private CurveCases() {}

  static String authorKeys() {
    Transcript out = new Transcript();
    AuthorKeys keys = new AuthorKeys();
    for (List<String> group : List.of(HONEST, OTHERS, SMALL_ORDER, NOT_CANONICAL)) {
      for (String hex : group) {
        out.line(hex, () -> checked(keys, Hex.decode(hex)));
        out.line("again", () -> checked(keys, Hex.decode(hex)));
      }
    }
    Dice dice = new Dice(12);
    for (int i = 0; i < 40; i++) {
      byte[] random = dice.bytes(32);
      out.line(Hex.encode(random), () -> checked(keys, random));
    }
    return out.toString();
  }

  private static String checked(AuthorKeys keys, byte[] raw) {
    keys.check(PublicKey.ofRaw(raw));
    return "prime order";
  }

  static String signatureRules() {
    Transcript out = new Transcript();
    String r = HONEST.get(0);
    for (String low : List.of("ec", "ed", "ee", "00")) {
      out.line("S " + low, () -> checked(r + low + ORDER.substring(2)));
    }
    for (String s :
        List.of("00".repeat(32), "ff".repeat(32), "00".repeat(31) + "10", "ff".repeat(31) + "0f")) {
      out.line("S " + s, () -> checked(r + s));
    }
    for (List<String> group : List.of(HONEST, SMALL_ORDER, NOT_CANONICAL)) {
      for (String hex : group) {
        out.line("R " + hex, () -> checked(hex + "01" + "00".repeat(31)));
      }
    }
    return out.toString();
  }

  private static String checked(String hex) {
    SignatureRules.check(Hex.decode(hex));
    return "for a provider";
  }
}
