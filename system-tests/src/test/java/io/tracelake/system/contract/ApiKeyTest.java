package io.tracelake.system.contract;

import static io.tracelake.client.organizations.Operation.CREATE_API_KEY;
import static io.tracelake.client.organizations.Operation.DELETE_API_KEY;
import static io.tracelake.client.organizations.Operation.LIST_API_KEYS;
import static io.tracelake.client.organizations.Operation.UPDATE_API_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.client.KeyPair;
import io.tracelake.client.organizations.ApiKey;
import io.tracelake.client.organizations.NewApiKey;
import io.tracelake.client.organizations.OrganizationsClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
    private static final String NOTE = "/data/attributes/note";
    private static final String EXPIRY = "/data/attributes/expires_at";

    private final SandboxService service = SandboxService.start();
    private final OrganizationsClient owner = service.as(service.owner());
    private final String project = service.newProject("Night Shift");
    private final List<ApiKey> first = owner.apiKeys(project);

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    @Covers({CREATE_API_KEY, LIST_API_KEYS})
    void theSecretIsShownOnceAndMaskedFromThenOn() {
        NewApiKey made = owner.createApiKey(project, "tracelake", null);
        String secret = made.pair().secretKey().reveal();
        ApiKey key = made.key();
        assertThat(key.note()).isEqualTo("tracelake");
        assertThat(key.publicKey()).isEqualTo(made.pair().publicKey());
        assertThat(key.createdAt()).isEqualTo(service.clock().instant());
        assertThat(key.expiresAt()).isNull();
        assertThat(key.displaySecretKey()).isNotBlank().isNotEqualTo(secret);
        assertThat(made()).containsExactly(key);

        var wire = service.wire(service.owner());
        for (String path : new String[] {"/api_keys", "", "?include=apiKeys"}) {
            assertThat(wire.get(service.path(project) + path).expect(200).body().toString())
                    .doesNotContain(secret);
        }
    }

    @Test
    @Covers(CREATE_API_KEY)
    void eachKeyHasAPairOfItsOwn() {
        NewApiKey one = owner.createApiKey(project, "same", null);
        NewApiKey two = owner.createApiKey(project, "same", null);
        assertThat(two.key().id()).isNotEqualTo(one.key().id());
        assertThat(two.pair().publicKey()).isNotEqualTo(one.pair().publicKey());
        assertThat(two.pair().secretKey()).isNotEqualTo(one.pair().secretKey());
        assertThat(made()).containsExactlyInAnyOrder(one.key(), two.key());
    }

    @Test
    @Covers(value = CREATE_API_KEY, analytics = AnalyticsOperation.OWN_PROJECT)
    void aKeyWorksAtOnceAndOnlyForItsProject() {
        String other = service.newProject("Day Shift");
        KeyPair here = owner.createApiKey(project, "tracelake", null).pair();
        KeyPair there = owner.createApiKey(other, "tracelake", null).pair();
        assertThat(service.analytics().ownProject(here).id()).isEqualTo(project);
        assertThat(service.analytics().ownProject(there).id()).isEqualTo(other);
        assertThat(owner.apiKeys(other)).extracting(ApiKey::publicKey).contains(there.publicKey());
    }

    @Test
    @Covers(value = DELETE_API_KEY, analytics = AnalyticsOperation.OWN_PROJECT)
    void aDeletedKeyIsDeadAtOnceAndItsNeighbourIsNot() {
        NewApiKey gone = owner.createApiKey(project, "gone", null);
        NewApiKey kept = owner.createApiKey(project, "kept", null);
        owner.deleteApiKey(project, gone.key().id());
        Refused.unauthorizedByAnalytics(() -> service.analytics().ownProject(gone.pair()));
        assertThat(service.analytics().ownProject(kept.pair()).id()).isEqualTo(project);
        assertThat(made()).containsExactly(kept.key());
        Refused.notFound(() -> owner.deleteApiKey(project, gone.key().id()));
    }

    @Test
    @Covers({DELETE_API_KEY, UPDATE_API_KEY})
    void aKeyIsFoundInItsOwnProjectOnly() {
        String other = service.newProject("Day Shift");
        NewApiKey key = owner.createApiKey(project, "tracelake", null);
        Refused.notFound(() -> owner.deleteApiKey(other, key.key().id()));
        Refused.notFound(() -> owner.updateApiKey(other, key.key().id(), "taken"));
        assertThat(made()).containsExactly(key.key());
        assertThat(service.analytics().ownProject(key.pair()).id()).isEqualTo(project);
    }

    @Test
    @Covers(CREATE_API_KEY)
    void aKeyWorksUntilItExpires() {
        Instant expiry = service.clock().instant().plus(Duration.ofHours(1));
        NewApiKey key = owner.createApiKey(project, "short", expiry);
        assertThat(key.key().expiresAt()).isEqualTo(expiry);
        assertThat(made()).containsExactly(key.key());
        service.clock().advance(Duration.ofHours(1).minusMillis(1));
        assertThat(service.analytics().ownProject(key.pair()).id()).isEqualTo(project);
        service.clock().advance(Duration.ofMillis(1));
        Refused.unauthorizedByAnalytics(() -> service.analytics().ownProject(key.pair()));
    }

    @Test
    @Covers(CREATE_API_KEY)
    void aKeyMustNotBeExpiredWhenItIsMade() {
        Instant now = service.clock().instant();
        Refused.invalid(EXPIRY, () -> owner.createApiKey(project, "late", now.minusMillis(1)));
        Refused.invalid(EXPIRY, () -> owner.createApiKey(project, "late", now));
        assertThat(made()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"tomorrow\"", "\"2026-13-01T00:00:00Z\"", "5", "\"\""})
    @Covers(CREATE_API_KEY)
    void anExpiryThatIsNoDateIsRefusedAtItsPlace(String expiry) {
        String body = "{\"data\":{\"attributes\":{\"note\":\"n\",\"expires_at\":%s}}}".formatted(expiry);
        var answer = service.wire(service.owner()).post(service.path(project) + "/api_keys", body);
        assertThat(answer.expect(422).pointer()).isEqualTo(EXPIRY);
        assertThat(made()).isEmpty();
    }

    @Test
    @Covers({CREATE_API_KEY, UPDATE_API_KEY})
    void aKeyNeedsALabel() {
        Refused.invalid(NOTE, () -> owner.createApiKey(project, " ", null));
        Refused.invalid(NOTE, () -> owner.createApiKey(project, "x".repeat(5000), null));
        NewApiKey key = owner.createApiKey(project, "tracelake", null);
        Refused.invalid(NOTE, () -> owner.updateApiKey(project, key.key().id(), " "));
        Refused.invalid(NOTE, () -> owner.updateApiKey(project, key.key().id(), "x".repeat(5000)));
        assertThat(made()).containsExactly(key.key());
    }

    @Test
    @Covers(UPDATE_API_KEY)
    void aNewLabelChangesNothingElse() {
        Instant expiry = service.clock().instant().plus(Duration.ofDays(1));
        NewApiKey made = owner.createApiKey(project, "old", expiry);
        ApiKey old = made.key();
        service.clock().advance(Duration.ofMinutes(1));
        ApiKey relabelled = owner.updateApiKey(project, old.id(), "new");
        assertThat(relabelled)
                .isEqualTo(
                        new ApiKey(old.id(), "new", old.publicKey(), old.displaySecretKey(), old.createdAt(), expiry));
        assertThat(made()).containsExactly(relabelled);
        assertThat(service.analytics().ownProject(made.pair()).id()).isEqualTo(project);
        Refused.notFound(() -> owner.updateApiKey(project, "key-nowhere", "new"));
    }

    @Test
    @Covers({LIST_API_KEYS, CREATE_API_KEY, UPDATE_API_KEY, DELETE_API_KEY})
    void keysOfAProjectThatIsNotThereAreNotFound() {
        Refused.notFound(() -> owner.apiKeys("proj-nowhere"));
        Refused.notFound(() -> owner.createApiKey("proj-nowhere", "n", null));
        Refused.notFound(() -> owner.updateApiKey("proj-nowhere", "key", "n"));
        Refused.notFound(() -> owner.deleteApiKey("proj-nowhere", "key"));
    }

    /** A new project comes with a key of the service's own making. */
    private List<ApiKey> made() {
        return owner.apiKeys(project).stream()
                .filter(key -> !first.contains(key))
                .toList();
    }
}
