package io.tracelake.system.contract;

import static io.tracelake.client.organizations.Operation.CREATE_LLM_API_KEY;
import static io.tracelake.client.organizations.Operation.DELETE_LLM_API_KEY;
import static io.tracelake.client.organizations.Operation.GET_PROJECT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.client.Secret;
import io.tracelake.client.organizations.LlmApiKey;
import io.tracelake.client.organizations.LlmApiKeyDraft;
import io.tracelake.client.organizations.OrganizationsClient;
import io.tracelake.client.organizations.Related;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LlmApiKeyTest {
    private static final String SECRET = "sk-ant-lighthouse-0123456789";

    private final SandboxService service = SandboxService.start();
    private final OrganizationsClient owner = service.as(service.owner());
    private final String project = service.newProject("Night Shift");

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    @Covers({CREATE_LLM_API_KEY, GET_PROJECT})
    void aKeyOfAProviderIsKeptWithItsModels() {
        LlmApiKey key = owner.createLlmApiKey(
                project, new LlmApiKeyDraft("anthropic", Secret.of(SECRET), List.of("house-1", "house-2"), false));
        assertThat(key.id()).isNotBlank();
        assertThat(key.provider()).isEqualTo("anthropic");
        assertThat(key.customModels()).containsExactly("house-1", "house-2");
        assertThat(key.withDefaultModels()).isFalse();
        assertThat(key.createdAt()).isEqualTo(service.clock().instant());
        assertThat(key.expiresAt()).isNull();
        assertThat(kept()).containsExactly(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"apiKey", "secretKey"})
    @Covers(CREATE_LLM_API_KEY)
    void theProvidersOwnModelsAreIncludedUnlessRefused(String secretName) {
        String body = """
                {"data":{"type":"llm_api_keys","attributes":{"provider":"openai","%s":"%s"}}}""".formatted(secretName, SECRET);
        service.wire(service.owner())
                .post(service.path(project) + "/llm_api_keys", body)
                .expect(201);
        assertThat(kept()).singleElement().satisfies(key -> {
            assertThat(key.provider()).isEqualTo("openai");
            assertThat(key.withDefaultModels()).isTrue();
            assertThat(key.customModels()).isEmpty();
        });
    }

    @Test
    @Covers({CREATE_LLM_API_KEY, GET_PROJECT})
    void theProvidersSecretIsNeverShownAgain() {
        var wire = service.wire(service.owner());
        String body = """
                {"data":{"type":"llm_api_keys","attributes":{"provider":"openai","apiKey":"%s"}}}""".formatted(SECRET);
        var made = wire.post(service.path(project) + "/llm_api_keys", body).expect(201);
        var shown = wire.get(service.path(project) + "?secret=true&include=apiKeys,llmApiKeys")
                .expect(200);
        assertThat(made.body().toString()).contains("displaySecretKey").doesNotContain(SECRET);
        assertThat(shown.body().toString()).contains("llmApiKey").doesNotContain(SECRET);
    }

    @Test
    @Covers(CREATE_LLM_API_KEY)
    void whatIsMissingIsNamed() {
        String path = service.path(project) + "/llm_api_keys";
        var wire = service.wire(service.owner());
        var provider = wire.post(path, "{\"data\":{\"type\":\"llm_api_keys\",\"attributes\":{\"apiKey\":\"k\"}}}");
        assertThat(provider.expect(422).pointer()).isEqualTo("/data/attributes/provider");
        var secret = wire.post(path, "{\"data\":{\"type\":\"llm_api_keys\",\"attributes\":{\"provider\":\"p\"}}}");
        assertThat(secret.expect(422).pointer()).isEqualTo("/data/attributes/apiKey");
        var type = wire.post(path, "{\"data\":{\"type\":\"x\",\"attributes\":{\"provider\":\"p\",\"apiKey\":\"k\"}}}");
        assertThat(type.expect(422).pointer()).isEqualTo("/data/type");
        assertThat(kept()).isEmpty();
    }

    @Test
    @Covers(DELETE_LLM_API_KEY)
    void aDeletedKeyIsGone() {
        LlmApiKey gone = owner.createLlmApiKey(project, new LlmApiKeyDraft("openai", Secret.of(SECRET)));
        LlmApiKey kept = owner.createLlmApiKey(project, new LlmApiKeyDraft("anthropic", Secret.of(SECRET)));
        owner.deleteLlmApiKey(project, gone.id());
        assertThat(kept()).containsExactly(kept);
        Refused.notFound(() -> owner.deleteLlmApiKey(project, gone.id()));
        Refused.notFound(() -> owner.deleteLlmApiKey(service.newProject("Day Shift"), kept.id()));
        assertThat(kept()).containsExactly(kept);
    }

    @Test
    @Covers({CREATE_LLM_API_KEY, DELETE_LLM_API_KEY})
    void keysOfAProjectThatIsNotThereAreNotFound() {
        Refused.notFound(() -> owner.createLlmApiKey("proj-nowhere", new LlmApiKeyDraft("openai", Secret.of(SECRET))));
        Refused.notFound(() -> owner.deleteLlmApiKey("proj-nowhere", "key"));
    }

    private List<LlmApiKey> kept() {
        return owner.project(project, Set.of(Related.LLM_API_KEYS), false).llmApiKeys();
    }
}
