package io.tracelake.client.organizations;

import java.util.Locale;

/** What a list of projects may be sorted by; in which direction is the service's choice. */
public enum ProjectSort {
    NAME,
    CREATED_AT,
    UPDATED_AT,
    ALPHABETICAL,
    MEMBERS_COUNT,
    TOOLS_COUNT,
    NOTEBOOKS_COUNT,
    RECENT_ACTIVITY;

    /** The name the service knows it by. */
    public String parameter() {
        return name().toLowerCase(Locale.ROOT);
    }
}
