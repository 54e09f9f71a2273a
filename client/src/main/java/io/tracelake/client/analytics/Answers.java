package io.tracelake.client.analytics;

import io.tracelake.client.json.HeldText;
import io.tracelake.client.json.JsonCursor;
import io.tracelake.client.json.ShapeException;
import io.tracelake.client.json.UnreadableBodyException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The bodies of the service's answers. Top-level members that nobody knows are passed over. */
final class Answers {
    private Answers() {}

    static <T> Page<T> page(byte[] body, URI source, Supplier<Members<T>> members) throws UnreadableBodyException {
        return page(HeldText.whole(body), source, members);
    }

    static <T> Page<T> page(HeldText body, URI source, Supplier<Members<T>> members) throws UnreadableBodyException {
        return JsonCursor.read(body, json -> {
            List<Row<T>> rows = null;
            Totals totals = Totals.UNKNOWN;
            for (String member = json.nextMember(); member != null; member = json.nextMember()) {
                switch (member) {
                    case "data" -> rows = rows(json, members);
                    case "meta" -> totals = Totals.read(json);
                    default -> json.skip();
                }
            }
            if (rows == null) {
                throw new ShapeException("data: missing");
            }
            return new Page<>(rows, totals.limit(), totals.items(), totals.pages(), source);
        });
    }

    static <T> Row<T> row(HeldText body, Supplier<Members<T>> members) throws UnreadableBodyException {
        return JsonCursor.read(body, json -> RowReader.read(json, members.get()));
    }

    static Health health(byte[] body) throws UnreadableBodyException {
        return JsonCursor.read(body, json -> {
            String status = null;
            String version = null;
            for (String member = json.nextMember(); member != null; member = json.nextMember()) {
                switch (member) {
                    case "status" -> status = json.string();
                    case "version" -> version = json.string();
                    default -> json.skip();
                }
            }
            return new Health(Members.required("status", status), version);
        });
    }

    static OwnProject ownProject(byte[] body) throws UnreadableBodyException {
        return JsonCursor.read(body, json -> {
            List<OwnProject> projects = List.of();
            for (String member = json.nextMember(); member != null; member = json.nextMember()) {
                if (member.equals("data") && json.arrayOrNull()) {
                    projects = projects(json);
                } else {
                    json.skip();
                }
            }
            if (projects.size() != 1) {
                throw new ShapeException("data: " + projects.size() + " projects, a key has exactly one");
            }
            return projects.getFirst();
        });
    }

    private static <T> List<Row<T>> rows(JsonCursor json, Supplier<Members<T>> members) throws ShapeException {
        if (!json.atArray()) {
            throw new ShapeException("data: not an array");
        }
        List<Row<T>> rows = new ArrayList<>(Bounds.MAX_LIMIT);
        while (json.nextElement()) {
            rows.add(RowReader.read(json, members.get()));
        }
        return rows;
    }

    private static List<OwnProject> projects(JsonCursor json) throws ShapeException {
        List<OwnProject> projects = new ArrayList<>();
        while (json.nextElement()) {
            projects.add(project(json));
        }
        return projects;
    }

    private static OwnProject project(JsonCursor json) throws ShapeException {
        if (!json.atObject()) {
            throw new ShapeException("data: not an array of objects");
        }
        @Nullable String id = null;
        @Nullable String name = null;
        for (String member = json.nextMember(); member != null; member = json.nextMember()) {
            switch (member) {
                case "id" -> id = json.string();
                case "name" -> name = json.string();
                default -> json.skip();
            }
        }
        return new OwnProject(Members.required("id", id), name);
    }
}
