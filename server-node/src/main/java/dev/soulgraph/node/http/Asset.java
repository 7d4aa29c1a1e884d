package dev.soulgraph.node.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** A file that is served, in the encodings in which it lies on the class path. */
final class Asset {
  /** In the order of preference. */
  enum Encoding {
    BROTLI("br", ".br"),
    GZIP("gzip", ".gz"),
    PLAIN("identity", "");

    final String text;
    final String suffix;

    Encoding(String text, String suffix) {
      this.text = text;
      this.suffix = suffix;
    }
  }

  /** Below this, compressing saves no packet. */
  private static final int COMPRESS_MIN_BYTES = 1_000;

  private final String type;
  private final boolean compressible;
  private final Map<Encoding, byte[]> bodies = new EnumMap<>(Encoding.class);
  private final String tag;

  private Asset(String type, boolean compressible, Map<Encoding, byte[]> found, byte[] plain) {
    this.type = type;
    this.compressible = compressible;
    bodies.putAll(found);
    tag = hash(plain);
  }

  /** Null where nothing of that name is on the class path. */
  static @Nullable Asset load(ClassLoader loader, String resource, MediaType type) {
    byte[] plain = read(loader, resource);
    if (plain == null) {
      return null;
    }
    Map<Encoding, byte[]> found = new EnumMap<>(Encoding.class);
    for (Encoding encoding : Encoding.values()) {
      byte[] body = read(loader, resource + encoding.suffix);
      if (body != null) {
        found.put(encoding, body);
      }
    }
    if (type.compressible() && plain.length >= COMPRESS_MIN_BYTES) {
      found.computeIfAbsent(Encoding.GZIP, encoding -> gzip(plain));
    }
    return new Asset(type.text(), type.compressible(), found, plain);
  }

  private static byte @Nullable [] read(ClassLoader loader, String resource) {
    URL url = loader.getResource(resource);
    if (url == null) {
      return null;
    }
    try (InputStream in = url.openStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  private static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e); // every Java platform has it
    }
  }

  String type() {
    return type;
  }

  /** Whether the answer depends on what the asker accepts. */
  boolean varies() {
    return compressible;
  }

  /** Bodies of two encodings are two representations, and want two tags. */
  String tag(Encoding encoding) {
    return '"' + tag + (encoding == Encoding.PLAIN ? "" : "-" + encoding.text) + '"';
  }

  /** The best encoding that is accepted. */
  Encoding best(AcceptedEncodings accepted) {
    for (Encoding encoding : Encoding.values()) {
      if (bodies.containsKey(encoding) && accepted.contains(encoding.text)) {
        return encoding;
      }
    }
    return Encoding.PLAIN;
  }

  byte[] body(Encoding encoding) {
    byte[] body = bodies.get(encoding);
    if (body == null) {
      throw new IllegalArgumentException("no such encoding: " + encoding);
    }
    return body;
  }
}
