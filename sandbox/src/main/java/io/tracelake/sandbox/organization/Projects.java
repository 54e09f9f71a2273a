package io.tracelake.sandbox.organization;

import java.time.Instant;
import java.util.List;

/** The organisation's projects, oldest first. Never changes; a change makes another one. */
public record Projects(List<Project> all) {
    public Projects {
        all = List.copyOf(all);
    }

    public Project get(String projectId) {
        return Lists.find(all, projectId, Project::id)
                .orElseThrow(() -> RuleException.notFound("There is no project %s".formatted(projectId)));
    }

    /** A name without blanks around it that no other project has, in any case. */
    String freeName(String name, String exceptId) {
        String line = Texts.line("name", name, Texts.MAX_NAME);
        boolean taken = all.stream()
                .anyMatch(project ->
                        !project.id().equals(exceptId) && project.name().equalsIgnoreCase(line));
        if (taken) {
            throw RuleException.conflict("The name is taken");
        }
        return line;
    }

    Projects rename(String projectId, String name, Instant now) {
        Project project = get(projectId);
        return with(project.with(project.facts().renamed(freeName(name, projectId), now)));
    }

    Projects delete(String projectId) {
        if (get(projectId).facts().isDefault()) {
            throw RuleException.conflict("The default project stays");
        }
        return new Projects(Lists.without(all, projectId, Project::id));
    }

    Projects with(Project project) {
        return new Projects(Lists.with(all, project, Project::id));
    }
}
