package io.tracelake.system.contract;

/** What is asked of the analytics service, one constant for each method of its client. */
enum AnalyticsOperation {
    LIST_TRACES,
    GET_TRACE,
    DAILY_METRICS,
    OWN_PROJECT,
    HEALTH
}
