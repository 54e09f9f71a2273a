package io.tracelake.app;

import static com.tngtech.archunit.base.DescribedPredicate.and;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The arrows between modules and packages. */
@AnalyzeClasses(packages = "io.tracelake", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String OURS = "io.tracelake..";

    @ArchTest
    static final ArchRule noPackageCycles =
            slices().matching("io.tracelake.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule schemasStandAlone = mayUse("schemas");

    @ArchTest
    static final ArchRule clientStandsAlone = mayUse("client");

    /** A type shared with the client would hide a mistake that both make. */
    @ArchTest
    static final ArchRule sandboxStandsAlone = mayUse("sandbox");

    @ArchTest
    static final ArchRule brokerStandsAlone = mayUse("broker");

    @ArchTest
    static final ArchRule ingesterReadsTheClientAndWritesSchemas = mayUse("ingester", "schemas", "client");

    @ArchTest
    static final ArchRule streamsKnowSchemasOnly = mayUse("streams", "schemas");

    @ArchTest
    static final ArchRule sinkKnowsSchemasOnly = mayUse("sink", "schemas");

    @ArchTest
    static final ArchRule onlyTheProgramKnowsAll = noClasses()
            .that()
            .resideOutsideOfPackage("io.tracelake.app..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.tracelake.app..");

    @ArchTest
    static final ArchRule everyPackageIsNullMarked = classes()
            .that()
            .resideInAPackage(OURS)
            .should(new ArchCondition<>("be in a @NullMarked package") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    var marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                    events.add(new SimpleConditionEvent(type, marked, type.getPackageName() + " isn't @NullMarked"));
                }
            });

    /** Classes of a module know their own, the named modules, and nothing else of ours. */
    private static ArchRule mayUse(String module, String... others) {
        var allowed = Stream.concat(Stream.of(module), Arrays.stream(others))
                .map(name -> "io.tracelake." + name + "..")
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage("io.tracelake." + module + "..")
                .should()
                .dependOnClassesThat(and(
                        JavaClass.Predicates.resideInAPackage(OURS),
                        not(JavaClass.Predicates.resideInAnyPackage(allowed))))
                .allowEmptyShould(true);
    }
}
