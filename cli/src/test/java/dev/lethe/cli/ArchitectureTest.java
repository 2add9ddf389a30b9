package dev.lethe.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.lethe.natives.NativeLibraryException;

/** The arrows between the rooms of the house. */
@AnalyzeClasses(packages = "dev.lethe", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {

  @ArchTest
  static final ArchRule arrowsPointOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("dev.lethe..")
          .layer("natives")
          .definedBy("dev.lethe.natives..")
          .layer("privacy")
          .definedBy("dev.lethe.privacy..")
          .layer("attest")
          .definedBy("dev.lethe.crypto..")
          .layer("spec")
          .definedBy("dev.lethe.spec..")
          .layer("data")
          .definedBy("dev.lethe.data..")
          .layer("training")
          .definedBy("dev.lethe.training..")
          .layer("report")
          .definedBy("dev.lethe.report..")
          .layer("cli")
          .definedBy("dev.lethe.cli..")
          .optionalLayer("examples")
          .definedBy("dev.lethe.examples..")
          .whereLayer("natives")
          .mayNotAccessAnyLayer()
          .whereLayer("privacy")
          .mayOnlyAccessLayers("natives")
          .whereLayer("attest")
          .mayNotAccessAnyLayer()
          .whereLayer("spec")
          .mayOnlyAccessLayers("privacy")
          .whereLayer("data")
          .mayOnlyAccessLayers("spec", "privacy", "attest")
          .whereLayer("training")
          .mayOnlyAccessLayers("data", "spec", "privacy", "attest", "natives")
          .whereLayer("report")
          .mayOnlyAccessLayers("privacy", "attest")
          .whereLayer("cli")
          .mayOnlyBeAccessedByLayers("examples");

  @ArchTest
  static final ArchRule externsStayBehindTheirWrappers =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.lethe.natives..",
              "dev.lethe.privacy.opendp..",
              "dev.lethe.privacy.noise..",
              "dev.lethe.crypto.he..",
              "dev.lethe.training..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.lethe.natives..")
                  .and(not(equivalentTo(NativeLibraryException.class))))
          .because("the bridge is no API; that it cannot be loaded is for the user to know");

  @ArchTest
  static final ArchRule accountingNeedsNoNativeCode =
      noClasses()
          .that()
          .resideInAPackage("dev.lethe.privacy..")
          .and()
          .resideOutsideOfPackages("dev.lethe.privacy.opendp..", "dev.lethe.privacy.noise..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.lethe.privacy.opendp..", "dev.lethe.privacy.noise..");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("dev.lethe.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyTheCommandLinePrints =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.lethe.cli..", "dev.lethe.examples..")
          .should(ACCESS_STANDARD_STREAMS)
          .because("results and progress belong to the caller");

  @ArchTest
  static final ArchRule exceptionsHaveTypes = noClasses().should(THROW_GENERIC_EXCEPTIONS);

  @ArchTest
  static final ArchRule verifyingNeedsNoEngine =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.lethe.report..", "dev.lethe.privacy..", "dev.lethe.crypto..", "dev.lethe.spec..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.djl..");

  @ArchTest
  static final ArchRule noTensorEngineOutsideTheEngineRoom =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.lethe.training.blocks..",
              "dev.lethe.training.djl..",
              "dev.lethe.training.trainer..",
              "dev.lethe.examples..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.djl..");
}
