package io.tracelake.system.contract;

import static io.tracelake.client.organizations.Operation.CREATE_API_KEY;
import static io.tracelake.client.organizations.Operation.CREATE_LLM_API_KEY;
import static io.tracelake.client.organizations.Operation.GET_PROJECT;
import static io.tracelake.client.organizations.Operation.LIST_PROJECTS;
import static io.tracelake.client.organizations.Operation.LOGIN;
import static io.tracelake.client.organizations.Operation.REFRESH_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tracelake.client.KeyPair;
import io.tracelake.client.http.ServiceException;
import io.tracelake.client.organizations.LlmApiKeyDraft;
import io.tracelake.client.organizations.NewApiKey;
import io.tracelake.client.organizations.OrganizationsClient;
import io.tracelake.client.organizations.ProjectQuery;
import io.tracelake.client.organizations.Related;
import io.tracelake.client.organizations.UserAccess;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What callers may print. What is logged is watched in every test of this package, see {@link SandboxService}. */
class SecretLeakTest {
    private final SandboxService service = SandboxService.start();
    private final OrganizationsClient owner = service.as(service.owner());
    private final String project = service.newProject("Night Shift");

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    @Covers({CREATE_API_KEY, GET_PROJECT})
    void aNewKeyPrintsWithoutItsSecret() {
        NewApiKey made = owner.createApiKey(project, "tracelake", null);
        assertThat(made.toString()).contains(made.pair().publicKey());
        assertNoSecret(made.toString());
        assertNoSecret(owner.apiKeys(project).toString());
        assertNoSecret(
                owner.project(project, EnumSet.allOf(Related.class), true).toString());
        assertRefusedWithoutSecret(() -> owner.createApiKey(project, " ", null));
        owner.deleteApiKey(project, made.key().id());
        assertRefusedWithoutSecret(() -> service.analytics().ownProject(made.pair()));
    }

    @Test
    @Covers(CREATE_LLM_API_KEY)
    void theKeyOfAProviderIsNeverPrinted() {
        var draft = new LlmApiKeyDraft("openai", Secrets.made("sk-ant"));
        assertNoSecret(draft.toString());
        assertNoSecret(owner.createLlmApiKey(project, draft).toString());
        assertRefusedWithoutSecret(
                () -> owner.createLlmApiKey(project, new LlmApiKeyDraft(" ", Secrets.made("sk-ant"))));
        assertRefusedWithoutSecret(
                () -> owner.createLlmApiKey("proj-nowhere", new LlmApiKeyDraft("openai", Secrets.made("sk-ant"))));
    }

    @Test
    @Covers({LOGIN, REFRESH_TOKEN})
    void aPasswordAndItsTokensAreNeverPrinted() {
        UserAccess right = service.login(service.owner(), service.owner().password());
        UserAccess wrong = service.login(service.owner(), Secrets.made("password"));
        assertNoSecret(wrong.toString());
        assertThat(right.toString()).doesNotContain(service.owner().password().reveal());
        assertRefusedWithoutSecret(() -> service.as(wrong).projects(ProjectQuery.FRESH));
        OrganizationsClient client = service.as(right);
        assertThat(client.projects(ProjectQuery.FRESH)).isNotEmpty();
        service.clock().advance(Duration.ofDays(1));
        service.sandbox().faults().breakPath("/projects", 503);
        assertRefusedWithoutSecret(() -> client.projects(ProjectQuery.FRESH));
    }

    @Test
    @Covers(LIST_PROJECTS)
    void aTokenThatIsRefusedIsNeverPrinted() {
        var token = new UserAccess.Token(Secrets.made("token"));
        assertNoSecret(token.toString());
        assertRefusedWithoutSecret(() -> service.as(token).projects(ProjectQuery.FRESH));
        var pair = new KeyPair("pk-lf-1", Secrets.made("sk-lf"));
        assertNoSecret(pair.toString());
        assertRefusedWithoutSecret(() -> service.analytics().ownProject(pair));
    }

    /** An alarm that heard nothing, or wouldn't ring, would prove nothing. */
    @Test
    void theAlarmHearsTheWholeProcessAndRings() {
        owner.createApiKey(project, "tracelake", null);
        assertThat(service.alarm().lines()).isGreaterThan(100);
        for (String secret : List.of(
                service.sandbox().apiKey(),
                service.owner().token().reveal(),
                service.with(io.tracelake.client.organizations.Role.MEMBER)
                        .token()
                        .reveal(),
                service.sandbox().projects().getFirst().secretKey(),
                owner.createApiKey(project, "n", null).pair().secretKey().reveal())) {
            assertThat(Secrets.isIn("x " + secret + " y")).isTrue();
        }
        try (LeakAlarm alarm = LeakAlarm.install()) {
            assertThat(alarm.lines()).isZero();
            LoggerFactory.getLogger("somewhere.else").trace("body: {}", "plain");
            assertThat(alarm.lines()).isPositive();
        }
    }

    private static void assertRefusedWithoutSecret(ThrowingCallable call) {
        ServiceException refusal = catchThrowableOfType(ServiceException.class, call);
        assertThat(refusal).isNotNull();
        StringWriter text = new StringWriter();
        refusal.printStackTrace(new PrintWriter(text));
        assertNoSecret(text + " " + refusal.errors());
    }

    private static void assertNoSecret(String text) {
        assertThat(Secrets.isIn(text)).as(text).isFalse();
    }
}
