package dev.soulgraph.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The core's packages point one way.
 *
 * <p>A layer may use the layers of the lines above its own, and nothing beside or below it. So a
 * part can be read, tested and compiled for the browser with what lies above it alone.
 */
final class LayersTest {
  private static final String BASE = "dev.soulgraph.";

  private static final List<List<String>> LAYERS =
      List.of(
          List.of("graph"),
          List.of("clock", "codec"),
          List.of("seal", "reconcile"),
          List.of("wire"),
          List.of("merge"),
          List.of("auth", "storage", "transport"),
          List.of("sync"),
          List.of("database"));

  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.soulgraph");

  @TestFactory
  Stream<DynamicTest> eachLayerUsesOnlyTheLayersBeforeIt() {
    List<DynamicTest> tests = new ArrayList<>();
    for (int rank = 0; rank < LAYERS.size(); rank++) {
      for (String layer : LAYERS.get(rank)) {
        String[] forbidden = notBefore(rank, layer);
        tests.add(DynamicTest.dynamicTest(layer, () -> assertAvoids(layer, forbidden)));
      }
    }
    return tests.stream();
  }

  @Test
  void everyClassBelongsToANamedLayer() {
    Set<String> known = new TreeSet<>(LAYERS.stream().flatMap(List::stream).toList());
    Set<String> strangers = new TreeSet<>();
    for (JavaClass each : CORE) {
      String layer = layerOf(each);
      if (!known.contains(layer)) {
        strangers.add(each.getName());
      }
    }
    assertEquals(Set.of(), strangers, "give these packages a place in LAYERS");
  }

  private static void assertAvoids(String layer, String[] forbidden) {
    noClasses()
        .that()
        .resideInAPackage(BASE + layer + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden)
        .allowEmptyShould(true)
        .check(CORE);
  }

  private static String[] notBefore(int rank, String layer) {
    return LAYERS.stream()
        .skip(rank)
        .flatMap(List::stream)
        .filter(other -> !other.equals(layer))
        .map(other -> BASE + other + "..")
        .toArray(String[]::new);
  }

  private static String layerOf(JavaClass each) {
    String below = (each.getPackageName() + ".").substring(BASE.length());
    return below.isEmpty() ? "" : below.substring(0, below.indexOf('.'));
  }
}
