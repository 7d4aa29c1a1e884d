package dev.soulgraph.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Calendar;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.Timer;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * The core stands on very little of the JDK.
 *
 * <p>Three reasons: TeaVM has no more of it, what is pulled in is downloaded by every page, and
 * time, randomness and I/O must come through ports, or no simulator can repeat a run.
 */
final class PlatformTest {
  /** Regular expressions and formatting cost a page more than the core itself. */
  private static final Map<String, Set<String>> FORBIDDEN_CALLS =
      Map.of(
          "java.lang.String",
          Set.of("format", "formatted", "matches", "replaceAll", "replaceFirst", "split"),
          "java.lang.System",
          Set.of("currentTimeMillis", "nanoTime", "getenv", "getProperty", "exit"),
          "java.lang.Math",
          Set.of("random"));

  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.soulgraph");

  @Test
  void theCoreUsesOnlyTheSmallestPartOfTheJdk() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.soulgraph..",
            "java.lang",
            "java.lang.annotation",
            "java.util",
            "java.util.function",
            "org.jspecify.annotations")
        .check(CORE);
  }

  @Test
  void theCoreHasNoClockNoDiceAndNoThreadOfItsOwn() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(
            Random.class, UUID.class, Date.class, Calendar.class, Timer.class, Thread.class)
        .check(CORE);
  }

  @Test
  void theCoreCallsNothingThatIsDearOrUnrepeatable() {
    noClasses()
        .should()
        .callCodeUnitWhere(
            DescribedPredicate.describe("is dear or unrepeatable", PlatformTest::isForbidden))
        .check(CORE);
  }

  /**
   * What is iterated in the order of insertion is repeatable; and both kinds side by side would
   * cost a page 1 kB.
   */
  @Test
  void mapsAndSetsKeepTheOrderOfInsertion() {
    noClasses()
        .should()
        .callConstructorWhere(
            target(
                owner(
                    DescribedPredicate.describe(
                        "java.util.HashMap or HashSet, rather than LinkedHashMap or LinkedHashSet",
                        type ->
                            type.isEquivalentTo(HashMap.class)
                                || type.isEquivalentTo(HashSet.class)))))
        .check(CORE);
  }

  private static boolean isForbidden(JavaCall<?> call) {
    return FORBIDDEN_CALLS
        .getOrDefault(call.getTargetOwner().getName(), Set.of())
        .contains(call.getName());
  }
}
