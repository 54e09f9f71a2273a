package io.tracelake.sandbox.organization;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** A pass of a project for a credential of some type. */
public record SentinelPass(
        String id, String name, String credentialType, List<String> tags, boolean active, Instant createdAt) {
    private static final int MAX_TAGS = 100;

    public SentinelPass {
        tags = List.copyOf(tags);
    }

    public static SentinelPass create(String name, String credentialType, List<String> tags, Instant now) {
        if (tags.size() > MAX_TAGS) {
            throw RuleException.invalidField("tags", "must not be more than " + MAX_TAGS);
        }
        return new SentinelPass(
                Ids.next(),
                Texts.line("name", name, Texts.MAX_NAME),
                Texts.line("credential_type", credentialType, Texts.MAX_NAME),
                tags.stream()
                        .map(tag -> Texts.line("tags", tag, Texts.MAX_NAME))
                        .toList(),
                true,
                now);
    }

    /** True if the name contains the text, in any case. */
    public boolean isNamedLike(String search) {
        return name.toLowerCase(Locale.ROOT).contains(search.toLowerCase(Locale.ROOT));
    }
}
