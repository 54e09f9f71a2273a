package io.tracelake.sandbox.organization;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a user may do, lowest rank first; a higher one may all that a lower one may. */
public enum Role {
    VIEWER,
    MEMBER,
    ADMIN,
    OWNER;

    public boolean reaches(Role needed) {
        return compareTo(needed) >= 0;
    }

    /** True if the role is below this one, or there is none. */
    boolean exceeds(@Nullable Role other) {
        return other == null || compareTo(other) > 0;
    }

    /** Any case is understood. */
    public static Optional<Role> of(String text) {
        for (Role role : values()) {
            if (role.name().equals(text.toUpperCase(Locale.ROOT))) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
