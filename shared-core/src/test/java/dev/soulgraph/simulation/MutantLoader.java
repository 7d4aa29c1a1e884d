package dev.soulgraph.simulation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * All of Soulgraph's classes once more, with one source file's compiled anew. Nothing of it is
 * shared with the classes that load it.
 */
final class MutantLoader extends ClassLoader {
  private static final String OURS = "dev.soulgraph.";

  /** Nullness means nothing to these runs; the annotations' own jar needn't be there. */
  private static final String NULLABLE =
      "package org.jspecify.annotations; @java.lang.annotation.Target("
          + "java.lang.annotation.ElementType.TYPE_USE) public @interface Nullable {}";

  private final Map<String, ByteArrayOutputStream> compiled = new LinkedHashMap<>();

  /**
   * @param file as {@code dev/soulgraph/x/Y.java}
   * @throws IllegalArgumentException if the source doesn't compile
   */
  MutantLoader(String file, String source) {
    super(MutantLoader.class.getClassLoader());
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> complaints = new DiagnosticCollector<>();
    StandardJavaFileManager standard =
        compiler.getStandardFileManager(complaints, java.util.Locale.ROOT, null);
    String classes = location(dev.soulgraph.sync.Node.class);
    List<JavaFileObject> sources =
        List.of(
            new Source(file, source),
            new Source("org/jspecify/annotations/Nullable.java", NULLABLE));
    List<String> options =
        List.of("-proc:none", "-nowarn", "-Xlint:none", "-implicit:none", "-cp", classes);
    boolean good =
        compiler.getTask(null, new Memory(standard), complaints, options, null, sources).call();
    if (!good) {
      List<String> errors = new ArrayList<>();
      for (Diagnostic<?> each : complaints.getDiagnostics()) {
        errors.add(each.toString());
      }
      throw new IllegalArgumentException(String.join("\n", errors));
    }
  }

  private static String location(Class<?> known) {
    try {
      return java.nio.file.Path.of(
              known.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String file, String text) {
      super(URI.create("memory:///" + file), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** Takes what the compiler writes. */
  private final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
    Memory(JavaFileManager standard) {
      super(standard);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("memory:///" + name + ".class"), kind) {
        @Override
        public OutputStream openOutputStream() {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          compiled.put(name, bytes);
          return bytes;
        }
      };
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      if (known != null) {
        return known;
      }
      byte[] bytes = bytes(name);
      return defineClass(name, bytes, 0, bytes.length);
    }
  }

  private byte[] bytes(String name) throws ClassNotFoundException {
    ByteArrayOutputStream anew = compiled.get(name);
    if (anew != null) {
      return anew.toByteArray();
    }
    try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
