package io.tracelake.client.organizations;

import io.tracelake.client.json.Extras;
import io.tracelake.client.json.JsonCursor;
import io.tracelake.client.json.ShapeException;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A project as a JSON:API resource: its id beside its attributes, which may be spelled in either case. */
final class ProjectMembers {
    private static final Pattern SECRET = Pattern.compile("(?i)secret|passw|credential|token\\b|api_?keys?\\b|\\bsk-");

    private final Extras extras = new Extras();
    private @Nullable String id;
    private @Nullable String name;
    private @Nullable Boolean isDefault;
    private @Nullable String role;
    private @Nullable Integer membersCount;
    private @Nullable Instant createdAt;
    private @Nullable Instant updatedAt;

    static OrganizationProject read(JsonCursor json) throws ShapeException {
        if (!json.atObject()) {
            throw new ShapeException("data: not a project");
        }
        ProjectMembers project = new ProjectMembers();
        for (String member = json.nextMember(); member != null; member = json.nextMember()) {
            switch (member) {
                case "id" -> project.id = json.id();
                case "attributes" -> project.readAttributes(json);
                case "type", "links", "meta", "relationships" -> json.skip();
                default -> project.readAttribute(member, json);
            }
        }
        return project.build();
    }

    private void readAttributes(JsonCursor json) throws ShapeException {
        if (!json.atObject()) {
            throw new ShapeException("attributes: not an object");
        }
        for (String member = json.nextMember(); member != null; member = json.nextMember()) {
            readAttribute(member, json);
        }
    }

    private void readAttribute(String member, JsonCursor json) {
        int start = json.start();
        int depth = json.atObject() || json.atArray() ? json.depth() - 1 : json.depth();
        try {
            if (known(member, json)) {
                return;
            }
        } catch (ShapeException unexpected) {
            // Kept below as it came: one odd attribute is no reason to do without the project.
            json.leave(depth);
        }
        json.skip();
        String value = json.textFrom(start);
        if (!SECRET.matcher(member + '"' + value).find()) {
            extras.put(member, value);
        }
    }

    private boolean known(String member, JsonCursor json) throws ShapeException {
        switch (member) {
            case "id" -> id = id == null ? json.id() : id;
            case "name" -> name = json.string();
            case "isDefault", "is_default", "default" -> isDefault = json.bool();
            case "role", "userRole", "user_role" -> role = json.string();
            case "membersCount", "members_count" -> membersCount = count(json.whole());
            case "createdAt", "created_at" -> createdAt = json.instant();
            case "updatedAt", "updated_at" -> updatedAt = json.instant();
            default -> {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Integer count(@Nullable Long value) throws ShapeException {
        if (value == null) {
            return null;
        }
        if (value != value.intValue()) {
            throw new ShapeException("not a count");
        }
        return value.intValue();
    }

    private OrganizationProject build() throws ShapeException {
        if (id == null) {
            throw new ShapeException("data: a project without an id");
        }
        return new OrganizationProject(id, name, isDefault, role, membersCount, createdAt, updatedAt, extras.json());
    }
}
