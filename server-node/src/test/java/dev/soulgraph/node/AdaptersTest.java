package dev.soulgraph.node;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Adapters know the core's ports and never each other.
 *
 * <p>Every package below {@code dev.soulgraph.node} is an adapter. Whoever puts them together lives
 * in {@code dev.soulgraph.node} itself, or is the command line.
 */
final class AdaptersTest {
  private static final String NODE = "dev.soulgraph.node";

  /** The packages that put the adapters together. {@code ""} is the node's own package. */
  private static final Set<String> ASSEMBLERS = Set.of("", "cli");

  /** Each foreign library is known to these packages alone, so it can be replaced there. */
  private static final Map<String, Set<String>> LIBRARIES =
      Map.of(
          "org.h2..", Set.of("store"),
          "picocli..", Set.of("cli"),
          "com.fasterxml.jackson..", Set.of("cli", "policy"),
          "org.bouncycastle..", Set.of("crypto"),
          "io.javalin..", Set.of("http", "gossip"),
          "org.eclipse.jetty..", Set.of("http", "gossip"));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(NODE);

  @Test
  void adaptersDoNotKnowEachOther() {
    Set<String> crossings = new TreeSet<>();
    for (JavaClass each : CLASSES) {
      String from = adapterOf(each);
      for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass();
        if (isOfTheNode(target) && !ASSEMBLERS.contains(from) && !adapterOf(target).equals(from)) {
          crossings.add(each.getName() + " uses " + target.getName());
        }
      }
    }
    assertEquals(Set.of(), crossings);
  }

  @Test
  void librariesStayBehindTheirAdapter() {
    LIBRARIES.forEach(
        (library, adapters) ->
            noClasses()
                .that()
                .resideOutsideOfPackages(
                    adapters.stream().map(a -> NODE + "." + a + "..").toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .allowEmptyShould(true)
                .check(CLASSES));
  }

  private static boolean isOfTheNode(JavaClass each) {
    return (each.getPackageName() + ".").startsWith(NODE + ".");
  }

  private static String adapterOf(JavaClass each) {
    String below = (each.getPackageName() + ".").substring(NODE.length() + 1);
    return below.isEmpty() ? "" : below.substring(0, below.indexOf('.'));
  }
}
