package io.tracelake.system.contract;

import io.tracelake.client.organizations.Operation;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The operations whose rules a test holds the client and the service to. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Covers {
    Operation[] value() default {};

    AnalyticsOperation[] analytics() default {};
}
