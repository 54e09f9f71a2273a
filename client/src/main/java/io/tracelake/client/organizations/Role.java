package io.tracelake.client.organizations;

import java.util.Locale;

/** What a member may do, from most to least: each role may do all that the ones after it may. */
public enum Role {
    OWNER,
    ADMIN,
    MEMBER,
    VIEWER;

    /**
     * The role of that name, in either case.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Role of(String name) {
        for (Role role : values()) {
            if (role.name().equals(name.toUpperCase(Locale.ROOT))) {
                return role;
            }
        }
        throw new IllegalArgumentException("role must be one of OWNER, ADMIN, MEMBER, VIEWER: " + name);
    }
}
