package io.tracelake.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tracelake.client.KeyPair;
import io.tracelake.client.analytics.AnalyticsClient;
import io.tracelake.client.http.HttpLimits;
import io.tracelake.client.organizations.ApiKey;
import io.tracelake.client.organizations.OrganizationsClient;
import io.tracelake.ingester.config.KeyConfig;
import io.tracelake.ingester.config.KeySource;
import io.tracelake.ingester.discovery.ProjectDirectory;
import io.tracelake.ingester.keys.KeysUnavailableException;
import io.tracelake.ingester.keys.ProjectKeys;
import io.tracelake.ingester.publish.PartitionLostException;
import io.tracelake.sandbox.Sandbox;
import io.tracelake.sandbox.SandboxConfig;
import io.tracelake.sandbox.organization.OrganizationConfig;
import io.tracelake.sandbox.organization.SecretDisplay;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Owners of one project, one after another and at once, without Kafka: what each does to keys at which moment. */
class KeyOwnershipTest {
    private static final String LABEL = "tracelake";
    private static final KeyConfig MINT = new KeyConfig(List.of(KeySource.MINT), LABEL, Duration.ofDays(30));

    private Instant now = Instant.now();
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.defaults(InstantSource.system()));
    private final OrganizationsClient organizations = RunningIngester.organizations(sandbox);
    private final AnalyticsClient analytics =
            new AnalyticsClient(sandbox.analyticsUri(), HttpLimits.defaults(), new SplittableRandom(1));
    private final String project = sandbox.projects().getFirst().id();

    @AfterEach
    void stop() {
        analytics.close();
        organizations.close();
        sandbox.close();
    }

    @Test
    void anOwnerThatWasReplacedDeletesNoKeyAndMakesNone() {
        var stopped = owner(MINT, () -> {});
        askTwice(stopped);
        var zombie = owner(MINT, KeyOwnershipTest::fenced);
        var next = owner(MINT, () -> {});
        askTwice(next);
        List<String> keysOfTheNext = minted();

        assertThatThrownBy(() -> askTwice(zombie)).isInstanceOf(PartitionLostException.class);

        assertThat(minted()).isEqualTo(keysOfTheNext).hasSize(1);
    }

    /** The list was read before the other took over, the deletion would come after it. */
    @Test
    void anOwnerThatIsReplacedBetweenListingAndDeletingDeletesNothing() {
        var next = owner(MINT, () -> {});
        boolean[] takenOver = {false};
        organizations.createApiKey(project, LABEL, null);
        var stopped = owner(MINT, () -> {
            if (minted().size() > 1) {
                takenOver[0] = true;
                askTwice(next);
                fenced();
            }
        });

        assertThatThrownBy(() -> askTwice(stopped)).isInstanceOf(PartitionLostException.class);

        assertThat(takenOver[0]).isTrue();
        assertThat(next.ask(this::open)).isEqualTo(project);
        assertThat(minted()).hasSize(1);
    }

    @Test
    void aKeyThatIsUnknownForLongIsKeptUntilItWorks() {
        sandbox.faults().delayNewKeys(Duration.ofSeconds(12));
        var keys = owner(MINT, () -> {});
        assertThatThrownBy(keys::open)
                .isInstanceOfSatisfying(
                        KeysUnavailableException.class,
                        e -> assertThat(e.status()).isEqualTo("key-unknown"));
        List<String> made = minted();

        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptionsInstanceOf(KeysUnavailableException.class)
                .untilAsserted(() -> assertThat(keys.ask(this::open)).isEqualTo(project));

        assertThat(minted()).isEqualTo(made).hasSize(1);
    }

    @Test
    void aKeyWhoseSecretWasLostOnTheWayIsRemovedOnceAnotherWorks() {
        sandbox.faults().cutKeyCreation(1);
        var keys = owner(MINT, () -> {});
        assertThatThrownBy(keys::open).isNotInstanceOf(PartitionLostException.class);
        assertThat(minted()).hasSize(1);
        List<String> lost = minted();
        now = now.plus(Duration.ofMinutes(2));

        askTwice(keys);

        assertThat(minted()).hasSize(1).isNotEqualTo(lost);
    }

    @Test
    void keysThatAreRefusedAgainAndAgainAreReplacedEverMoreSlowly() {
        var keys = owner(MINT, () -> {});
        askTwice(keys);
        int made = 1;
        for (int second = 0; second < 600; second += 5) {
            minted().forEach(key -> organizations.deleteApiKey(project, key));
            now = now.plusSeconds(5);
            try {
                keys.ask(this::open);
            } catch (KeysUnavailableException paused) {
                assertThat(paused.status()).isEqualTo("minting-paused");
            }
            made += minted().size();
        }

        assertThat(made).isBetween(4, 7);
    }

    @Test
    void aDiscoveredPairThatAnIngesterMadeForItselfIsLeftToIt() {
        var both = new KeyConfig(List.of(KeySource.DISCOVER, KeySource.MINT), LABEL, Duration.ofDays(30));
        organizations.updateApiKey(
                project,
                organizations.apiKeys(project).stream()
                        .filter(key -> sandbox.projects().getFirst().publicKey().equals(key.publicKey()))
                        .findFirst()
                        .orElseThrow()
                        .id(),
                LABEL);

        var used = new String[1];
        owner(both, () -> {}).ask(pair -> used[0] = pair.publicKey());

        assertThat(used[0]).isNotEqualTo(sandbox.projects().getFirst().publicKey());
    }

    @Test
    void aServiceThatShowsSecretsOnlyEncryptedIsToldApartAndWhatToDoIsSaid() {
        try (var encrypting = Sandbox.start(SandboxConfig.defaults(InstantSource.system())
                        .withOrganization(OrganizationConfig.defaults().withSecrets(SecretDisplay.ENCRYPTED)));
                var client = RunningIngester.organizations(encrypting)) {
            var directory = new ProjectDirectory(List.of(), client, Duration.ofMinutes(5), () -> now);
            var keys = new ProjectKeys(
                    encrypting.projects().getFirst().id(),
                    KeyConfig.DEFAULTS,
                    directory,
                    analytics,
                    () -> {},
                    () -> now);

            assertThatThrownBy(keys::open)
                    .hasMessageContaining("only encrypted")
                    .hasMessageContaining("organizations.keys: discover,mint")
                    .isInstanceOfSatisfying(
                            KeysUnavailableException.class,
                            e -> assertThat(e.status()).isEqualTo("keys-encrypted"));
        }
    }

    private ProjectKeys owner(KeyConfig config, Runnable proveOwnership) {
        var directory = new ProjectDirectory(List.of(), organizations, Duration.ofMinutes(5), () -> now);
        return new ProjectKeys(project, config, directory, analytics, proveOwnership, () -> now);
    }

    /** The first answer makes a key the one in use, the second question finds the others superfluous. */
    private void askTwice(ProjectKeys keys) {
        assertThat(keys.ask(this::open)).isEqualTo(project);
        assertThat(keys.ask(this::open)).isEqualTo(project);
    }

    private String open(KeyPair pair) {
        return analytics.ownProject(pair).id();
    }

    private static void fenced() {
        throw new PartitionLostException("another instance owns the partition", null, true);
    }

    private List<String> minted() {
        return organizations.apiKeys(project).stream()
                .filter(key -> LABEL.equals(key.note()))
                .map(ApiKey::id)
                .toList();
    }
}
