package io.tracelake.client.organizations;

import io.tracelake.client.http.Method;
import io.tracelake.client.http.Query;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where an operation is.
 *
 * @param path begins with a slash; a name in braces stands for one segment
 */
record Route(Method method, String path) {
    private static final Pattern TEXT = Pattern.compile("([A-Z]+) +(/\\S*)");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}/]*)}");
    private static final Pattern PATH = Pattern.compile("(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*)+");

    static Route of(Operation operation) {
        return new Route(operation.method(), operation.path());
    }

    /** Another place for an operation, such as {@code PATCH /organizations/{organizationId}/x}. */
    static Route parse(Operation operation, String text) {
        Matcher parts = TEXT.matcher(text.strip());
        if (!parts.matches()) {
            throw refused(operation, "must be a method and a path, as " + Route.of(operation) + ": " + text);
        }
        Route route = new Route(method(operation, parts.group(1)), parts.group(2));
        Set<String> wanted = Route.of(operation).placeholders();
        Set<String> missing = new TreeSet<>(wanted);
        missing.removeAll(route.placeholders());
        if (!missing.isEmpty()) {
            throw refused(operation, "must contain {" + missing.iterator().next() + "}: " + text);
        }
        Set<String> unknown = new TreeSet<>(route.placeholders());
        unknown.removeAll(wanted);
        if (!unknown.isEmpty()) {
            throw refused(operation, "must not contain {" + unknown.iterator().next() + "}: " + text);
        }
        if (!PATH.matcher(PLACEHOLDER.matcher(route.path).replaceAll("x")).matches()) {
            throw refused(operation, "must be a path without a query, encoded: " + text);
        }
        return route;
    }

    private static Method method(Operation operation, String name) {
        for (Method method : Method.values()) {
            if (method.name().equals(name)) {
                return method;
            }
        }
        throw refused(operation, "no such method: " + name);
    }

    private static IllegalArgumentException refused(Operation operation, String reason) {
        return new IllegalArgumentException(operation.label() + ": " + reason);
    }

    private Set<String> placeholders() {
        return PLACEHOLDER.matcher(path).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    /**
     * The path with its placeholders filled.
     *
     * @throws IllegalArgumentException for a value that would make another path of it
     */
    String fill(Map<String, String> values) {
        return PLACEHOLDER.matcher(path).replaceAll(found -> Matcher.quoteReplacement(segment(found, values)));
    }

    private static String segment(MatchResult placeholder, Map<String, String> values) {
        String name = placeholder.group(1);
        String value = values.getOrDefault(name, "");
        if (value.isBlank() || value.equals(".") || value.equals("..")) {
            throw new IllegalArgumentException(name + " must be an id: '" + value + "'");
        }
        return Query.encode(value);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
