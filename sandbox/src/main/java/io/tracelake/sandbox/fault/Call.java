package io.tracelake.sandbox.fault;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A request, as far as faults choose by it.
 *
 * @param project the id of the project whose key it carries, found out only if a rule asks
 * @param window from the lower to the upper bound of time; null if one is missing
 * @param withIo whether inputs and outputs are asked for
 */
public record Call(
        String path,
        Supplier<Optional<String>> project,
        @Nullable Duration window,
        boolean withIo) {
    Endpoint endpoint() {
        return Endpoint.of(path);
    }
}
