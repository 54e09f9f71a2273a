package io.tracelake.sandbox;

import static io.tracelake.sandbox.Application.typed;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.sandbox.Application.Answer;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourcesTest {
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.defaults(InstantSource.system()));
    private final Application owner = Application.of(sandbox);
    private final String project = "/" + sandbox.projects().getFirst().id();

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void aProvidersKeyIsKeptMaskedAndUsesDefaultModelsUnlessItSaysNo() {
        String secret = "sk-proj-0123456789abcdefghij";
        Answer created = owner.post(
                project + "/llm_api_keys",
                typed(
                        "llm_api_keys",
                        "\"provider\":\"openai\",\"secretKey\":\"" + secret + "\",\"customModels\":[\"m\"]"));
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.body()).doesNotContain(secret);
        assertThat(created.text("/data/type")).isEqualTo("llmApiKey");
        assertThat(created.text("/data/attributes/displaySecretKey")).isEqualTo("...ghij");
        assertThat(created.json().at("/data/attributes/withDefaultModels").asBoolean())
                .isTrue();
        assertThat(owner.get(project + "?include=llmApiKeys").text("/included/0/id"))
                .isEqualTo(created.id());
        assertThat(owner.delete(project + "/llm_api_keys/" + created.id()).status())
                .isEqualTo(204);
        assertThat(owner.delete(project + "/llm_api_keys/" + created.id()).status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|2",
                "active=true|2",
                "active=false|0",
                "credential_type=oauth|1",
                "search=SEC|1",
                "tags=a|2",
                "tags=a,b|1"
            })
    void sentinelPassesAreListedByFilter(String query, int expected) {
        Answer first = pass("First", "oauth", "\"a\",\"b\"");
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.text("/data/attributes/credentialType")).isEqualTo("oauth");
        pass("Second", "basic", "\"a\"");
        Answer list = owner.get(project + "/sentinel_passes" + (query == null ? "" : "?" + query));
        assertThat(list.json().get("data").size()).isEqualTo(expected);
    }

    @Test
    void aFilterThatMeansNothingIsRefused() {
        assertThat(owner.get(project + "/sentinel_passes?active=1").status()).isEqualTo(422);
    }

    @Test
    void whatAServiceDoesNotHaveIsNotFoundOrNotAllowed() {
        assertThat(owner.call("PUT", project, "{}").status()).isEqualTo(405);
        assertThat(owner.get(project + "/nothing").status()).isEqualTo(404);
        assertThat(owner.get(project + "/nothing").json().has("errors")).isTrue();
    }

    private Answer pass(String name, String type, String tags) {
        return owner.post(
                project + "/sentinel_passes",
                "{\"sentinelPass\":{\"name\":\"%s\",\"credential_type\":\"%s\",\"tags\":[%s]}}"
                        .formatted(name, type, tags));
    }
}
