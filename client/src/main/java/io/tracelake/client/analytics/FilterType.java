package io.tracelake.client.analytics;

import static io.tracelake.client.analytics.FilterOperator.*;

import java.util.List;

/** What kind of value a {@link TraceFilterCondition} compares with, which has to suit its column. */
public enum FilterType {
    DATETIME("datetime", FilterValue.Time.class, GREATER, LESS, GREATER_OR_EQUAL, LESS_OR_EQUAL),
    STRING("string", FilterValue.Text.class, EQUAL, CONTAINS, DOES_NOT_CONTAIN, STARTS_WITH, ENDS_WITH),
    NUMBER("number", FilterValue.Decimal.class, EQUAL, GREATER, LESS, GREATER_OR_EQUAL, LESS_OR_EQUAL),
    /** One text, and a choice of them. */
    STRING_OPTIONS("stringOptions", FilterValue.Texts.class, ANY_OF, NONE_OF),
    /** A category under a key, and a choice of them. */
    CATEGORY_OPTIONS("categoryOptions", FilterValue.Texts.class, ANY_OF, NONE_OF),
    /** A set of texts, such as the tags. */
    ARRAY_OPTIONS("arrayOptions", FilterValue.Texts.class, ANY_OF, NONE_OF, ALL_OF),
    /** A text under a key, such as one of the metadata. */
    STRING_OBJECT("stringObject", FilterValue.Text.class, EQUAL, CONTAINS, DOES_NOT_CONTAIN, STARTS_WITH, ENDS_WITH),
    /** A number under a key. */
    NUMBER_OBJECT("numberObject", FilterValue.Decimal.class, EQUAL, GREATER, LESS, GREATER_OR_EQUAL, LESS_OR_EQUAL),
    BOOLEAN("boolean", FilterValue.Flag.class, EQUAL, NOT_EQUAL),
    NULL("null", FilterValue.Nothing.class, IS_NULL, IS_NOT_NULL);

    private final String parameter;
    private final Class<? extends FilterValue> value;

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list
    private final List<FilterOperator> operators;

    FilterType(String parameter, Class<? extends FilterValue> value, FilterOperator... operators) {
        this.parameter = parameter;
        this.value = value;
        this.operators = List.of(operators);
    }

    /** The operators that go with it. */
    public List<FilterOperator> operators() {
        return operators;
    }

    /** Whether a condition of this type looks under a key of its column. */
    public boolean isKeyed() {
        return this == STRING_OBJECT || this == NUMBER_OBJECT || this == CATEGORY_OPTIONS;
    }

    String parameter() {
        return parameter;
    }

    boolean takes(FilterValue candidate) {
        return value.isInstance(candidate);
    }

    String valueKind() {
        return switch (this) {
            case DATETIME -> "a time";
            case STRING, STRING_OBJECT -> "a string";
            case NUMBER, NUMBER_OBJECT -> "a number";
            case STRING_OPTIONS, CATEGORY_OPTIONS, ARRAY_OPTIONS -> "an array of strings";
            case BOOLEAN -> "true or false";
            case NULL -> "left out or empty";
        };
    }

    /** The service refuses an empty choice, except where it means that nothing is asked for. */
    boolean needsAChoice(FilterOperator operator) {
        return this == STRING_OPTIONS || (this == ARRAY_OPTIONS && operator == ANY_OF);
    }
}
