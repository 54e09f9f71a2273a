package io.tracelake.app.service;

import io.tracelake.app.config.ConfigurationException;
import io.tracelake.app.config.ServiceSettings;
import io.tracelake.client.organizations.OrganizationsClient;
import io.tracelake.client.organizations.ProjectQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The projects that a user can mean: those configured and those that the organization lists. */
record KnownProjects(List<NamedProject> projects) {
    private static final int NAMED_IN_MESSAGES = 10;

    KnownProjects {
        projects = List.copyOf(projects);
    }

    /** Those that the organization lists now. */
    static KnownProjects of(OrganizationsClient organizations) {
        return new KnownProjects(organizations.projects(ProjectQuery.FRESH).stream()
                .map(project -> new NamedProject(project.id(), project.name()))
                .toList());
    }

    /** Asks the organization, if there is one, and adds the configured ones. */
    static KnownProjects of(ServiceSettings services, @Nullable OrganizationsClient organizations) {
        var known = new LinkedHashMap<String, NamedProject>();
        if (organizations != null) {
            of(organizations).projects().forEach(project -> known.put(project.id(), project));
        }
        services.projects()
                .forEach(project -> known.putIfAbsent(project.id(), new NamedProject(project.id(), project.name())));
        return new KnownProjects(new ArrayList<>(known.values()));
    }

    /** An id wins over a name; null means the only project. */
    NamedProject find(@Nullable String wanted) {
        if (projects.isEmpty()) {
            throw new ConfigurationException("no project is known; set projects or organizations");
        }
        if (wanted == null) {
            return only(projects, "--project: missing, there are several: ");
        }
        for (NamedProject project : projects) {
            if (project.id().equals(wanted)) {
                return project;
            }
        }
        var named = projects.stream()
                .filter(project -> wanted.equals(project.name()))
                .toList();
        if (named.isEmpty()) {
            throw new ConfigurationException("--project: there is no '" + wanted + "'; known are " + list(projects));
        }
        return only(named, "--project: several are called '" + wanted + "': ");
    }

    private static NamedProject only(List<NamedProject> candidates, String complaint) {
        if (candidates.size() > 1) {
            throw new ConfigurationException(complaint + list(candidates));
        }
        return candidates.getFirst();
    }

    private static String list(List<NamedProject> candidates) {
        String names = candidates.stream()
                .limit(NAMED_IN_MESSAGES)
                .map(NamedProject::toString)
                .collect(Collectors.joining(", "));
        return candidates.size() > NAMED_IN_MESSAGES
                ? names + " and " + (candidates.size() - NAMED_IN_MESSAGES) + " more"
                : names;
    }
}
