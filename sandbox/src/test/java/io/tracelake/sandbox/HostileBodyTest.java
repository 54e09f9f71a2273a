package io.tracelake.sandbox;

import static io.tracelake.sandbox.Application.attributes;
import static io.tracelake.sandbox.Application.typed;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.sandbox.Application.Answer;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileBodyTest {
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.defaults(InstantSource.system()));
    private final Application owner = Application.of(sandbox);
    private final String project = "/" + sandbox.projects().getFirst().id();

    @AfterAll
    void stop() {
        sandbox.close();
    }

    static List<String> notJson() {
        return List.of(
                "",
                "no",
                "{",
                "{\"data\":{}} {}",
                "{\"data\":1,\"data\":2}",
                "[".repeat(5_000),
                "{\"data\":".repeat(2_000),
                "{\"data\":" + "9".repeat(5_000) + "}",
                "{\"data\":NaN}",
                "{\"data\":\"\\ud800\"}",
                "\u0000");
    }

    @ParameterizedTest
    @MethodSource("notJson")
    void whatIsNoJsonIsABadRequestEverywhere(String body) {
        for (String path : List.of("", project + "/api_keys", project + "/add_user", project + "/sentinel_passes")) {
            Answer refused = owner.post(path, body);
            assertThat(refused.status()).as(path).isEqualTo(400);
            assertThat(refused.text("/errors/0/status")).isEqualTo("400");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "null|",
                "[]|",
                "7|",
                "{}|/data",
                "{\"data\":[]}|/data",
                "{\"data\":null}|/data",
                "{\"data\":{}}|/data/attributes",
                "{\"data\":{\"type\":{},\"attributes\":{}}}|/data/type",
                "{\"data\":{\"type\":\"project\",\"attributes\":{}}}|/data/type",
                "{\"data\":{\"attributes\":true}}|/data/attributes",
                "{\"data\":{\"attributes\":{}}}|/data/attributes/note",
                "{\"data\":{\"attributes\":{\"note\":null}}}|/data/attributes/note",
                "{\"data\":{\"attributes\":{\"note\":1e999999999}}}|/data/attributes/note",
                "{\"data\":{\"attributes\":{\"note\":[\"x\"]}}}|/data/attributes/note",
                "{\"data\":{\"attributes\":{\"note\":\" \"}}}|/data/attributes/note",
                "{\"data\":{\"attributes\":{\"note\":\"x\",\"expires_at\":1795000000}}}|/data/attributes/expires_at",
                "{\"data\":{\"attributes\":{\"note\":\"x\",\"expiresAt\":\"tomorrow\"}}}|/data/attributes/expiresAt",
                "{\"data\":{\"attributes\":{\"note\":\"x\",\"expires_at\":\"2026-11-31T00:00:00Z\"}}}|/data/attributes/expires_at",
                "{\"data\":{\"attributes\":{\"note\":\"x\",\"expires_at\":\"+999999999-01-01T00:00:00Z\"}}}|/data/attributes/expires_at",
            })
    void membersOfTheWrongTypeAreNamed(String body, String pointer) {
        Answer refused = owner.post(project + "/api_keys", body);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.pointer()).isEqualTo(pointer == null ? "" : pointer);
    }

    @Test
    void otherResourcesNameTheirMembersToo() {
        assertThat(llm("\"provider\":\"p\",\"apiKey\":\"k\",\"customModels\":[\"a\",2]")
                        .pointer())
                .isEqualTo("/data/attributes/customModels/1");
        assertThat(llm("\"provider\":\"p\",\"apiKey\":\"k\",\"withDefaultModels\":\"yes\"")
                        .pointer())
                .isEqualTo("/data/attributes/withDefaultModels");
        assertThat(llm("\"provider\":\"p\"").pointer()).isEqualTo("/data/attributes/apiKey");
        assertThat(owner.post(project + "/llm_api_keys", attributes("\"provider\":\"p\",\"apiKey\":\"k\""))
                        .pointer())
                .as("here the type is needed")
                .isEqualTo("/data/type");
        Answer pass = owner.post(project + "/sentinel_passes", "{\"sentinelPass\":{\"name\":\"n\",\"tags\":{}}}");
        assertThat(pass.pointer()).isEqualTo("/sentinelPass/credential_type");
        assertThat(owner.post(
                                project + "/sentinel_passes",
                                "{\"sentinelPass\":{\"name\":\" \",\"credential_type\":\"t\"}}")
                        .pointer())
                .isEqualTo("/sentinelPass/name");
        assertThat(owner.post(project + "/sentinel_passes", "{\"data\":{}}").pointer())
                .isEqualTo("/sentinelPass");
    }

    @Test
    void aBodyBeyondTheLimitIsRefused() {
        Answer refused = owner.post("", attributes("\"name\":\"" + "x".repeat(70_000) + "\""));
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.json().has("errors")).isTrue();
    }

    @Test
    void anyContentTypeAndAnyTextInNamesComesBackAsItWas() {
        String name = "\\u0000<b>\\\"\\uD83D\\uDE00%s\\n,";
        Answer created = owner.post("", attributes("\"name\":\"" + name + "\""));
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("/data/attributes/name")).isEqualTo("\u0000<b>\"\uD83D\uDE00%s\n,");
    }

    private Answer llm(String members) {
        return owner.post(project + "/llm_api_keys", typed("llm_api_keys", members));
    }
}
