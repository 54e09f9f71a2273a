package io.tracelake.app.observability;

import java.util.function.BooleanSupplier;

/**
 * How one role of the process stands. Asked by any thread.
 *
 * @param live whether its thread is at work
 * @param ready whether it has joined its group, restored what it owns, and works
 */
public record RoleHealth(String role, BooleanSupplier live, BooleanSupplier ready) {
    boolean isLive() {
        return live.getAsBoolean();
    }

    boolean isReady() {
        return live.getAsBoolean() && ready.getAsBoolean();
    }
}
