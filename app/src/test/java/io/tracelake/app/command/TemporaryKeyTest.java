package io.tracelake.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tracelake.app.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Commands that have to make a key for themselves. */
class TemporaryKeyTest {
    private static final String MINT = ", keys: 'static,mint'";

    @TempDir
    Path directory;

    private ServiceStub service;

    @BeforeEach
    void start() throws IOException {
        service = new ServiceStub();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void makesAKeyThatExpiresSoonAndDeletesItAfterUse() throws IOException {
        var ran = Ran.with(config(MINT), "traces", "list", "--json");

        assertThat(ran.status()).as(ran.err()).isZero();
        assertThat(service.changes()).hasSize(2);
        assertThat(service.changes().getLast()).isEqualTo("DELETE /p1/api_keys/k101");
        var made = JsonMapper.shared()
                .readTree(service.changes().getFirst().substring("POST /p1/api_keys ".length()))
                .at("/data/attributes");
        assertThat(made.get("note").asString()).isEqualTo("tracelake command");
        assertThat(Duration.between(
                        Instant.now(), Instant.parse(made.get("expires_at").asString())))
                .isBetween(Duration.ofMinutes(58), Duration.ofHours(1));
    }

    @Test
    void deletesItAlsoIfTheQuestionFails() throws IOException {
        var ran = Ran.with(config(MINT), "traces", "get", "no-such");

        assertThat(ran.status()).isEqualTo(ExitStatus.FAILURE);
        assertThat(service.changes()).hasSize(2);
        assertThat(service.keys).isEmpty();
    }

    @Test
    void deletesItIfItOpensAnotherProject() throws IOException {
        service.opens = "p2";

        var ran = Ran.with(config(MINT), "metrics", "daily");

        assertThat(ran.status()).isNotZero();
        assertThat(ran.err()).contains("p2").hasLineCount(1);
        assertThat(service.keys).isEmpty();
    }

    @Test
    void makesNoneWhileAnEarlierSourceHasAPair() throws IOException {
        service.keys.put("k1", new ServiceStub.Key("k1", "n", "null"));
        service.answer(
                "GET /p1",
                200,
                "{\"data\":" + ServiceStub.PROJECT + ",\"meta\":{\"secrets\":{\"publicKey\":\"pk-lf-1\",\"secretKey\":"
                        + "\"sk-lf-of-k1\"}}}");

        var ran = Ran.with(config(", keys: 'static,discover,mint'"), "traces", "list");

        assertThat(ran.status()).as(ran.err()).isZero();
        assertThat(service.changes()).isEmpty();
    }

    @Test
    void saysWhyNoSourceHasAPair() throws IOException {
        service.answer("POST /p1/api_keys", 403, "{\"errors\":[{\"status\":\"403\",\"title\":\"Forbidden\"}]}");

        var ran = Ran.with(config(MINT), "traces", "list");

        assertThat(ran.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(ran.err())
                .contains("no key pair is configured", "admins", "403")
                .hasLineCount(1);
    }

    @Test
    void deletesItWhenTheProcessIsAskedToEnd() throws Exception {
        var asked = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        service.beforeTraces = () -> {
            asked.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "traces",
                        "list",
                        "--config",
                        config(MINT).toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out.txt").toFile())
                .start();
        try {
            assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(service.keys).hasSize(1);

            process.destroy();

            await().atMost(Duration.ofSeconds(30)).until(service.keys::isEmpty);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            never.countDown();
            process.destroyForcibly();
        }
    }

    private Path config(String more) throws IOException {
        return Files.writeString(directory.resolve("test.yml"), service.settings(more));
    }
}
