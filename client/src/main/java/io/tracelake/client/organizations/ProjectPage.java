package io.tracelake.client.organizations;

import io.tracelake.client.http.UnreadableBodyException;
import io.tracelake.client.json.JsonCursor;
import io.tracelake.client.json.ShapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One answer of the project list.
 *
 * @param total projects of all pages; null if the service doesn't say, which means that there is no other page
 */
record ProjectPage(
        List<OrganizationProject> projects, @Nullable Long total) {

    /** Reads a page that must bring a project beyond the known ones, unless those are all. */
    static ProjectPage read(byte[] body, Set<String> known) throws UnreadableBodyException {
        ProjectPage page = read(body);
        boolean complete = page.total == null || known.size() >= page.total;
        if (!complete && page.projects.stream().allMatch(project -> known.contains(project.id()))) {
            throw new UnreadableBodyException(
                    "the service counts " + page.total + " projects, its pages end after " + known.size());
        }
        return page;
    }

    static ProjectPage read(byte[] body) throws UnreadableBodyException {
        return JsonCursor.read(body, json -> {
            List<OrganizationProject> projects = null;
            Long total = null;
            for (String member = json.nextMember(); member != null; member = json.nextMember()) {
                switch (member) {
                    case "data" -> projects = projects(json);
                    case "meta" -> total = total(json);
                    default -> json.skip();
                }
            }
            if (projects == null) {
                throw new ShapeException("data: missing");
            }
            return new ProjectPage(projects, total);
        });
    }

    private static List<OrganizationProject> projects(JsonCursor json) throws ShapeException {
        if (!json.atArray()) {
            throw new ShapeException("data: not an array");
        }
        List<OrganizationProject> projects = new ArrayList<>();
        while (json.nextElement()) {
            projects.add(ProjectMembers.read(json));
        }
        return projects;
    }

    private static @Nullable Long total(JsonCursor json) throws ShapeException {
        if (!json.atObject()) {
            json.skip();
            return null;
        }
        Long total = null;
        for (String member = json.nextMember(); member != null; member = json.nextMember()) {
            switch (member) {
                case "total_count", "totalCount" -> total = json.whole();
                default -> json.skip();
            }
        }
        return total;
    }
}
