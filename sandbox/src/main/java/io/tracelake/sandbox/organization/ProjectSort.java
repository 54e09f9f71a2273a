package io.tracelake.sandbox.organization;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Orders of the project list: names from A to Z, times from the newest, counts from the greatest. Ties go by name. */
public enum ProjectSort {
    NAME,
    ALPHABETICAL,
    CREATED_AT,
    UPDATED_AT,
    MEMBERS_COUNT,
    TOOLS_COUNT,
    NOTEBOOKS_COUNT,
    RECENT_ACTIVITY;

    private static final Comparator<Project> BY_NAME =
            Comparator.comparing(project -> project.name().toLowerCase(Locale.ROOT));

    public Comparator<Project> order() {
        Comparator<Project> order = switch (this) {
            case NAME, ALPHABETICAL -> BY_NAME;
            case CREATED_AT -> newest(project -> project.facts().createdAt());
            case UPDATED_AT -> newest(project -> project.facts().updatedAt());
            case MEMBERS_COUNT -> greatest(project -> project.members().activeCount());
            case TOOLS_COUNT -> greatest(project -> project.facts().toolsCount());
            case NOTEBOOKS_COUNT -> greatest(project -> project.facts().notebooksCount());
            case RECENT_ACTIVITY -> newest(ProjectSort::lastActivity);
        };
        return order.thenComparing(BY_NAME);
    }

    /** The sort with this name of the wire. */
    public static Optional<ProjectSort> of(String name) {
        return Arrays.stream(values())
                .filter(sort -> sort.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    private static Comparator<Project> newest(Function<Project, Instant> time) {
        return Comparator.comparing(time).reversed();
    }

    private static Comparator<Project> greatest(ToLongFunction<Project> count) {
        return Comparator.comparingLong(count).reversed();
    }

    /** The last change of a project, or the last addition to it. */
    private static Instant lastActivity(Project project) {
        return Stream.of(
                        Stream.of(project.facts().updatedAt()),
                        project.members().all().stream().map(Membership::createdAt),
                        project.apiKeys().all().stream().map(ApiKey::createdAt),
                        project.llmApiKeys().all().stream().map(LlmApiKey::createdAt),
                        project.invitations().all().stream().map(Invitation::createdAt),
                        project.sentinelPasses().all().stream().map(SentinelPass::createdAt))
                .flatMap(times -> times)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
