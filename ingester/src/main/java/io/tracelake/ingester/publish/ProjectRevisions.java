package io.tracelake.ingester.publish;

import io.tracelake.client.organizations.OrganizationProject;
import io.tracelake.ingester.state.ContentHash;
import io.tracelake.ingester.state.Known;
import io.tracelake.ingester.state.RevisionRule;
import io.tracelake.ingester.state.RevisionRule.Verdict;
import io.tracelake.ingester.state.StateKey;
import io.tracelake.schemas.Project;
import io.tracelake.schemas.Topics;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keeps the changelog of a project: a revision whenever its description or its status changes. Not thread-safe. */
public final class ProjectRevisions {
    private final Outbox outbox;
    private final @Nullable String organizationId;
    private final InstantSource clock;

    public ProjectRevisions(Outbox outbox, @Nullable String organizationId, InstantSource clock) {
        this.outbox = outbox;
        this.organizationId = organizationId;
        this.clock = clock;
    }

    /** Whether the project has a revision. */
    public boolean exists() {
        return outbox.state().get(StateKey.project(outbox.projectId())) != null;
    }

    /** Commits a revision if anything changed. */
    public void record(OrganizationProject project, String status) {
        StateKey key = StateKey.project(outbox.projectId());
        Known known = outbox.state().get(key);
        Instant now = clock.instant();
        if (RevisionRule.judge(known, hash(project, status), now, null, true) instanceof Verdict.Carry(var next)) {
            byte[] value = Topics.PROJECTS.encode(revision(project, status, next.revision(), now));
            outbox.add(Topics.PROJECTS, outbox.projectId(), value, key, next);
            outbox.flush();
        }
    }

    private Project revision(OrganizationProject project, String status, int revision, Instant now) {
        return new Project(
                project.id(),
                organizationId,
                project.name(),
                project.isDefault(),
                project.role(),
                project.membersCount(),
                project.createdAt(),
                project.updatedAt(),
                status,
                revision,
                now,
                project.extras());
    }

    private long hash(OrganizationProject project, String status) {
        return ContentHash.of(
                organizationId,
                project.name(),
                text(project.isDefault()),
                project.role(),
                text(project.membersCount()),
                text(project.createdAt()),
                text(project.updatedAt()),
                project.extras(),
                status);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : Objects.toString(value);
    }
}
