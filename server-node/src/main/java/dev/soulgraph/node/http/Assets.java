package dev.soulgraph.node.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Serves what lies below {@code META-INF/soulgraph/dist/} on the class path. A path is answered
 * only if it looks like a file's name there, segment by segment, so no path leads out of it.
 */
final class Assets {
  private static final String ROOT = "META-INF/soulgraph/dist/";

  /** Begins with no dot, so neither {@code ..} nor hidden files. */
  private static final Pattern NAME =
      Pattern.compile(
          "([A-Za-z0-9_][A-Za-z0-9_.-]*/)*[A-Za-z0-9_][A-Za-z0-9_-]*(\\.[A-Za-z0-9_-]+)+");

  /** The name carries its content's hash, so what it names never changes. */
  private static final Pattern HASHED = Pattern.compile("assets/.*-[0-9a-f]{8,}\\.[a-z0-9.]+");

  /** Wasm may be compiled, code made from strings not; pages may follow any relay. */
  private static final String PAGE_POLICY =
      "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; "
          + "connect-src 'self' ws: wss: http: https:; img-src 'self' data:; style-src 'self'; "
          + "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final ClassLoader loader;

  /** Of what exists only, so it is bounded by the class path. */
  private final Map<String, Asset> loaded = new ConcurrentHashMap<>();

  Assets(ClassLoader loader) {
    this.loader = loader;
  }

  void serve(Context ctx) {
    String path = ctx.path().substring(1);
    String name = path.isEmpty() ? "index.html" : path;
    Asset asset = find(name);
    if (asset == null) {
      notFound(ctx);
      return;
    }
    Asset.Encoding encoding = asset.best(new AcceptedEncodings(ctx.header("Accept-Encoding")));
    ctx.header("Content-Type", asset.type());
    ctx.header("ETag", asset.tag(encoding));
    boolean forever = HASHED.matcher(name).matches();
    ctx.header("Cache-Control", forever ? "public, max-age=31536000, immutable" : "no-cache");
    if (asset.varies()) {
      ctx.header("Vary", "Accept-Encoding");
    }
    if (isForEverybody(name)) {
      ctx.header("Access-Control-Allow-Origin", "*");
      ctx.header("Cross-Origin-Resource-Policy", "cross-origin");
    }
    if (name.endsWith(".html")) {
      ctx.header("Content-Security-Policy", PAGE_POLICY);
    }
    if (matches(ctx.header("If-None-Match"), asset.tag(encoding))) {
      ctx.status(HttpStatus.NOT_MODIFIED);
      return;
    }
    if (encoding != Asset.Encoding.PLAIN) {
      ctx.header("Content-Encoding", encoding.text);
    }
    ctx.result(asset.body(encoding));
  }

  /** What pages of other origins import. */
  private static boolean isForEverybody(String name) {
    return name.startsWith("assets/") || name.startsWith("soulgraph.");
  }

  private @Nullable Asset find(String name) {
    Asset known = loaded.get(name);
    if (known != null || !NAME.matcher(name).matches()) {
      return known;
    }
    MediaType type = MediaType.of(name);
    Asset asset = type == null ? null : Asset.load(loader, ROOT + name, type);
    if (asset != null) {
      loaded.put(name, asset);
    }
    return asset;
  }

  private static boolean matches(@Nullable String header, String tag) {
    if (header == null) {
      return false;
    }
    for (String each : header.split(",", -1)) {
      String candidate = each.trim();
      if (candidate.equals("*") || candidate.equals(tag) || candidate.equals("W/" + tag)) {
        return true;
      }
    }
    return false;
  }

  static void notFound(Context ctx) {
    ctx.status(HttpStatus.NOT_FOUND);
    ctx.header("Cache-Control", "no-store");
    ctx.contentType("text/plain; charset=utf-8");
    ctx.result("Nothing is here. The page is at /\n");
  }
}
