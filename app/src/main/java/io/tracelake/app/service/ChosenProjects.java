package io.tracelake.app.service;

import java.util.ArrayList;
import java.util.List;

/** Which projects a user means by ids and names. */
public final class ChosenProjects {
    private ChosenProjects() {}

    /**
     * Asks the organization, if there is one.
     *
     * @param wanted ids or exact names; none: all projects
     * @throws io.tracelake.app.config.ConfigurationException if one of them is unknown, or none is known
     * @throws io.tracelake.client.http.ServiceException if the organization can't be asked
     */
    public static List<NamedProject> of(ProjectAccess access, List<String> wanted) {
        access.discover();
        var known = new KnownProjects(access.projects().stream()
                .map(project -> new NamedProject(project.id(), project.name()))
                .toList());
        if (wanted.isEmpty() && !known.projects().isEmpty()) {
            return known.projects();
        }
        var chosen = new ArrayList<NamedProject>();
        for (String name : wanted) {
            NamedProject project = known.find(name);
            if (!chosen.contains(project)) {
                chosen.add(project);
            }
        }
        return chosen.isEmpty() ? List.of(known.find(null)) : chosen;
    }
}
