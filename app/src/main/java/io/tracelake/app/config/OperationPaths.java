package io.tracelake.app.config;

import io.tracelake.client.organizations.Operation;
import io.tracelake.client.organizations.Routes;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Settings that say where an operation of the organizations service is: one for each operation. */
final class OperationPaths {
    /** Where the file has them. */
    static final String SECTION = "organizations.paths";

    private static final String PREFIX = SECTION + '.';
    private static final String VARIABLE_PREFIX = "ORGANIZATIONS_PATHS_";

    private OperationPaths() {}

    static boolean isPath(String path) {
        return path.startsWith(PREFIX);
    }

    static boolean isVariable(String variable) {
        return variable.startsWith(VARIABLE_PREFIX);
    }

    /**
     * The operation's name.
     *
     * @throws ConfigurationException if there is no such operation
     */
    static String operation(String path, String origin) {
        var name = path.substring(PREFIX.length());
        if (!names().contains(name)) {
            throw new ConfigurationException(path + " (" + origin + "): is no setting"
                    + Suggestion.of(
                            path, names().stream().map(known -> PREFIX + known).toList()));
        }
        return name;
    }

    /**
     * The operation's name.
     *
     * @throws ConfigurationException if there is no such operation
     */
    static String operation(String variable) {
        return names().stream()
                .filter(name -> variable(name).equals(variable))
                .findFirst()
                .orElseThrow(() -> new ConfigurationException(variable + ": is no environment variable of tracelake"
                        + Suggestion.of(
                                variable,
                                names().stream().map(OperationPaths::variable).toList())));
    }

    /**
     * Where each operation is.
     *
     * @throws ConfigurationException for a text that is no method and path, or lacks what the path must name
     */
    static Routes routes(Map<String, Given> given) {
        var texts = new LinkedHashMap<String, String>();
        given.forEach((operation, path) -> {
            check(operation, path);
            texts.put(operation, path.text());
        });
        return Routes.of(texts);
    }

    private static void check(String operation, Given given) {
        try {
            Routes.of(Map.of(operation, given.text()));
        } catch (IllegalArgumentException e) {
            var reason = String.valueOf(e.getMessage());
            var prefix = operation + ": ";
            throw new ConfigurationException(PREFIX + operation + " (" + given.origin() + "): "
                    + (reason.startsWith(prefix) ? reason.substring(prefix.length()) : reason));
        }
    }

    private static String variable(String operation) {
        return VARIABLE_PREFIX + operation.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static List<String> names() {
        return Arrays.stream(Operation.values()).map(Operation::label).toList();
    }
}
