package io.tracelake.client.organizations;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Where each operation is: where {@link Operation} says, unless the configuration says otherwise. */
public final class Routes {
    public static final Routes DEFAULT = of(Map.of());

    private final Map<Operation, Route> routes;

    private Routes(Map<Operation, Route> routes) {
        this.routes = routes;
    }

    /**
     * Routes that differ from the default ones.
     *
     * @param overrides by the operation's name: a method, a space and a path with the same placeholders, such as
     *     {@code "PUT /organizations/{organizationId}/projects/{projectId}/name"}
     * @throws IllegalArgumentException that names an unknown operation, a placeholder that is missing, or what else
     *     can't be read
     */
    public static Routes of(Map<String, String> overrides) {
        Map<Operation, Route> routes = new EnumMap<>(Operation.class);
        for (Operation operation : Operation.values()) {
            String text = overrides.get(operation.label());
            routes.put(operation, text == null ? Route.of(operation) : Route.parse(operation, text));
        }
        var labels = Arrays.stream(Operation.values()).map(Operation::label).collect(Collectors.toList());
        for (String name : overrides.keySet()) {
            if (!labels.contains(name)) {
                throw new IllegalArgumentException(
                        "no such operation: '" + name + "'; there are " + String.join(", ", labels));
            }
        }
        return new Routes(routes);
    }

    Route of(Operation operation) {
        return routes.getOrDefault(operation, Route.of(operation));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Routes that && that.routes.equals(routes);
    }

    @Override
    public int hashCode() {
        return routes.hashCode();
    }

    @Override
    public String toString() {
        return routes.toString();
    }
}
