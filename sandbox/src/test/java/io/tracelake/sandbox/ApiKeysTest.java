package io.tracelake.sandbox;

import static io.tracelake.sandbox.Application.attributes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracelake.sandbox.Application.Answer;
import io.tracelake.sandbox.organization.OrganizationConfig;
import io.tracelake.sandbox.organization.SecretDisplay;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApiKeysTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final SettableClock clock = new SettableClock(NOW);
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.defaults(clock));
    private final Application owner = Application.of(sandbox);
    private final SandboxProject project = sandbox.projects().getFirst();
    private final String keys = "/" + project.id() + "/api_keys";

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void aNewKeyOpensItsOwnProjectAtOnceAndNoOther() {
        Answer created = create("\"note\":\"mine\"");
        assertThat(created.status()).isEqualTo(201);
        var answer = Caller.send(
                sandbox.analyticsUri() + "/public/projects",
                Caller.basic(created.text("/data/attributes/publicKey"), created.text("/meta/secretKey")));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Caller.parse(answer.body()).at("/data/0/id").asString()).isEqualTo(project.id());
        assertThat(owner.analytics(project.publicKey(), project.secretKey())).isEqualTo(200);
    }

    @Test
    void aSecretIsShownOnceAndAtItsCreationOnly() {
        Answer created = create("\"note\":\"mine\"");
        String secret = created.text("/meta/secretKey");
        assertThat(secret).startsWith("sk-lf-");
        assertThat(created.text("/data/attributes/displaySecretKey")).startsWith("sk-lf-...");
        assertThat(owner.get(keys).body()).contains(created.id()).doesNotContain(secret);
        assertThat(owner.get("/" + project.id() + "?secret=true&include=apiKeys")
                        .body())
                .contains(created.id())
                .doesNotContain(secret);
        assertThat(owner.patch(keys + "/" + created.id(), attributes("\"note\":\"x\""))
                        .body())
                .doesNotContain(secret);
    }

    @Test
    void aDeletedKeyIsDeadAtOnce() {
        Answer created = create("\"note\":\"mine\"");
        assertThat(owner.delete(keys + "/" + created.id()).status()).isEqualTo(204);
        assertThat(opens(created)).isEqualTo(401);
        assertThat(owner.delete(keys + "/" + created.id()).status()).isEqualTo(404);
        assertThat(owner.get(keys).body()).doesNotContain(created.id());
    }

    @Test
    void aKeyOpensNothingFromItsExpiryOn() {
        Answer created = create("\"note\":\"short\",\"expires_at\":\"2026-11-20T13:00:00+01:00\"");
        assertThat(created.status()).as("now is not in the future").isEqualTo(422);
        assertThat(created.pointer()).isEqualTo("/data/attributes/expires_at");
        created = create("\"note\":\"short\",\"expires_at\":\"2026-11-20T12:00:10Z\"");
        assertThat(created.text("/data/attributes/expiresAt")).isEqualTo("2026-11-20T12:00:10.000Z");
        clock.advance(Duration.ofMillis(9_999));
        assertThat(opens(created)).isEqualTo(200);
        clock.advance(Duration.ofMillis(1));
        assertThat(opens(created)).isEqualTo(401);
        assertThat(owner.get(keys).body()).contains(created.id());
    }

    @Test
    void onlyTheNoteOfAKeyChanges() {
        Answer created = create("\"note\":\"before\",\"expires_at\":\"2026-11-21T12:00:00Z\"");
        Answer changed = owner.patch(
                keys + "/" + created.id(), attributes("\"note\":\" after \",\"expires_at\":\"2027-01-01T00:00:00Z\""));
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text("/data/attributes/note")).isEqualTo("after");
        assertThat(changed.text("/data/attributes/expiresAt")).isEqualTo("2026-11-21T12:00:00.000Z");
        String other = "/" + sandbox.projects().get(1).id() + "/api_keys/" + created.id();
        assertThat(owner.patch(other, attributes("\"note\":\"x\"")).status()).isEqualTo(404);
        assertThat(owner.delete(other).status()).isEqualTo(404);
    }

    @Test
    void theLastUseOfAKeyShows() {
        Answer created = create("\"note\":\"mine\"");
        assertThat(created.json().at("/data/attributes/lastUsedAt").isNull()).isTrue();
        clock.advance(Duration.ofMinutes(1));
        opens(created);
        assertThat(owner.get(keys).text("/data/1/attributes/lastUsedAt")).isEqualTo("2026-11-20T12:01:00.000Z");
    }

    @Test
    void detailsShowTheServicesOwnKeyAsLongAsThereIsOne() {
        create("\"note\":\"mine\"");
        String details = "/" + project.id() + "?secret=true";
        assertThat(owner.get(details).text("/meta/secrets/secretKey")).isEqualTo(project.secretKey());
        owner.delete(keys + "/" + owner.get(keys).text("/data/0/id"));
        assertThat(owner.get(details).json().has("meta")).isFalse();
        assertThat(owner.analytics(project.publicKey(), project.secretKey())).isEqualTo(401);
        var rotated = sandbox.faults().rotate(project.id());
        assertThat(owner.get(details).text("/meta/secrets/secretKey")).isEqualTo(rotated.secretKey());
        assertThat(owner.analytics(rotated.publicKey(), rotated.secretKey())).isEqualTo(200);
    }

    @Test
    void rotationKillsTheServicesOwnKeyAndNoOther() {
        Answer created = create("\"note\":\"mine\"");
        var rotated = sandbox.faults().rotate(project.id());
        assertThat(owner.analytics(project.publicKey(), project.secretKey())).isEqualTo(401);
        assertThat(owner.analytics(rotated.publicKey(), rotated.secretKey())).isEqualTo(200);
        assertThat(opens(created)).isEqualTo(200);
    }

    @Test
    void aRevokedKeyIsGoneForGood() {
        Answer created = create("\"note\":\"mine\"");
        sandbox.faults().revokeForGood(created.text("/data/attributes/publicKey"));
        sandbox.faults().clear();
        assertThat(opens(created)).isEqualTo(401);
        Answer another = create("\"note\":\"mine\"");
        sandbox.faults().revokeForGood(another.id());
        assertThat(opens(another)).isEqualTo(401);
        assertThat(owner.analytics(project.publicKey(), project.secretKey())).isEqualTo(200);
    }

    @Test
    void aRefusedCreationMakesNoKey() {
        sandbox.faults().refuseKeyCreation(1, 503);
        assertThat(create("\"note\":\"mine\"").status()).isEqualTo(503);
        assertThat(owner.get(keys).json().get("data").size()).isEqualTo(1);
        assertThat(create("\"note\":\"mine\"").status()).isEqualTo(201);
    }

    @Test
    void aCutAnswerLeavesAKeyThatNobodyWasTold() {
        sandbox.faults().cutKeyCreation(1);
        assertThatThrownBy(() -> create("\"note\":\"orphan\"")).isInstanceOf(UncheckedIOException.class);
        assertThat(owner.get(keys).text("/data/1/attributes/note")).isEqualTo("orphan");
        assertThat(create("\"note\":\"mine\"").status()).isEqualTo(201);
    }

    @Test
    void aDelayedKeyOpensNothingAtFirst() {
        sandbox.faults().delayNewKeys(Duration.ofSeconds(30));
        Answer created = create("\"note\":\"mine\"");
        assertThat(opens(created)).isEqualTo(401);
        clock.advance(Duration.ofSeconds(30));
        assertThat(opens(created)).isEqualTo(200);
    }

    @Test
    void anOrganizationMayShowCiphertextOnlyOrNothing() {
        for (SecretDisplay display : new SecretDisplay[] {SecretDisplay.ENCRYPTED, SecretDisplay.HIDDEN}) {
            var config = OrganizationConfig.defaults().withSecrets(display);
            try (Sandbox other = Sandbox.start(SandboxConfig.defaults(clock).withOrganization(config))) {
                Answer details = Application.of(other).get("/" + project.id() + "?secret=true&include=apiKeys");
                assertThat(details.json().has("meta")).isFalse();
                assertThat(details.json().at("/included/0/attributes").has("encryptedSecretKey"))
                        .isEqualTo(display == SecretDisplay.ENCRYPTED);
                Answer created = Application.of(other).post(keys, attributes("\"note\":\"mine\""));
                assertThat(created.text("/meta/secretKey")).startsWith("sk-lf-");
            }
        }
    }

    private Answer create(String members) {
        return owner.post(keys, attributes(members));
    }

    private int opens(Answer created) {
        return owner.analytics(created.text("/data/attributes/publicKey"), created.text("/meta/secretKey"));
    }
}
