package io.tracelake.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.sandbox.Application.Answer;
import io.tracelake.sandbox.organization.OrganizationConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T12:00:00Z"));
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.defaults(clock));
    private final Application owner = Application.of(sandbox);
    private final SandboxUser admin = owner.user("admin");

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void aLogInGivesATokenThatExpiresAndOneThatRefreshesIt() {
        Answer session = logIn(admin.email(), admin.password());
        assertThat(session.status()).isEqualTo(200);
        assertThat(session.text("/data/type")).isEqualTo("session");
        assertThat(session.text("/data/attributes/email")).isEqualTo(admin.email());
        String token = session.text("/data/attributes/accessToken");
        assertThat(token).matches("[A-Za-z0-9._-]+");
        Application application = new Application(sandbox, token);
        clock.advance(Duration.ofHours(2).minusMillis(1));
        assertThat(application.get("").text("/data/0/attributes/role")).isEqualTo("ADMIN");
        clock.advance(Duration.ofMillis(1));
        assertThat(application.get("").status()).isEqualTo(401);
        Answer refreshed = call(
                "/oauth/token/refresh",
                "{\"refresh_token\":\"" + session.text("/data/attributes/refreshToken") + "\"}");
        assertThat(refreshed.status()).isEqualTo(200);
        assertThat(new Application(sandbox, refreshed.text("/data/attributes/accessToken"))
                        .get("")
                        .status())
                .isEqualTo(200);
        assertThat(call("/oauth/token/refresh", "{\"refresh_token\":\"" + token + "\"}")
                        .status())
                .as("an access token refreshes nothing")
                .isEqualTo(401);
    }

    @Test
    void staticTokensOfAllUsersDoNotExpire() {
        clock.advance(Duration.ofDays(365));
        assertThat(sandbox.users())
                .extracting(SandboxUser::role)
                .containsExactly("OWNER", "ADMIN", "MEMBER", "VIEWER", "");
        assertThat(sandbox.users().getFirst().token()).isEqualTo(sandbox.token());
        assertThat(sandbox.users()).allSatisfy(user -> {
            assertThat(new Application(sandbox, user.token()).get("").status()).isEqualTo(200);
            assertThat(user.toString()).doesNotContain(user.token(), user.password());
        });
        assertThat(new Application(sandbox, "nonsense").get("").status()).isEqualTo(401);
    }

    @Test
    void tooManyFailedLogInsOfOneUserAreStoppedForAWhile() {
        for (int attempt = 0; attempt < 5; attempt++) {
            assertThat(logIn(admin.email(), "wrong").status()).isEqualTo(401);
        }
        assertThat(logIn(admin.email(), admin.password()).status()).isEqualTo(429);
        assertThat(logIn(" " + admin.email().toUpperCase(java.util.Locale.ROOT), admin.password())
                        .status())
                .isEqualTo(429);
        SandboxUser member = owner.user("member");
        assertThat(logIn(member.email(), member.password()).status()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(15));
        assertThat(logIn(admin.email(), admin.password()).status()).isEqualTo(200);
        assertThat(logIn("nobody@x.example", "wrong").status()).isEqualTo(401);
    }

    @Test
    void aLogInNeedsTheApiKeyAndTwoStrings() {
        assertThat(Application.send("POST", sandbox.authUri() + "/oauth/token", "{}", "Api-Key", "ak-wrong")
                        .status())
                .isEqualTo(401);
        assertThat(call("/oauth/token", "{\"username\":1,\"password\":\"x\"}").pointer())
                .isEqualTo("/username");
        assertThat(call("/oauth/token", "{\"username\":\"x\"}").pointer()).isEqualTo("/password");
        assertThat(call("/oauth/token", "no").status()).isEqualTo(400);
        assertThat(call("/oauth/nothing", "{}").status()).isEqualTo(404);
    }

    @Test
    void aLenientServiceWorksWithoutApiKeyButNotWithAWrongOne() {
        var config = OrganizationConfig.defaults().withApiKeyOptional(true);
        try (Sandbox lenient = Sandbox.start(SandboxConfig.defaults(clock).withOrganization(config))) {
            String list = lenient.organizationsUri() + "/organizations/" + lenient.organizationId() + "/projects";
            String bearer = "Bearer " + lenient.token();
            assertThat(Application.send("GET", list, null, "Authorization", bearer)
                            .status())
                    .isEqualTo(200);
            assertThat(Application.send("GET", list, null, "Authorization", bearer, "Api-Key", "ak-wrong")
                            .status())
                    .isEqualTo(401);
        }
        assertThat(List.of(lenientStatusOf(sandbox))).containsExactly(401);
    }

    private static int lenientStatusOf(Sandbox strict) {
        String list = strict.organizationsUri() + "/organizations/" + strict.organizationId() + "/projects";
        return Application.send("GET", list, null, "Authorization", "Bearer " + strict.token())
                .status();
    }

    private Answer logIn(String name, String password) {
        return call("/oauth/token", "{\"username\":\"" + name + "\",\"password\":\"" + password + "\"}");
    }

    private Answer call(String path, String body) {
        return Application.send("POST", sandbox.authUri() + path, body, "Api-Key", sandbox.apiKey());
    }
}
