package dev.soulgraph.node.cli.json;

import dev.soulgraph.codec.CborReader;
import dev.soulgraph.codec.ValueCodec;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.Soul;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.graph.Value;
import java.util.Base64;

/** Values that JSON has no word for, as objects of one key. */
final class Tagged {
  static final String LINK = "$link";
  static final String BYTES = "$bytes";
  static final String CBOR = "$cbor";

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private Tagged() {}

  static boolean isTag(String key) {
    return key.equals(LINK) || key.equals(BYTES) || key.equals(CBOR);
  }

  /**
   * @throws SoulgraphException {@code soul-invalid}, {@code value-too-large}, {@code value-invalid}
   *     and what {@link ValueCodec#read} throws
   */
  static Value read(String tag, String content) {
    if (tag.equals(LINK)) {
      return new Value.Link(Soul.of(content));
    }
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(content);
    } catch (IllegalArgumentException e) {
      throw new SoulgraphException(
          Code.VALUE_INVALID, "the content of " + tag + " is base64url", content, e);
    }
    if (tag.equals(BYTES)) {
      Value value = new Value.Bytes(bytes);
      ValueCodec.read(new CborReader(ValueCodec.encode(value)));
      return value;
    }
    CborReader in = new CborReader(bytes);
    Value value = ValueCodec.read(in);
    in.finish();
    return value;
  }

  static void write(Value.Link link, StringBuilder out) {
    out.append("{\"").append(LINK).append("\":");
    JsonText.quote(link.soul().text(), out);
    out.append('}');
  }

  static void write(String tag, byte[] content, StringBuilder out) {
    out.append("{\"").append(tag).append("\":\"");
    out.append(ENCODER.encodeToString(content)).append("\"}");
  }
}
