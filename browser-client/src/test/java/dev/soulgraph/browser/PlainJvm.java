package dev.soulgraph.browser;

import dev.soulgraph.vectors.Vectors;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

/**
 * The JVM without this module's classes: the class that stands in for one of Bouncy Castle's in a
 * page isn't signed as the others are, and a JVM then loads none of them.
 */
final class PlainJvm implements AutoCloseable {
  private final URLClassLoader loader;

  PlainJvm() throws IOException {
    List<Path> others =
        Built.classPath().stream().filter(path -> !path.startsWith(Built.TARGET)).toList();
    URL[] urls = new URL[others.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = url(others.get(i));
    }
    loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
  }

  private static URL url(Path path) throws MalformedURLException {
    return path.toUri().toURL();
  }

  /** {@link Vectors#run} there. */
  String vectors(String name, String json) throws ReflectiveOperationException {
    try {
      return (String)
          loader
              .loadClass(Vectors.class.getName())
              .getMethod("run", String.class, String.class)
              .invoke(null, name, json);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(name, e.getCause());
    }
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }
}
