package io.tracelake.app.verify;

import io.tracelake.app.config.IngestSettings;
import io.tracelake.app.line.TextRules;
import io.tracelake.app.service.IdentityMismatchException;
import io.tracelake.app.service.ProjectAccess;
import io.tracelake.client.KeyPair;
import io.tracelake.client.analytics.Keep;
import io.tracelake.client.analytics.Row;
import io.tracelake.client.analytics.TraceRow;
import io.tracelake.client.http.NotFoundException;
import io.tracelake.client.http.ServiceException;
import io.tracelake.client.organizations.OrganizationProject;
import io.tracelake.client.quota.Claim;
import io.tracelake.client.quota.Priority;
import io.tracelake.ingester.keys.KeysUnavailableException;
import io.tracelake.ingester.source.KeysetWalk;
import io.tracelake.ingester.source.TraceSource;
import io.tracelake.ingester.source.UnorderedPageException;
import io.tracelake.ingester.source.Window;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds the lake against the service, project by project and trace by trace. The service is read first, so a trace that
 * is carried meanwhile isn't taken for missing. For one thread.
 */
public final class Verification {
    /** Differing traces of a project that are asked for by id; more than these are no accident of the moment. */
    private static final int MOST_CONFIRMATIONS = 200;

    private static final long MOST_OF_AN_ANSWER = 64 << 20;

    private final ProjectAccess access;
    private final Path lakePath;
    private final Window window;
    private final Instant pendingFrom;
    private final Carried carried;
    private final Keep keep;
    private final boolean strict;
    private final Progress progress;

    /**
     * Nothing read yet.
     *
     * @param now the look-back reads again what is younger than {@code ingest.lookback} at this instant
     * @param strict confirm what is pending too, as it counts as a failure
     */
    public Verification(
            ProjectAccess access,
            Path lakePath,
            Window window,
            IngestSettings ingest,
            Instant now,
            boolean strict,
            Progress progress) {
        this.access = access;
        this.lakePath = lakePath;
        this.window = window;
        this.pendingFrom = now.minus(ingest.lookback());
        this.carried =
                new Carried(ingest.payload(), TextRules.redaction(ingest.texts().redact()));
        this.keep = carried.keep(bytes -> bytes <= MOST_OF_AN_ANSWER);
        this.strict = strict;
        this.progress = progress;
    }

    /**
     * Compares these projects, or all if none is named. A project that can't be read is reported as such.
     *
     * @throws LakeUnreadableException if the lake can't be opened at all
     */
    public Report run(List<String> projectIds) {
        String failure = discover();
        try (var lake = Lake.open(lakePath, window)) {
            var reports = new ArrayList<ProjectReport>();
            Set<String> unknown = new HashSet<>(projectIds);
            for (var project : access.projects()) {
                if (projectIds.isEmpty() || unknown.remove(project.id())) {
                    reports.add(verify(project, lake));
                }
            }
            projectIds.stream().filter(unknown::contains).distinct().forEach(id -> {
                reports.add(failed(id, null, "neither configured nor listed by the organization"));
            });
            return new Report(window, reports, reports.isEmpty() && failure == null ? "there is no project" : failure);
        }
    }

    private @Nullable String discover() {
        try {
            access.discover();
            return null;
        } catch (ServiceException e) {
            return "the organization's projects can't be listed: " + e.getMessage();
        }
    }

    private ProjectReport verify(OrganizationProject project, Lake lake) {
        String name = project.name();
        try {
            KeyPair keys = access.keys(project.id());
            var comparison = new Comparison(window, pendingFrom);
            long unreadable = readService(project, keys, comparison);
            progress.show(label(project) + ": reading the lake");
            readLake(project.id(), lake, comparison);
            confirm(project.id(), keys, comparison);
            return new ProjectReport(project.id(), name, comparison.days(lake.doubled(project.id())), unreadable, null);
        } catch (KeysUnavailableException e) {
            return failed(project.id(), name, e.status() + ": " + e.getMessage());
        } catch (IdentityMismatchException | ServiceException | UnorderedPageException | LakeUnreadableException e) {
            return failed(project.id(), name, String.valueOf(e.getMessage()));
        } finally {
            progress.clear();
        }
    }

    private long readService(OrganizationProject project, KeyPair keys, Comparison comparison) {
        var claim = claim(project.id());
        var source = new TraceSource(
                query -> access.analytics().traces(keys, query, claim, keep),
                id -> access.analytics().trace(keys, id, claim, keep));
        var walk = new KeysetWalk(source, window);
        long traces = 0;
        long unreadable = 0;
        while (!walk.done()) {
            for (var row : walk.next().rows()) {
                switch (row) {
                    case Row.Valid(var trace) -> {
                        comparison.shown(Carried.utf8Of(trace.id()), carried.shown(trace));
                        traces++;
                    }
                    case Row.Malformed<TraceRow> _ -> unreadable++;
                }
            }
            progress.show("%s: %,d traces of the service read".formatted(label(project), traces));
        }
        return unreadable;
    }

    private static Claim claim(String projectId) {
        return new Claim(projectId, Priority.LOOKBACK);
    }

    /** An id may be in the window at the service, and have moved out of it in the lake. */
    private void readLake(String projectId, Lake lake, Comparison comparison) {
        Lake.Rows held = (trace, revision, day) -> comparison.held(trace.id(), revision, day, carried.held(trace));
        lake.traces(projectId, held);
        var missing = comparison.missing();
        if (!missing.isEmpty()) {
            lake.anywhere(projectId, missing, held);
        }
    }

    /** Between the two readings a trace may have changed; and numbers in a listing may depend on the window asked for. */
    private void confirm(String projectId, KeyPair keys, Comparison comparison) {
        var doubtful = new ArrayList<>(comparison.stale());
        if (strict) {
            doubtful.addAll(comparison.pending());
        }
        for (String id : doubtful.subList(0, Math.min(doubtful.size(), MOST_CONFIRMATIONS))) {
            try {
                if (access.analytics().trace(keys, id, claim(projectId), keep) instanceof Row.Valid(var trace)) {
                    comparison.confirmed(id, carried.shown(trace));
                }
            } catch (NotFoundException vanished) {
                comparison.confirmed(id, null);
            }
        }
    }

    private static ProjectReport failed(String id, @Nullable String name, String reason) {
        return new ProjectReport(
                id,
                name,
                Collections.unmodifiableSortedMap(new TreeMap<>()),
                0,
                reason.lines().findFirst().orElse(""));
    }

    private static String label(OrganizationProject project) {
        return project.name() == null ? project.id() : project.name();
    }
}
