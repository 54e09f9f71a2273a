package io.tracelake.ingester.publish;

import io.tracelake.client.organizations.ApiKey;
import io.tracelake.client.organizations.LlmApiKey;
import io.tracelake.client.organizations.Member;
import io.tracelake.ingester.config.PersonalData;
import io.tracelake.ingester.source.Details;
import io.tracelake.ingester.state.StateKey;
import io.tracelake.schemas.ProjectApiKey;
import io.tracelake.schemas.ProjectLlmApiKey;
import io.tracelake.schemas.ProjectMember;
import io.tracelake.schemas.Topics;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the service says of a project's members and keys into revisions. Nothing of a key that opens anything is
 * carried, and of a person what the configuration allows. Not thread-safe.
 */
public final class DetailRevisions {
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final Outbox outbox;
    private final boolean inClear;
    private final EmailHash emailHash;
    private final ListedRevisions<ProjectMember> members;
    private final ListedRevisions<ProjectApiKey> apiKeys;
    private final ListedRevisions<ProjectLlmApiKey> llmApiKeys;

    public DetailRevisions(Outbox outbox, PersonalData personalData) {
        this.outbox = outbox;
        this.inClear = personalData.inClear();
        this.emailHash = new EmailHash(personalData.salt());
        this.members = new ListedRevisions<>(outbox, Topics.MEMBERS, StateKey.Kind.MEMBER, "access", "removed");
        this.apiKeys = new ListedRevisions<>(outbox, Topics.API_KEYS, StateKey.Kind.API_KEY, "status", "deleted");
        this.llmApiKeys =
                new ListedRevisions<>(outbox, Topics.LLM_API_KEYS, StateKey.Kind.LLM_API_KEY, "status", "deleted");
    }

    /** Commits what has changed. Lists that weren't shown leave things as they are. */
    public void record(Details details) {
        Instant at = details.askedAt();
        if (details.members() != null) {
            members.add(details.members().stream().map(this::row).toList(), ProjectMember::getUserId, at);
        }
        if (details.apiKeys() != null) {
            var rows = details.apiKeys().stream().map(key -> row(key, at)).toList();
            apiKeys.add(rows, ProjectApiKey::getApiKeyId, at);
        }
        if (details.llmApiKeys() != null) {
            var rows = details.llmApiKeys().stream().map(key -> row(key, at)).toList();
            llmApiKeys.add(rows, ProjectLlmApiKey::getLlmApiKeyId, at);
        }
        outbox.flush();
    }

    private ProjectMember row(Member member) {
        return new ProjectMember(
                outbox.projectId(),
                member.userId(),
                upperCase(member.role()),
                upperCase(member.organizationRole()),
                member.projectOnly(),
                access(member.status()),
                emailHash.of(member.email()),
                inClear ? member.email() : null,
                inClear ? member.firstName() : null,
                inClear ? member.lastName() : null,
                carried(member.createdAt()),
                0,
                Instant.EPOCH);
    }

    private ProjectApiKey row(ApiKey key, Instant now) {
        return new ProjectApiKey(
                outbox.projectId(),
                key.id(),
                FreeText.shown(key.note()),
                carried(key.createdAt()),
                carried(key.expiresAt()),
                status(key.expiresAt(), now),
                0,
                Instant.EPOCH);
    }

    private ProjectLlmApiKey row(LlmApiKey key, Instant now) {
        return new ProjectLlmApiKey(
                outbox.projectId(),
                key.id(),
                FreeText.shown(key.provider()),
                key.customModels().stream()
                        .map(model -> Objects.requireNonNull(FreeText.shown(model)))
                        .distinct()
                        .sorted()
                        .toList(),
                key.withDefaultModels(),
                carried(key.createdAt()),
                carried(key.expiresAt()),
                status(key.expiresAt(), now),
                0,
                Instant.EPOCH);
    }

    private static String access(@Nullable String status) {
        return switch (status == null ? "" : status.toLowerCase(Locale.ROOT)) {
            case "active" -> "active";
            case "denied" -> "denied";
            default -> "unknown";
        };
    }

    private static String status(@Nullable Instant expiresAt, Instant now) {
        return expiresAt != null && !expiresAt.isAfter(now) ? "expired" : "active";
    }

    /** A time that no column holds is as good as none. */
    private static @Nullable Instant carried(@Nullable Instant instant) {
        return instant == null || instant.isBefore(EARLIEST) || instant.isAfter(LATEST) ? null : instant;
    }

    private static @Nullable String upperCase(@Nullable String role) {
        return role == null ? null : role.toUpperCase(Locale.ROOT);
    }
}
