package io.tracelake.client.organizations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracelake.client.KeyPair;
import io.tracelake.client.Secret;
import io.tracelake.client.http.HttpLimits;
import io.tracelake.client.http.HttpService;
import io.tracelake.client.http.ServiceException;
import io.tracelake.client.testing.RawServer;
import io.tracelake.client.testing.Waits;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OrganizationsClientTest {
    private static final Secret API_KEY = Secret.of("app-key");
    private static final Secret TOKEN = Secret.of("eyJ.a-b_c");

    @Test
    void listsProjectsInEitherSpelling() throws IOException {
        try (RawServer server = RawServer.start(RawServer.json(200, """
                        {"data":[{"type":"project","id":"p1","attributes":{"name":"One","isDefault":true,"role":"OWNER",
                         "membersCount":3,"createdAt":"2026-01-02T03:04:05Z","updatedAt":"2026-02-02T03:04:05.123Z",
                         "toolsCount":2,"apiKeySecret":"hunter2","settings":{"secretKey":"hunter2"}},"relationships":{}},
                         {"id":"p2","attributes":{"name":null,"is_default":false,"user_role":"VIEWER","members_count":"3",
                         "created_at":"2026-01-02T03:04:05Z","updated_at":"soon"}},{"id":"p3","name":"flat"}]}"""));
                OrganizationsClient client = client(server)) {
            assertThat(client.projects(ProjectQuery.FRESH))
                    .containsExactly(
                            new OrganizationProject(
                                    "p1",
                                    "One",
                                    true,
                                    "OWNER",
                                    3,
                                    Instant.parse("2026-01-02T03:04:05Z"),
                                    Instant.parse("2026-02-02T03:04:05.123Z"),
                                    "{\"toolsCount\":2}"),
                            new OrganizationProject(
                                    "p2",
                                    null,
                                    false,
                                    "VIEWER",
                                    null,
                                    Instant.parse("2026-01-02T03:04:05Z"),
                                    null,
                                    "{\"members_count\":\"3\",\"updated_at\":\"soon\"}"),
                            new OrganizationProject("p3", "flat", null, null, null, null, null, null));
            RawServer.Request request = server.requests().getFirst();
            assertThat(request.target()).isEqualTo("/v1/api/organizations/org%201/projects?forceRefresh=true");
            assertThat(request.headers())
                    .containsEntry("api-key", "app-key")
                    .containsEntry("authorization", "Bearer eyJ.a-b_c");
        }
    }

    @Test
    void readsFurtherPagesOnlyIfTheServiceCountsMoreProjects() throws IOException {
        try (RawServer server = RawServer.inTurn(
                        page("a", "b", 3), page("b", "c", 3), page("d", "e", 2), RawServer.json(200, "{\"data\":[]}"));
                OrganizationsClient client = client(server)) {
            assertThat(client.projects(ProjectQuery.ALL))
                    .extracting(OrganizationProject::id)
                    .containsExactly("a", "b", "c");
            assertThat(client.projects(ProjectQuery.ALL))
                    .extracting(OrganizationProject::id)
                    .containsExactly("d", "e");
            assertThat(client.projects(ProjectQuery.ALL)).isEmpty();
            assertThat(server.requests())
                    .extracting(RawServer.Request::target)
                    .map(target -> target.substring(target.lastIndexOf('/')))
                    .containsExactly("/projects", "/projects?page=2", "/projects", "/projects");
        }
    }

    @Test
    void doesNotPassAListWithGapsForTheWhole() throws IOException {
        try (RawServer server = RawServer.start(page("a", "b", 3));
                OrganizationsClient client = client(server)) {
            assertThatThrownBy(() -> client.projects(ProjectQuery.ALL))
                    .isInstanceOf(ServiceException.class)
                    .hasMessageContaining("counts 3 in all, its pages end after 2");
        }
    }

    @Test
    void refusesAProjectWithoutAnId() throws IOException {
        try (RawServer server = RawServer.start(RawServer.json(200, "{\"data\":[{\"attributes\":{}}]}"));
                OrganizationsClient client = client(server)) {
            assertThatThrownBy(() -> client.projects(ProjectQuery.ALL)).hasMessageContaining("a project without an id");
        }
    }

    @Test
    void takesTheKeyPairOfAProjectFromItsSecrets() throws IOException {
        OrganizationProjectDetails details = details("""
                {"data":{"id":"p/1","attributes":{"name":"One","secretKey":"hunter2"}},
                 "meta":{"can":{"x":true},"secrets":{"publicKey":"pk-1","secretKey":"sk-1"}},
                 "included":[{"id":"k1","attributes":{"publicKey":"pk-1","encryptedSecretKey":"x"},"type":"apiKey"},
                  {"type":"user","attributes":{"publicKey":"no"}},
                  {"type":"api_key","id":"k2","attributes":{"public_key":"pk-2","encrypted_secret_key":"y"}}]}""");
        assertThat(details.keys()).isEqualTo(new KeyPair("pk-1", Secret.of("sk-1")));
        assertThat(details.apiKeys()).extracting(ApiKey::publicKey).containsExactly("pk-1", "pk-2");
        assertThat(details.encryptedOnly()).isFalse();
        assertThat(details.project().name()).isEqualTo("One");
        assertThat(details.toString()).doesNotContain("sk-1").doesNotContain("hunter2");
    }

    @Test
    void tellsIfTheOnlySecretsOfferedAreEncrypted() throws IOException {
        OrganizationProjectDetails encrypted = details("""
                {"data":{"id":"p/1"},"included":[
                 {"type":"apiKey","attributes":{"publicKey":"pk-1","encryptedSecretKey":"x"}}]}""");
        assertThat(encrypted.keys()).isNull();
        assertThat(encrypted.encryptedOnly()).isTrue();
        OrganizationProjectDetails nothing = details("{\"data\":{\"id\":\"p/1\"},\"meta\":null,\"included\":null}");
        assertThat(nothing.keys()).isNull();
        assertThat(nothing.encryptedOnly()).isFalse();
    }

    /** What is missing in a list that isn't there, or that holds what can't be told apart, may exist all the same. */
    @Test
    void tellsWhetherRelatedResourcesAreThereInFull() throws IOException {
        assertThat(details("{\"data\":{\"id\":\"p/1\"},\"included\":[]}").complete())
                .isTrue();
        assertThat(details("{\"data\":{\"id\":\"p/1\"},\"included\":[{\"id\":\"k\",\"type\":\"apiKey\"}]}")
                        .complete())
                .isTrue();
        for (String included : List.of("", ",\"included\":null", ",\"included\":[7]")) {
            assertThat(details("{\"data\":{\"id\":\"p/1\"}" + included + "}").complete())
                    .as(included)
                    .isFalse();
        }
        assertThat(details("{\"data\":{\"id\":\"p/1\"},\"included\":[{\"type\":\"apiKey\"}]}")
                        .complete())
                .isFalse();
    }

    @Test
    void anAnswerThatCanNotBeReadIsNotQuoted() throws IOException {
        String cut = "{\"data\":{\"id\":\"p\"},\"meta\":{\"secrets\":{\"publicKey\":\"pk\",\"secretKey\":hunter2";
        try (RawServer server = RawServer.start(RawServer.json(200, cut));
                OrganizationsClient client = client(server)) {
            assertThatThrownBy(() -> client.project("p", Set.of(), true))
                    .isInstanceOf(ServiceException.class)
                    .hasStackTraceContaining("not JSON")
                    .satisfies(failure ->
                            assertThat(failure.toString() + failure.getCause()).doesNotContain("hunter2"));
        }
    }

    @Test
    void refusesAnOrganizationWithoutAnId() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new OrganizationAccess(URI.create("http://h"), " ", API_KEY, new UserAccess.Token(TOKEN)))
                .withMessageContaining("organization-id");
    }

    private static OrganizationProjectDetails details(String body) throws IOException {
        try (RawServer server = RawServer.start(RawServer.json(200, body));
                OrganizationsClient client = client(server)) {
            OrganizationProjectDetails details = client.project("p/1", Set.of(Related.API_KEYS), true);
            assertThat(server.requests().getFirst().target())
                    .isEqualTo("/v1/api/organizations/org%201/projects/p%2F1?secret=true&include=apiKeys");
            return details;
        }
    }

    private static RawServer.Answer page(String first, String second, int total) {
        return RawServer.json(
                200,
                "{\"data\":[{\"id\":\"" + first + "\"},{\"id\":\"" + second
                        + "\"}],\"meta\":{\"page\":1,\"per_page\":2," + "\"total_count\":" + total + "}}");
    }

    private static OrganizationsClient client(RawServer server) {
        HttpService http = new HttpService(HttpLimits.defaults(), new Random(1), InstantSource.system(), new Waits());
        return new OrganizationsClient(
                new OrganizationAccess(
                        URI.create(server.uri() + "/v1/api/"), "org 1", API_KEY, new UserAccess.Token(TOKEN)),
                http,
                InstantSource.system());
    }
}
