package io.tracelake.sandbox.http;

import io.micronaut.http.HttpStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Reads the filter parameter. What is wrong with its form becomes issues of the request's parameters. */
final class FilterParameter {
    static final String NAME = "filter";

    private FilterParameter() {}

    /** The conditions whose form is right. */
    static List<FilterCondition> read(Parameters parameters) {
        String text = parameters.text(NAME);
        if (text == null || text.isEmpty()) {
            return List.of();
        }
        try {
            return conditions(FilterJson.read(text), new FilterIssues(parameters));
        } catch (JacksonException notJson) {
            throw Refusal.named(HttpStatus.BAD_REQUEST, "Invalid JSON in filter parameter", "InvalidRequestError");
        }
    }

    private static List<FilterCondition> conditions(@Nullable Object filter, FilterIssues issues) {
        if (!(filter instanceof List<?> elements)) {
            issues.wrongType("array", filter);
            return List.of();
        }
        List<FilterCondition> conditions = new ArrayList<>();
        for (int n = 0; n < elements.size(); n++) {
            if (elements.get(n) instanceof Map<?, ?> members) {
                FilterCondition condition = new FilterElement(n, members, issues).condition();
                if (condition != null) {
                    conditions.add(condition);
                }
            } else {
                issues.wrongType("object", elements.get(n), n);
            }
        }
        return conditions;
    }
}
