package io.tracelake.sandbox;

import static io.tracelake.sandbox.Application.attributes;
import static io.tracelake.sandbox.Application.typed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracelake.sandbox.Application.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final SettableClock clock = new SettableClock(NOW);

    @TempDir
    private Path directory;

    @Test
    void allThatWasChangedIsThereAfterARestart() {
        List<String> paths = new ArrayList<>();
        List<String> answers = new ArrayList<>();
        List<String> traces;
        Answer key;
        try (Sandbox sandbox = start()) {
            Application owner = Application.of(sandbox);
            String created =
                    "/" + owner.post("", attributes("\"name\":\"Mine\"")).id();
            change(sandbox, created);
            key = owner.post(
                    created + "/api_keys", attributes("\"note\":\"k\",\"expires_at\":\"2026-12-01T00:00:00Z\""));
            owner.delete("/" + sandbox.projects().get(2).id());
            clock.advance(Duration.ofMinutes(5));
            traces = Caller.ids(mine(sandbox).page("orderBy=id.asc&limit=100"));
            paths.add("?forceRefresh=true");
            paths.add(created + "?secret=true&include=users,llmApiKeys,sentinelPasses");
            paths.add(created + "/invitations");
            paths.forEach(path -> answers.add(owner.get(path).body()));
        }
        try (Sandbox sandbox = start()) {
            Application owner = Application.of(sandbox);
            for (int n = 0; n < paths.size(); n++) {
                assertThat(owner.get(paths.get(n)).body()).isEqualTo(answers.get(n));
            }
            assertThat(owner.analytics(key.text("/data/attributes/publicKey"), key.text("/meta/secretKey")))
                    .isEqualTo(200);
            assertThat(Caller.ids(mine(sandbox).page("orderBy=id.asc&limit=100")))
                    .isNotEmpty()
                    .isEqualTo(traces);
            assertThat(owner.user("new").email()).isEqualTo("new@x.example");
        }
    }

    @Test
    void whatIsDeadStaysDeadAfterARestart() {
        SandboxProject first;
        SandboxProject deleted;
        Answer key;
        try (Sandbox sandbox = start()) {
            Application owner = Application.of(sandbox);
            first = sandbox.projects().get(0);
            deleted = sandbox.projects().get(1);
            String keys = "/" + first.id() + "/api_keys";
            key = owner.post(keys, attributes("\"note\":\"k\""));
            owner.delete(keys + "/" + key.id());
            sandbox.faults().rotate(first.id());
            owner.delete("/" + deleted.id());
        }
        try (Sandbox sandbox = start()) {
            Application owner = Application.of(sandbox);
            assertThat(owner.analytics(first.publicKey(), first.secretKey())).isEqualTo(401);
            assertThat(owner.analytics(deleted.publicKey(), deleted.secretKey()))
                    .isEqualTo(401);
            assertThat(owner.analytics(key.text("/data/attributes/publicKey"), key.text("/meta/secretKey")))
                    .isEqualTo(401);
        }
    }

    @Test
    void theFileHoldsNoSecret() throws IOException {
        List<String> secrets = new ArrayList<>();
        try (Sandbox sandbox = start()) {
            Application owner = Application.of(sandbox);
            String created =
                    "/" + owner.post("", attributes("\"name\":\"Mine\"")).id();
            change(sandbox, created);
            secrets.add(owner.post(created + "/api_keys", attributes("\"note\":\"k\""))
                    .text("/meta/secretKey"));
            sandbox.projects().forEach(project -> secrets.add(project.secretKey()));
            sandbox.users().forEach(user -> secrets.addAll(List.of(user.password(), user.token())));
            secrets.addAll(List.of(sandbox.apiKey(), "sk-provider", "20261121"));
        }
        assertThat(Files.readString(file())).contains("Mine", "note").doesNotContain(secrets);
        assertThat(directory.toFile().list()).containsExactly("sandbox.json");
    }

    /** Whoever is killed leaves what the file is at that moment: each copy taken meanwhile must start a sandbox. */
    @Test
    void theFileIsWholeAtEveryMoment() throws Exception {
        List<byte[]> seen = new ArrayList<>();
        try (Sandbox sandbox = start()) {
            Application owner = Application.of(sandbox);
            String keys = "/" + sandbox.projects().getFirst().id() + "/api_keys";
            var done = new AtomicBoolean();
            Thread changes = Thread.ofVirtual().start(() -> {
                for (int n = 0; n < 150; n++) {
                    owner.post(keys, attributes("\"note\":\"" + "x".repeat(200) + "\""));
                }
                done.set(true);
            });
            while (!done.get()) {
                byte[] now = Files.readAllBytes(file());
                if (seen.isEmpty() || !Arrays.equals(seen.getLast(), now)) {
                    seen.add(now);
                }
            }
            changes.join();
        }
        Path copy = directory.resolve("copy.json");
        long last = -1;
        for (int n = 0; n < seen.size(); n += Math.max(1, seen.size() / 10)) {
            Files.write(copy, seen.get(n));
            try (Sandbox sandbox =
                    Sandbox.start(SandboxConfig.defaults(NOW, clock).withStateFile(copy))) {
                String keys = "/" + sandbox.projects().getFirst().id() + "/api_keys";
                long size = Application.of(sandbox).get(keys).json().get("data").size();
                assertThat(size).isGreaterThanOrEqualTo(last);
                last = size;
            }
        }
    }

    @Test
    void aDamagedFileIsOneClearMessage() throws IOException {
        start().close();
        String whole = Files.readString(file());
        for (String damaged :
                List.of("", whole.substring(0, whole.length() / 2), "[]", whole.replace("OWNER", "KING"))) {
            Files.writeString(file(), damaged);
            assertThatThrownBy(this::start)
                    .isInstanceOf(SandboxException.class)
                    .hasMessageContaining("The state file " + file() + " is damaged");
            assertThat(Files.readString(file())).as("left as it is").isEqualTo(damaged);
        }
    }

    @Test
    void aFileOfAnotherSandboxIsRefused() {
        start().close();
        var config = SandboxConfig.defaults(NOW, clock).withStateFile(file());
        assertThatThrownBy(() -> Sandbox.start(config.withSeed(1))).hasMessageContaining("another seed");
        assertThatThrownBy(() -> Sandbox.start(config.withHistory(NOW.minusSeconds(60), NOW, List.of(5L))))
                .hasMessageContaining("/firstProjects");
    }

    @Test
    void aPlaceThatCannotBeWrittenIsOneClearMessageAtTheStart() {
        Path nowhere = directory.resolve("none").resolve("sandbox.json");
        assertThatThrownBy(
                        () -> Sandbox.start(SandboxConfig.defaults(NOW, clock).withStateFile(nowhere)))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining(nowhere.toString());
    }

    @Test
    void aChangeThatCannotBeSavedHasNotHappened() throws IOException {
        try (Sandbox sandbox = start()) {
            Path block = Files.createDirectory(directory.resolve("sandbox.json.new"));
            Application owner = Application.of(sandbox);
            assertThat(owner.post("", attributes("\"name\":\"Mine\"")).status()).isEqualTo(500);
            assertThat(owner.get("").json().get("data").size()).isEqualTo(3);
            Files.delete(block);
            assertThat(owner.post("", attributes("\"name\":\"Mine\"")).status()).isEqualTo(201);
        }
    }

    private static void change(Sandbox sandbox, String project) {
        Application owner = Application.of(sandbox);
        owner.post(
                project + "/add_user",
                typed("users", "\"email\":\"guest@sandbox.example\",\"role\":\"ADMIN\",\"project_only\":true"));
        owner.post(project + "/users/" + owner.user("guest").id() + "/deny_access", null);
        owner.post(
                project + "/llm_api_keys",
                typed("llm_api_keys", "\"provider\":\"p\",\"apiKey\":\"sk-provider\",\"customModels\":[\"m\"]"));
        owner.post(
                project + "/sentinel_passes",
                "{\"sentinelPass\":{\"name\":\"n\",\"credential_type\":\"t\",\"tags\":[\"a\"]}}");
        Answer invitation = owner.post(
                project + "/invitations",
                typed("membershipInvitation", "\"email\":\"new@x.example\",\"organization_role\":\"ADMIN\""));
        sandbox.acceptInvitation(invitation.id());
        owner.post(project + "/invitations", typed("membershipInvitation", "\"email\":\"other@x.example\""));
    }

    private static Caller mine(Sandbox sandbox) {
        return new Caller(
                sandbox,
                sandbox.projects().stream()
                        .filter(project -> project.name().equals("Mine"))
                        .findFirst()
                        .orElseThrow());
    }

    private Path file() {
        return directory.resolve("sandbox.json");
    }

    private Sandbox start() {
        return Sandbox.start(SandboxConfig.defaults(NOW, clock).withStateFile(file()));
    }
}
