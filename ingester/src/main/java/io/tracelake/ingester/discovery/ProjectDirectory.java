package io.tracelake.ingester.discovery;

import static java.util.stream.Collectors.toMap;

import io.tracelake.client.KeyPair;
import io.tracelake.client.http.ServiceException;
import io.tracelake.client.organizations.OrganizationProject;
import io.tracelake.client.organizations.OrganizationsClient;
import io.tracelake.client.organizations.ProjectQuery;
import io.tracelake.client.organizations.Related;
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
 * Which projects there are and what opens their data: those that the configuration names, and those that the
 * organization lists. The configured key pair wins. Thread-safe; key pairs are looked up when asked for and never kept.
 */
public final class ProjectDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectDirectory.class);
    private static final Duration REFRESH = Duration.ofMinutes(5);
    private static final Duration RETRY = Duration.ofSeconds(15);

    private final Map<String, StaticProject> configured;
    private final @Nullable OrganizationsClient organizations;
    private final InstantSource clock;
    private volatile List<OrganizationProject> projects;
    private Map<String, OrganizationProject> discovered = Map.of();
    private Set<String> doubtful = Set.of();
    private Instant nextRefresh = Instant.MIN;

    /**
     * A directory.
     *
     * @param organizations null: only the configured projects
     */
    public ProjectDirectory(
            List<StaticProject> configured, @Nullable OrganizationsClient organizations, InstantSource clock) {
        this.configured = configured.stream()
                .collect(toMap(
                        StaticProject::id,
                        Function.identity(),
                        (a, b) -> {
                            throw new IllegalArgumentException("projects[].id: '" + a.id() + "' is named twice");
                        },
                        LinkedHashMap::new));
        this.organizations = organizations;
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
        nextRefresh = now.plus(RETRY);
        try {
            projects = merge(withoutDoubt(organizations.projects(ProjectQuery.FRESH)));
            nextRefresh = now.plus(REFRESH);
        } catch (ServiceException e) {
            LOG.warn(
                    "the organization's projects can't be listed, going on with {}: {}",
                    projects.size(),
                    e.getMessage());
        }
    }

    /**
     * Looks up what opens a project's data.
     *
     * @throws KeysUnavailableException if nothing does
     * @throws ServiceException if the organization can't be asked
     */
    public KeyPair keys(String projectId) {
        StaticProject fixed = configured.get(projectId);
        if (fixed != null) {
            return fixed.keys();
        }
        if (organizations == null) {
            throw new KeysUnavailableException("no-keys", "no key pair is configured");
        }
        var details = organizations.project(projectId, Set.of(Related.API_KEYS), true);
        KeyPair keys = details.keys();
        if (keys != null) {
            return keys;
        }
        throw details.encryptedOnly()
                ? new KeysUnavailableException(
                        "keys-encrypted",
                        "the service offers its secret key only encrypted; name the pair under projects[]")
                : new KeysUnavailableException(
                        "no-keys", "the service shows no key pair; is the token's user an admin of the project?");
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
            if (project.id().isBlank() || project.id().contains("/")) {
                LOG.warn("project '{}' is left out: its id can't be part of a key", project.id());
            } else {
                merged.put(project.id(), project);
            }
        }
        configured.forEach((id, fixed) -> merged.putIfAbsent(id, described(fixed)));
        return List.copyOf(merged.values());
    }

    private static OrganizationProject described(StaticProject fixed) {
        return new OrganizationProject(fixed.id(), fixed.name(), null, null, null, null, null, null);
    }
}
