package io.tracelake.client.analytics;

/** How a {@link TraceFilterCondition} compares. Which of them a condition may use depends on its {@link FilterType}. */
public enum FilterOperator {
    EQUAL("="),
    NOT_EQUAL("<>"),
    GREATER(">"),
    LESS("<"),
    GREATER_OR_EQUAL(">="),
    LESS_OR_EQUAL("<="),
    CONTAINS("contains"),
    DOES_NOT_CONTAIN("does not contain"),
    STARTS_WITH("starts with"),
    ENDS_WITH("ends with"),
    ANY_OF("any of"),
    NONE_OF("none of"),
    ALL_OF("all of"),
    IS_NULL("is null"),
    IS_NOT_NULL("is not null");

    private final String parameter;

    FilterOperator(String parameter) {
        this.parameter = parameter;
    }

    String parameter() {
        return parameter;
    }
}
