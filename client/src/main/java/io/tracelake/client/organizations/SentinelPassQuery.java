package io.tracelake.client.organizations;

import io.tracelake.client.http.Query;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which passes of a project to list. What is null or empty doesn't narrow the list.
 *
 * @param search part of the name
 * @param tags sent as one list with commas, so none may contain one
 */
public record SentinelPassQuery(
        @Nullable Boolean active,
        @Nullable String credentialType,
        @Nullable String search,
        List<String> tags) {
    public static final SentinelPassQuery ALL = new SentinelPassQuery(null, null, null, List.of());

    public SentinelPassQuery {
        tags = List.copyOf(tags);
        if (tags.stream().anyMatch(tag -> tag.isEmpty() || tag.indexOf(',') >= 0)) {
            throw new IllegalArgumentException("tags must not be empty or contain a comma: " + tags);
        }
    }

    Query parameters() {
        return new Query()
                .add("active", active)
                .add("credential_type", credentialType)
                .add("search", search)
                .add("tags", tags.isEmpty() ? null : String.join(",", tags));
    }
}
