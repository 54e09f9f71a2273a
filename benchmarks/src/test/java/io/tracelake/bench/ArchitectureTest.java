package io.tracelake.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Benchmarks know the whole program; it doesn't know them. */
@AnalyzeClasses(packages = "io.tracelake", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule noPackageCycles =
            slices().matching("io.tracelake.bench.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theProgramDoesntKnowThem = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.tracelake.app..", "io.tracelake.broker..", "io.tracelake.sandbox..", "io.tracelake.schemas..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.tracelake.bench..");
}
