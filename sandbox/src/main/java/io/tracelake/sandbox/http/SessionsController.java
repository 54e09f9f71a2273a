package io.tracelake.sandbox.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.tracelake.sandbox.json.JsonObject;
import io.tracelake.sandbox.organization.Account;
import io.tracelake.sandbox.organization.Sessions;
import io.tracelake.sandbox.organization.Sessions.Login;

/** Log-in with user name and password, and a new access token for a refresh token. */
@Controller("/auth/v1/api/oauth/token")
@Consumes(MediaType.ALL)
@Requires(env = "sandbox")
final class SessionsController {
    private final Sessions sessions;
    private final OrganizationsAccess access;

    SessionsController(Sessions sessions, OrganizationsAccess access) {
        this.sessions = sessions;
        this.access = access;
    }

    @Post
    HttpResponse<byte[]> logIn(HttpRequest<byte[]> request) {
        access.checkApiKey(request);
        JsonObject json = RequestBody.object(request);
        return answer(sessions.logIn(json.text("username"), json.text("password")), "User name or password is wrong");
    }

    @Post("/refresh")
    HttpResponse<byte[]> refresh(HttpRequest<byte[]> request) {
        access.checkApiKey(request);
        String token = RequestBody.object(request).text("refresh_token");
        return answer(sessions.refresh(token), "The refresh token is unknown or expired");
    }

    private static HttpResponse<byte[]> answer(Login login, String refusal) {
        return switch (login) {
            case Login.Session session -> HttpResponse.ok(document(session));
            case Login.Wrong() ->
                Refusal.jsonApi(HttpStatus.UNAUTHORIZED, "Unauthorized", refusal)
                        .response();
            case Login.TooMany(var pause) ->
                Refusal.jsonApi(HttpStatus.TOO_MANY_REQUESTS, "Too Many Requests", "Too many failed log-ins")
                        .response()
                        .header("Retry-After", String.valueOf(pause.toSeconds() + 1));
        };
    }

    private static byte[] document(Login.Session session) {
        Account account = session.account();
        return JsonApi.one(json -> JsonApi.resource(json, account.id(), "session", () -> {
            json.writeStringProperty("accessToken", session.accessToken());
            json.writeStringProperty("refreshToken", session.refreshToken());
            json.writeStringProperty("email", account.email());
            json.writeStringProperty("firstName", account.firstName());
            json.writeStringProperty("lastName", account.lastName());
        }));
    }
}
