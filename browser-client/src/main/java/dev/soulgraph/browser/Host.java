package dev.soulgraph.browser;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.Uint8Array;

/** The browser's side of the line; {@code engine.d.ts} says what each call means. */
interface Host extends JSObject {
  double now();

  byte[] random(int bytes);

  void sign(int token, Uint8Array message);

  void later(int token);

  void verify(int token, Uint8Array key, Uint8Array signature, Uint8Array message);

  void storeBegin();

  void storeRecord(double key, Uint8Array record);

  void removeRecord(double key);

  void storePending(double key, Uint8Array record);

  void removePending(double key);

  void storeMeta(String name, Uint8Array value);

  void storeEnd(int token);

  void kept(int token);

  void send(int connection, Uint8Array frame);

  void disconnect(int connection, String code, String rule, String value, boolean retry);

  void present(String soul, String author, String instance, @Nullable String value, boolean own);

  void shared(Uint8Array message);

  void changed(String soul);

  void scopes();

  void receipt(
      int id,
      int state,
      int replicas,
      int changes,
      int[] outcomes,
      String code,
      String rule,
      String value);

  void relay(int connection, int state, double roundTripMs, double skewMs, String node);

  void fail(String code, String rule, String value, boolean retryable);
}
