package io.tracelake.client.organizations;

import java.util.List;

/** A pass to be made. */
public record SentinelPassDraft(String name, String credentialType, List<String> tags) {
    public SentinelPassDraft {
        tags = List.copyOf(tags);
    }
}
