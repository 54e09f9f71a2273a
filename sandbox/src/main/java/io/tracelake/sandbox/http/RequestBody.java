package io.tracelake.sandbox.http;

import io.micronaut.http.HttpRequest;
import io.tracelake.sandbox.json.JsonObject;
import io.tracelake.sandbox.organization.Grant;
import io.tracelake.sandbox.organization.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bodies of requests to the organisations service. */
final class RequestBody {
    private static final byte[] NONE = {};

    private RequestBody() {}

    static JsonObject object(HttpRequest<byte[]> request) {
        return JsonObject.parse(request.getBody().orElse(NONE));
    }

    /** The attributes of a JSON:API document whose type, if it names one, is one of these. */
    static JsonObject attributes(HttpRequest<byte[]> request, String... types) {
        JsonObject data = object(request).object("data");
        String type = data.textOrNull("type");
        if (type != null && !List.of(types).contains(type)) {
            throw data.mismatch("type", "must be " + types[0]);
        }
        return data.object("attributes");
    }

    /** The attributes of a JSON:API document that must name this type. */
    static JsonObject typed(HttpRequest<byte[]> request, String type) {
        JsonObject attributes = attributes(request, type);
        object(request).object("data").text("type");
        return attributes;
    }

    static boolean isEmpty(HttpRequest<byte[]> request) {
        return request.getBody().orElse(NONE).length == 0;
    }

    static Grant grant(JsonObject attributes, Role role) {
        return new Grant(
                attributes.text("email"),
                role,
                roleOrNull(attributes, "organization_role", "organizationRole"),
                attributes.flag(attributes.spelling("project_only", "projectOnly"), false));
    }

    static @Nullable Role roleOrNull(JsonObject attributes, String... spellings) {
        String name = attributes.spelling(spellings);
        String text = attributes.textOrNull(name);
        return text == null
                ? null
                : Role.of(text).orElseThrow(() -> attributes.mismatch(name, "must be OWNER, ADMIN, MEMBER or VIEWER"));
    }

    static Role role(JsonObject attributes) {
        attributes.text("role");
        Role role = roleOrNull(attributes, "role");
        if (role == null) {
            throw attributes.mismatch("role", "is missing");
        }
        return role;
    }
}
