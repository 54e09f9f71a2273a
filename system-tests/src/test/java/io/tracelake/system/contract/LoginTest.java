package io.tracelake.system.contract;

import static io.tracelake.client.organizations.Operation.GET_PROJECT;
import static io.tracelake.client.organizations.Operation.LIST_PROJECTS;
import static io.tracelake.client.organizations.Operation.LOGIN;
import static io.tracelake.client.organizations.Operation.REFRESH_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tracelake.client.Secret;
import io.tracelake.client.http.CredentialsRefusedException;
import io.tracelake.client.http.ServiceException;
import io.tracelake.client.organizations.OrganizationsClient;
import io.tracelake.client.organizations.ProjectQuery;
import io.tracelake.client.organizations.Role;
import io.tracelake.client.organizations.UserAccess;
import io.tracelake.sandbox.organization.OrganizationConfig;
import io.tracelake.sandbox.organization.Sessions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginTest {
    private static final String LOGINS = "/oauth/token";
    private static final String REFRESHES = "/oauth/token/refresh";
    private static final Duration LONGER_THAN_A_TOKEN = Duration.ofDays(1);

    private final SandboxService service = SandboxService.start();
    private final Person person = service.owner();

    @BeforeEach
    void watch() {
        service.sandbox().faults().watch(LOGINS);
        service.sandbox().faults().watch(REFRESHES);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    @Covers({LOGIN, LIST_PROJECTS})
    void aNameAndAPasswordOpenWhatTheTokenOpens() {
        OrganizationsClient client = login(person.password());
        assertThat(client.projects(ProjectQuery.FRESH))
                .isNotEmpty()
                .isEqualTo(service.as(person).projects(ProjectQuery.FRESH));
        assertThat(client.projects(ProjectQuery.FRESH)).isNotEmpty();
        assertThat(seen()).isEqualTo("1 login, 0 refreshes");
    }

    @Test
    @Covers({LOGIN, LIST_PROJECTS})
    void whoLogsInIsWhoActs() {
        Person viewer = service.with(Role.VIEWER);
        OrganizationsClient client = service.as(service.login(viewer, viewer.password()));
        Refused.forbidden(() -> client.createProject("Night Shift"));
    }

    @Test
    @Covers(REFRESH_TOKEN)
    void anExpiredTokenIsRefreshedOnceAndTheCallRepeated() {
        OrganizationsClient client = login(person.password());
        assertThat(client.projects(ProjectQuery.FRESH)).isNotEmpty();
        service.clock().advance(LONGER_THAN_A_TOKEN);
        assertThat(client.projects(ProjectQuery.FRESH)).isNotEmpty();
        assertThat(client.projects(ProjectQuery.FRESH)).isNotEmpty();
        assertThat(seen()).isEqualTo("1 login, 1 refreshes");
        service.clock().advance(LONGER_THAN_A_TOKEN);
        assertThat(client.createProject("Night Shift").name()).isEqualTo("Night Shift");
        assertThat(seen()).isEqualTo("1 login, 2 refreshes");
    }

    @Test
    @Covers({REFRESH_TOKEN, LOGIN})
    void aRefreshTokenThatIsRefusedEndsInANewLogin() {
        OrganizationsClient client = login(person.password());
        assertThat(client.projects(ProjectQuery.FRESH)).isNotEmpty();
        service.clock().advance(LONGER_THAN_A_TOKEN);
        service.sandbox().faults().breakPath(REFRESHES, 401);
        assertThat(client.projects(ProjectQuery.FRESH)).isNotEmpty();
        assertThat(seen()).isEqualTo("2 login, 1 refreshes");
    }

    @Test
    @Covers(LOGIN)
    void aWrongPasswordIsRefusedAndNotTriedAgainAtOnce() {
        OrganizationsClient client = login(Secrets.made("password"));
        Refused.unauthorized(() -> client.projects(ProjectQuery.FRESH));
        Refused.unauthorized(() -> client.projects(ProjectQuery.FRESH));
        assertThat(seen()).isEqualTo("1 login, 0 refreshes");
    }

    @Test
    @Covers(LOGIN)
    void anUnknownNameIsRefusedAsAWrongPasswordIs() {
        Refused.unauthorized(() -> service.as(
                        new UserAccess.Login(service.sandbox().authUri(), "nobody@example.com", person.password()))
                .projects(ProjectQuery.FRESH));
        var wire = service.authWire();
        var unknown = wire.post(LOGINS, login("nobody@example.com", "x")).expect(401);
        var wrong = wire.post(LOGINS, login(person.email(), "x")).expect(401);
        assertThat(unknown.body()).isEqualTo(wrong.body());
    }

    @Test
    @Covers({LIST_PROJECTS, REFRESH_TOKEN})
    void aCallThatIsRefusedWithANewTokenTooIsNotRepeatedAgain() {
        OrganizationsClient client = login(person.password());
        assertThat(client.projects(ProjectQuery.FRESH)).isNotEmpty();
        service.sandbox().faults().watch("/projects");
        service.sandbox().faults().breakPath("/projects", 401);
        assertThatThrownBy(() -> client.projects(ProjectQuery.FRESH)).isInstanceOf(CredentialsRefusedException.class);
        assertThat(service.sandbox().faults().seen("/projects")).isEqualTo(2);
        assertThat(seen()).isEqualTo("1 login, 1 refreshes");
    }

    @Test
    @Covers(LOGIN)
    void aNameThatFailsTooOftenIsLockedForAWhile() {
        var wire = service.authWire();
        String right = login(person.email(), person.password().reveal());
        int failures = OrganizationConfig.defaults().failedLogins();
        for (int n = 0; n < failures; n++) {
            wire.post(LOGINS, login(person.email(), "x")).expect(401);
        }
        wire.post(LOGINS, right).expect(429);
        assertThat(catchThrowableOfType(
                                ServiceException.class,
                                () -> login(person.password()).projects(ProjectQuery.FRESH))
                        .retryAfter())
                .isPositive();
        service.clock().advance(Sessions.ATTEMPTS_KEPT);
        wire.post(LOGINS, right).expect(200);
    }

    @Test
    @Covers(LOGIN)
    void aLogInNeedsTheApplicationsKey() {
        String right = login(person.email(), person.password().reveal());
        service.authWire().post(LOGINS, right).expect(200);
        service.authWire().without("Api-Key").post(LOGINS, right).expect(401);
    }

    @Test
    @Covers({LOGIN, REFRESH_TOKEN})
    void aSessionTellsWhoItIsOf() {
        var session = service.authWire()
                .post(LOGINS, login(person.email(), person.password().reveal()))
                .expect(200)
                .body()
                .path("data");
        assertThat(session.path("type").asString()).isEqualTo("session");
        assertThat(session.at("/attributes/email").asString()).isEqualTo(person.email());
        assertThat(session.at("/attributes/firstName").asString()).isNotBlank();
        assertThat(session.at("/attributes/lastName").asString()).isNotBlank();
        assertThat(session.at("/attributes/accessToken").asString()).matches("[A-Za-z0-9._-]+");
        String refresh = session.at("/attributes/refreshToken").asString();
        var renewed = service.authWire()
                .post(REFRESHES, "{\"refresh_token\":\"%s\"}".formatted(refresh))
                .expect(200)
                .body()
                .path("data");
        assertThat(renewed.path("type").asString()).isEqualTo("session");
        assertThat(renewed.at("/attributes/accessToken").asString())
                .isNotEqualTo(session.at("/attributes/accessToken").asString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"refresh_token\":\"nonsense\"}", "{\"refresh_token\":\"\"}"})
    @Covers(REFRESH_TOKEN)
    void aRefreshTokenThatIsNoneIsRefused(String body) {
        service.authWire().post(REFRESHES, body).expect(401);
    }

    @Test
    @Covers(LIST_PROJECTS)
    void aTokenThatSomebodyElseRenewsIsRefusedForGood() {
        OrganizationsClient client = service.as(new UserAccess.Token(Secrets.made("token")));
        Refused.unauthorized(() -> client.projects(ProjectQuery.FRESH));
        assertThat(seen()).isEqualTo("0 login, 0 refreshes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Api-Key", "Authorization"})
    @Covers({LIST_PROJECTS, GET_PROJECT})
    void bothHeadersAreNeeded(String header) {
        var wire = service.wire(person);
        String project = service.path(service.sandbox().projects().getFirst().id());
        for (String path : new String[] {service.projectsPath(), project, project + "/users"}) {
            wire.get(path).expect(200);
            var answer = wire.without(header).get(path).expect(401);
            assertThat(answer.body().at("/errors/0/status").asString()).isEqualTo("401");
            wire.with(header, "Bearer x").get(path).expect(401);
        }
    }

    private OrganizationsClient login(Secret password) {
        return service.as(service.login(person, password));
    }

    private static String login(String name, String password) {
        return "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(name, password);
    }

    private String seen() {
        var faults = service.sandbox().faults();
        return faults.seen(LOGINS) + " login, " + faults.seen(REFRESHES) + " refreshes";
    }
}
