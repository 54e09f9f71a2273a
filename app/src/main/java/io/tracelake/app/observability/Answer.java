package io.tracelake.app.observability;

import io.tracelake.app.output.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What the endpoint sends. Errors are problem details (RFC 9457). */
record Answer(int status, String contentType, String body) {
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    /** A role at the moment of the question. */
    private record Stand(String role, boolean live, boolean ready) {}

    static Answer metrics(String text) {
        return new Answer(OK, "text/plain; version=0.0.4; charset=utf-8", text);
    }

    /** 200 if the thread of each role is at work, else 503. */
    static Answer live(List<RoleHealth> roles) {
        return health(roles, "live", Stand::live);
    }

    /** 200 if each role has taken its place, else 503. */
    static Answer ready(List<RoleHealth> roles) {
        return health(roles, "ready", Stand::ready);
    }

    private static Answer health(List<RoleHealth> roles, String word, Predicate<Stand> wanted) {
        List<Stand> stands = roles.stream()
                .map(role -> new Stand(role.role(), role.isLive(), role.isReady()))
                .toList();
        boolean well = stands.stream().allMatch(wanted);
        return json(
                well ? OK : UNAVAILABLE,
                "application/json",
                json -> json.text("status", well ? word : "not " + word)
                        .objects(
                                "roles",
                                stands,
                                (role, stand) -> role.text("role", stand.role())
                                        .bool("live", stand.live())
                                        .bool("ready", stand.ready())));
    }

    static Answer problem(int status, String title, String detail) {
        return json(
                status,
                "application/problem+json",
                json -> json.text("type", "about:blank")
                        .text("title", title)
                        .number("status", (long) status)
                        .text("detail", detail));
    }

    private static Answer json(int status, String contentType, Consumer<Json> members) {
        var text = new StringWriter();
        Json.print(new PrintWriter(text), members);
        return new Answer(status, contentType, text.toString());
    }
}
