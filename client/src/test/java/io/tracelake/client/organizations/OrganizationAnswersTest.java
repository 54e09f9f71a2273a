package io.tracelake.client.organizations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracelake.client.KeyPair;
import io.tracelake.client.Secret;
import io.tracelake.client.http.ServiceException;
import io.tracelake.client.testing.RawServer;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrganizationAnswersTest {
    private static final Instant CREATED = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void readsMembersInEitherSpelling() throws IOException {
        List<Member> members = ask("""
                        {"data":[{"id":"u1","type":"users","attributes":{"email":"a@b","firstName":"A","lastName":"B",
                          "role":"ADMIN","organizationRole":"OWNER","projectOnly":false,"status":"active",
                          "createdAt":"2026-01-02T03:04:05Z","unknown":{"a":[1]}}},
                         {"type":"users","attributes":{"first_name":null,"last_name":7,"organization_role":"VIEWER",
                          "project_only":true,"role":["x"],"created_at":"yesterday"},"id":12}]}""", c -> c.members("p"));
        assertThat(members)
                .containsExactly(
                        new Member("u1", "a@b", "A", "B", "ADMIN", "OWNER", false, "active", CREATED),
                        new Member("12", null, null, null, null, "VIEWER", true, null, null));
    }

    @Test
    void readsInvitationsPassesAndKeys() throws IOException {
        List<Invitation> invitations = ask("""
                        {"data":[{"id":"i","attributes":{"email":"a@b","role":"member","organizationRole":null,
                          "projectOnly":true,"status":"pending","createdAt":"2026-01-02T03:04:05+00:00"}}]}""", c -> c.invitations("p"));
        assertThat(invitations).containsExactly(new Invitation("i", "a@b", "member", null, true, "pending", CREATED));
        List<SentinelPass> passes = ask("""
                        {"data":[{"id":"s","attributes":{"name":"n","credential_type":"oauth","tags":["a",null,1,"b"],
                          "active":"yes"}},{"id":"s2","attributes":null}]}""", c -> c.sentinelPasses("p", SentinelPassQuery.ALL));
        assertThat(passes)
                .containsExactly(
                        new SentinelPass("s", "n", "oauth", List.of("a", "b"), null, null),
                        new SentinelPass("s2", null, null, List.of(), null, null));
        List<ApiKey> keys = ask("""
                        {"data":[{"id":"k","attributes":{"note":"ci","publicKey":"pk-1","displaySecretKey":"sk-lf-...ab12",
                          "createdAt":"2026-01-02T03:04:05Z","expiresAt":"2027-01-02T03:04:05Z"}},
                         {"id":"k2","attributes":{"displaySecretKey":"sk-lf-hunter2","expiresAt":null}}]}""", c -> c.apiKeys("p"));
        assertThat(keys)
                .containsExactly(
                        new ApiKey("k", "ci", "pk-1", "sk-lf-...ab12", CREATED, Instant.parse("2027-01-02T03:04:05Z")),
                        new ApiKey("k2", null, null, null, null, null));
        LlmApiKey llmKey = ask("""
                        {"data":{"id":"l","type":"llmApiKey","attributes":{"provider":"openai","customModels":["m"],
                          "withDefaultModels":true}}}""", c -> c.createLlmApiKey("p", new LlmApiKeyDraft("openai", Secret.of("x"))));
        assertThat(llmKey).isEqualTo(new LlmApiKey("l", "openai", List.of("m"), true, null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":[{\"attributes\":{}}]}",
                "{\"data\":[{\"id\":null}]}",
                "{\"data\":[{\"id\":\" \"}]}",
                "{\"data\":[null]}",
                "{\"data\":null}",
                "{}"
            })
    void refusesACollectionThatIsNotOneOfResourcesWithIds(String body) throws IOException {
        assertThatThrownBy(() -> ask(body, c -> c.members("p")))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("unexpected JSON: data");
    }

    @Test
    void readsEveryListToTheEndThatTheServiceCounts() throws IOException {
        try (RawServer server = RawServer.inTurn(
                        RawServer.json(200, "{\"data\":[{\"id\":\"a\"}],\"meta\":{\"total_count\":2}}"),
                        RawServer.json(200, "{\"data\":[{\"id\":\"b\"}],\"meta\":{\"totalCount\":2}}"));
                OrganizationsClient client = Organization.client(server)) {
            assertThat(client.sentinelPasses("p", new SentinelPassQuery(true, null, null, List.of())))
                    .extracting(SentinelPass::id)
                    .containsExactly("a", "b");
            assertThat(server.requests().get(1).target()).endsWith("/sentinel_passes?active=true&page=2");
        }
    }

    @Test
    void passesOverAttributesHoweverDeepTheyAre() throws IOException {
        String deep = "[".repeat(50_000) + "]".repeat(50_000);
        List<Member> members = ask(
                "{\"data\":[{\"id\":\"u\",\"attributes\":{\"role\":" + deep + ",\"email\":\"a@b\"}}]}",
                c -> c.members("p"));
        assertThat(members).extracting(Member::email).containsExactly("a@b");
    }

    @Test
    void takesTheSecretOfANewKeyFromItsAnswer() throws IOException {
        for (String body : List.of(
                "{\"data\":{\"id\":\"k\",\"attributes\":{\"note\":\"n\",\"publicKey\":\"pk-1\"}},\"meta\":{\"secretKey\":\"sk-1\"}}",
                "{\"meta\":{\"secret_key\":\"sk-1\"},\"data\":{\"id\":\"k\",\"attributes\":{\"note\":\"n\",\"public_key\":\"pk-1\"}}}",
                "{\"data\":{\"id\":\"k\",\"attributes\":{\"note\":\"n\",\"publicKey\":\"pk-1\",\"secretKey\":\"sk-1\"}}}")) {
            NewApiKey created = ask(body, c -> c.createApiKey("p", "n", null));
            assertThat(created.pair()).isEqualTo(new KeyPair("pk-1", Secret.of("sk-1")));
            assertThat(created.key()).isEqualTo(new ApiKey("k", "n", "pk-1", null, null, null));
        }
    }

    @Test
    void tellsThatAKeyWithoutItsSecretMayHaveBeenMade() throws IOException {
        assertThatThrownBy(() -> ask(
                        "{\"data\":{\"id\":\"k\",\"attributes\":{\"publicKey\":\"pk\"}}}",
                        c -> c.createApiKey("p", "n", null)))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        failure -> assertThat(failure.mayHaveTakenEffect()).isTrue())
                .hasMessageContaining("a new key without its secret; it may have taken effect (attempt 1 of 6)");
    }

    @Test
    void readsWhatBelongsToAProjectInEverySpellingOfItsType() throws IOException {
        OrganizationProjectDetails details = details("""
                {"data":{"id":"p"},"included":[
                 {"type":"apiKey","id":"1","attributes":{}},{"type":"api_key","id":"2"},{"type":"api_keys","id":"3"},
                 {"type":"llmApiKey","id":"4"},{"type":"llm_api_key","id":"5"},{"type":"llm_api_keys","id":"6"},
                 {"type":"user","id":"7"},{"type":"users","id":"8","attributes":{"role":"OWNER"}},
                 {"type":"sentinelPass","id":"9"},{"type":"sentinel_pass","id":"10"},{"type":"sentinelPasses","id":"11"},
                 {"type":"wallet","id":"12"},{"id":"13"},{"type":7,"id":"14"},null,{"type":"user"}]}""");
        assertThat(details.apiKeys()).extracting(ApiKey::id).containsExactly("1", "2", "3");
        assertThat(details.llmApiKeys()).extracting(LlmApiKey::id).containsExactly("4", "5", "6");
        assertThat(details.members()).extracting(Member::userId).containsExactly("7", "8");
        assertThat(details.sentinelPasses()).extracting(SentinelPass::id).containsExactly("9", "10", "11");
    }

    @Test
    void takesAReadableIncludedKeyOnlyIfTheSecretsGiveNone() throws IOException {
        String included = """
                "included":[{"type":"api_key","id":"1","attributes":{"publicKey":"pk-short","secretKey":"sk-short",
                  "expiresAt":"2027-01-01T00:00:00Z"}},
                 {"type":"apiKey","id":"2","attributes":{"publicKey":"pk-1","encryptedSecretKey":"xyz"}},
                 {"type":"apiKey","id":"3","attributes":{"publicKey":"pk-long","secretKey":"sk-long"}},
                 {"type":"apiKey","id":"4","attributes":{"publicKey":"pk-later","secretKey":"sk-later"}},
                 {"type":"llmApiKey","id":"5","attributes":{"publicKey":"pk-llm","secretKey":"sk-llm"}}]""";
        OrganizationProjectDetails found = details("{\"data\":{\"id\":\"p\"}," + included + "}");
        assertThat(found.keys()).isEqualTo(new KeyPair("pk-long", Secret.of("sk-long")));
        assertThat(found.encryptedOnly()).isFalse();
        assertThat(found.toString()).doesNotContain("sk-");
        assertThat(details(
                                "{\"meta\":{\"secrets\":{\"publicKey\":\"pk\",\"secretKey\":\"sk\"}},\"data\":{\"id\":\"p\"},"
                                        + included + "}")
                        .keys())
                .isEqualTo(new KeyPair("pk", Secret.of("sk")));
    }

    private static OrganizationProjectDetails details(String body) throws IOException {
        return ask(body, client -> client.project("p", EnumSet.allOf(Related.class), true));
    }

    private static <T> T ask(String body, Function<OrganizationsClient, T> call) throws IOException {
        try (RawServer server = RawServer.start(RawServer.json(200, body));
                OrganizationsClient client = Organization.client(server)) {
            return call.apply(client);
        }
    }
}
