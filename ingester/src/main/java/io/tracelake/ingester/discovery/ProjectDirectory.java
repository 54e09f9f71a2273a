package io.tracelake.ingester.discovery;

import static java.util.stream.Collectors.toMap;

import io.tracelake.client.http.CredentialsRefusedException;
import io.tracelake.client.http.NotFoundException;
import io.tracelake.client.http.ServiceException;
import io.tracelake.client.organizations.OrganizationProject;
import io.tracelake.client.organizations.OrganizationsClient;
import io.tracelake.client.organizations.ProjectQuery;
import io.tracelake.ingester.config.StaticProject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which projects there are: those that the configuration names, and those that the organization lists. Thread-safe.
 */
public final class ProjectDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectDirectory.class);
    private static final Duration RETRY = Duration.ofSeconds(15);

    private final Map<String, StaticProject> configured;
    private final @Nullable OrganizationsClient organizations;
    private final Duration interval;
    private final InstantSource clock;
    private volatile List<OrganizationProject> projects;
    private volatile int answers;
    private volatile Map<String, OrganizationProject> discovered = Map.of();
    private Set<String> doubtful = Set.of();
    private Instant nextRefresh = Instant.MIN;

    /**
     * A directory.
     *
     * @param organizations null: only the configured projects
     * @param interval from one answer of the organization to asking again
     */
    public ProjectDirectory(
            List<StaticProject> configured,
            @Nullable OrganizationsClient organizations,
            Duration interval,
            InstantSource clock) {
        this.configured = configured.stream()
                .collect(toMap(
                        StaticProject::id,
                        Function.identity(),
                        (a, b) -> {
                            throw new IllegalArgumentException("projects[].id: '" + a.id() + "' is named twice");
                        },
                        LinkedHashMap::new));
        this.organizations = organizations;
        this.interval = interval;
        this.clock = clock;
        this.projects = merge(List.of());
    }

    /** The projects known at the last refresh. */
    public List<OrganizationProject> projects() {
        return projects;
    }

    /**
     * Asks the organization again, if the last answer is old. A failure is logged and leaves the list as it was. A project
     * that an answer lacks stays until the next one lacks it too.
     */
    public synchronized void refresh() {
        Instant now = clock.instant();
        if (organizations == null || now.isBefore(nextRefresh)) {
            return;
        }
        nextRefresh = now.plus(interval.compareTo(RETRY) < 0 ? interval : RETRY);
        try {
            projects = merge(withoutDoubt(organizations.projects(ProjectQuery.FRESH)));
            nextRefresh = now.plus(interval);
            answers++;
        } catch (ServiceException e) {
            LOG.warn(
                    "the organization's projects can't be listed, going on with {}: {}",
                    projects.size(),
                    e.getMessage());
        }
    }

    /** Whether {@link #projects} says what there is: nobody has to be asked, or an answer has come. */
    public boolean isKnown() {
        return organizations == null || answers > 0;
    }

    /** Whether several answers have come, so that a project that isn't among {@link #projects} isn't there. */
    public boolean isCertain() {
        return answers > 2;
    }

    /** The service that lists the projects; null without one. */
    public @Nullable OrganizationsClient organizations() {
        return organizations;
    }

    /** Whether the organization lists the project, as far as is known. */
    public boolean isListed(String projectId) {
        return discovered.containsKey(projectId);
    }

    /** What the configuration says of a project; null if it doesn't name it. */
    public @Nullable StaticProject configured(String projectId) {
        return configured.get(projectId);
    }

    /**
     * Whether a project is there, listed or not.
     *
     * @throws ServiceException if that can't be known
     */
    public Presence presence(String projectId) {
        if (organizations == null) {
            return configured.containsKey(projectId) ? Presence.PRESENT : Presence.REMOVED;
        }
        try {
            organizations.project(projectId, Set.of(), false);
            return Presence.PRESENT;
        } catch (NotFoundException gone) {
            return Presence.REMOVED;
        } catch (CredentialsRefusedException refused) {
            if (refused.status() == 403) {
                return Presence.DENIED;
            }
            throw refused;
        }
    }

    /** An answer may lack projects by mistake: one is gone when two in a row lack it. */
    private List<OrganizationProject> withoutDoubt(List<OrganizationProject> listed) {
        var next = new LinkedHashMap<String, OrganizationProject>();
        listed.forEach(project -> next.put(project.id(), project));
        var missing = new LinkedHashMap<>(discovered);
        missing.keySet().removeAll(next.keySet());
        missing.keySet().removeAll(doubtful);
        if (!missing.isEmpty()) {
            LOG.warn("the organization doesn't list {} any more; waiting for it to say so again", missing.keySet());
        }
        next.putAll(missing);
        doubtful = Set.copyOf(missing.keySet());
        discovered = next;
        return List.copyOf(next.values());
    }

    private List<OrganizationProject> merge(List<OrganizationProject> listed) {
        var merged = new LinkedHashMap<String, OrganizationProject>();
        for (OrganizationProject project : listed) {
            if (!isUsable(project.id())) {
                LOG.warn("project '{}' is left out: its id can't be part of a key", project.id());
            } else {
                merged.put(project.id(), project);
            }
        }
        configured.forEach((id, fixed) -> merged.putIfAbsent(id, described(fixed)));
        return List.copyOf(merged.values());
    }

    private static boolean isUsable(String id) {
        return !id.isBlank() && !id.contains("/") && !id.equals(".") && !id.equals("..");
    }

    private static OrganizationProject described(StaticProject fixed) {
        return new OrganizationProject(fixed.id(), fixed.name(), null, null, null, null, null, null);
    }
}
