package io.tracelake.system.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.client.analytics.AnalyticsClient;
import io.tracelake.client.organizations.Operation;
import io.tracelake.client.organizations.OrganizationsClient;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

class EveryOperationHasATest {
    private final List<Covers> covers =
            ReflectionSupport.findAllClassesInPackage(getClass().getPackageName(), type -> true, name -> true).stream()
                    .filter(type -> !AnnotationSupport.isAnnotated(type, Disabled.class))
                    .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                    .filter(EveryOperationHasATest::runs)
                    .flatMap(test -> AnnotationSupport.findAnnotation(test, Covers.class).stream())
                    .toList();

    @Test
    void noOperationOfTheOrganizationsServiceIsLeftOut() {
        Set<Operation> untested = EnumSet.allOf(Operation.class);
        covers.forEach(test -> untested.removeAll(List.of(test.value())));
        assertThat(untested).as("operations without a test").isEmpty();
    }

    @Test
    void noOperationOfTheAnalyticsServiceIsLeftOut() {
        Set<AnalyticsOperation> untested = EnumSet.allOf(AnalyticsOperation.class);
        covers.forEach(test -> untested.removeAll(List.of(test.analytics())));
        assertThat(untested).as("operations without a test").isEmpty();
    }

    /** A method that is added to a client without a word here would be tested by nobody. */
    @Test
    void everyMethodOfTheClientsIsAnOperation() {
        Set<Operation> loggingIn = EnumSet.of(Operation.LOGIN, Operation.REFRESH_TOKEN);
        assertThat(methods(OrganizationsClient.class)).hasSize(Operation.values().length - loggingIn.size());
        assertThat(methods(AnalyticsClient.class)).hasSameSizeAs(AnalyticsOperation.values());
    }

    private static boolean runs(Method method) {
        boolean test = AnnotationSupport.isAnnotated(method, Test.class)
                || AnnotationSupport.isAnnotated(method, ParameterizedTest.class);
        return test && !AnnotationSupport.isAnnotated(method, Disabled.class);
    }

    /** Methods that ask the service something. */
    private static Set<String> methods(Class<?> client) {
        return Arrays.stream(client.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(Method::getName)
                .filter(name -> !Set.of("close", "governor").contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
