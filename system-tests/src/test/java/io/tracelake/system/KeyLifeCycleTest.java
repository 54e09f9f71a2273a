package io.tracelake.system;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tracelake.client.organizations.ApiKey;
import io.tracelake.client.organizations.OrganizationsClient;
import io.tracelake.ingester.config.IngestConfig;
import io.tracelake.ingester.config.KeyConfig;
import io.tracelake.ingester.config.KeySource;
import io.tracelake.ingester.config.Payload;
import io.tracelake.sandbox.KeyUse;
import io.tracelake.sandbox.Sandbox;
import io.tracelake.sandbox.SandboxConfig;
import io.tracelake.schemas.Topics;
import io.tracelake.schemas.Trace;
import io.tracelake.testkit.KafkaCluster;
import io.tracelake.testkit.KafkaExtension;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of the keys that an ingester makes for itself. */
@ExtendWith(KafkaExtension.class)
class KeyLifeCycleTest {
    private static final IngestConfig CONFIG = new IngestConfig(
            Duration.ofMillis(500),
            Duration.ofSeconds(4),
            Duration.ofHours(12),
            Duration.ofDays(90),
            Duration.ofDays(30),
            Payload.NONE,
            false);
    private static final String LABEL = "tracelake";
    private static final KeyConfig MINT = new KeyConfig(List.of(KeySource.MINT), LABEL, Duration.ofHours(1));
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private KafkaCluster kafka;
    private Sandbox sandbox;
    private OrganizationsClient organizations;

    @BeforeEach
    void startService(KafkaCluster share) throws InterruptedException {
        kafka = share.createTopics();
        Instant now = Instant.now();
        sandbox = Sandbox.start(SandboxConfig.defaults(InstantSource.system())
                .withHistory(now.minus(Duration.ofHours(8)), now, List.of(500L, 300L, 200L))
                .withTracesPerSecond(60));
        organizations = RunningIngester.organizations(sandbox);
    }

    @AfterEach
    void stopService() {
        organizations.close();
        sandbox.close();
    }

    @Test
    void readsEachProjectWithOneKeyOfItsOwn() {
        try (var _ = minting(MINT)) {
            awaitOneMintedKeyEach();
            awaitEveryTraceShownNow();
        }
        assertEachRevisionOnce();
    }

    @Test
    void aRevokedKeyIsReplacedAndOthersAreNotTouched() {
        try (var _ = minting(MINT)) {
            awaitOneMintedKeyEach();
            Set<String> others = keys(project(1));
            String revoked = only(project(0)).id();

            organizations.deleteApiKey(project(0), revoked);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(keys(project(0))).hasSize(1).doesNotContain(revoked));
            awaitEveryTraceShownNow();
            assertThat(keys(project(1))).isEqualTo(others);
        }
        assertEachRevisionOnce();
    }

    @Test
    void aKeyIsReplacedBeforeItExpires() {
        var shortLived = new KeyConfig(List.of(KeySource.MINT), LABEL, Duration.ofSeconds(9));
        try (var ingester = minting(shortLived)) {
            awaitOneMintedKeyEach();
            ApiKey first = only(project(0));

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(only(project(0)).id()).isNotEqualTo(first.id()));

            assertThat(Instant.now()).isBefore(first.expiresAt());
            assertThat(ingester.progress()).allMatch(project -> project.problem() == null);
        }
        assertEachRevisionOnce();
    }

    @Test
    void aKeyMarkedForReplacementIsReplaced() {
        try (var _ = minting(MINT)) {
            awaitOneMintedKeyEach();
            ApiKey marked =
                    organizations.updateApiKey(project(0), only(project(0)).id(), LABEL + ": replace");

            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(only(project(0)).id()).isNotEqualTo(marked.id());
                assertThat(only(project(0)).note()).isEqualTo(LABEL);
            });
        }
    }

    @Test
    void theNextStartRemovesKeysThatNobodyUses() {
        for (int n = 0; n < 7; n++) {
            organizations.createApiKey(project(0), LABEL, null);
        }
        try (var _ = minting(MINT)) {
            awaitOneMintedKeyEach();
        }
        Set<String> left = keys(project(0));
        try (var _ = minting(MINT)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(only(project(0)).id()).isNotIn(left));
        }
    }

    @Test
    void keysOfAnotherLabelAndConfiguredOnesStay() {
        var foreign = organizations.createApiKey(project(0), "tracelake staging", null);
        var configured = organizations.createApiKey(project(0), LABEL, null);
        var staticProject = RunningIngester.project(
                project(0),
                configured.pair().publicKey(),
                configured.pair().secretKey().reveal());
        var sources = List.of(KeySource.MINT, KeySource.STATIC);

        try (var _ = RunningIngester.keyed(
                kafka.config(),
                CONFIG,
                new KeyConfig(sources, LABEL, Duration.ofHours(1)),
                sandbox,
                List.of(staticProject))) {
            awaitOneMintedKey(project(1));
            String orphan =
                    organizations.createApiKey(project(0), LABEL, null).key().id();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(keys(project(0))).doesNotContain(orphan));
        }

        assertThat(keysOfAnyLabel(project(0)))
                .contains(foreign.key().id(), configured.key().id());
    }

    @Test
    void instancesThatStartAtOnceEndWithOneKeyAProject() {
        try (var first = minting(MINT);
                var second = minting(MINT)) {
            await().atMost(PATIENCE)
                    .until(() -> first.progress().size() + second.progress().size() == 3);
            awaitOneMintedKeyEach();
            awaitEveryTraceShownNow();
        }
        assertEachRevisionOnce();
    }

    /** More of them: {@code -Dkeys.seeds=3}. */
    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("keys.seeds", 1));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void keysThatAreRevokedExpireAndAreReplacedAtRandomLeaveNoGapAndNoDouble(long seed) {
        var random = new SplittableRandom(seed);
        var shortLived = new KeyConfig(List.of(KeySource.MINT), LABEL, Duration.ofSeconds(random.nextInt(4, 12)));
        Instant end = Instant.now().plusSeconds(15);
        sandbox.faults().watchKeys();
        try (var _ = minting(shortLived)) {
            awaitOneMintedKeyEach();
            while (Instant.now().isBefore(end)) {
                String project = project(random.nextInt(3));
                List<ApiKey> minted = minted(project);
                if (!minted.isEmpty()) {
                    String key = minted.get(random.nextInt(minted.size())).id();
                    disturb(project, key, random.nextInt(4));
                }
                await().pollDelay(Duration.ofMillis(random.nextInt(50, 900))).until(() -> true);
            }
            awaitEveryTraceShownNow();
        }
        assertEachRevisionOnce();
        assertNoKeyIsUsedAfterAnotherHasGivenTraces();
    }

    /** The keys of one project follow each other: none comes back. */
    private void assertNoKeyIsUsedAfterAnotherHasGivenTraces() {
        List<KeyUse> uses = sandbox.faults().keyUses();
        Map<String, String> projects = uses.stream()
                .filter(use -> use.projectId() != null)
                .collect(toMap(KeyUse::publicKey, KeyUse::projectId, (one, same) -> one));
        sandbox.projects().forEach(project -> projects.remove(project.publicKey())); // the test's own readings
        Map<String, List<String>> chains = uses.stream()
                .filter(use -> use.path().endsWith("/traces") && projects.containsKey(use.publicKey()))
                .collect(groupingBy(use -> projects.get(use.publicKey()), mapping(KeyUse::publicKey, toList())));
        assertThat(chains).hasSize(3);
        chains.forEach((project, chain) -> {
            var successors = new ArrayList<String>();
            chain.stream()
                    .filter(key -> successors.isEmpty() || !successors.getLast().equals(key))
                    .forEach(successors::add);
            assertThat(successors).as(project).doesNotHaveDuplicates().hasSizeGreaterThan(1);
        });
    }

    private void disturb(String project, String key, int how) {
        switch (how) {
            case 0 -> organizations.updateApiKey(project, key, LABEL + ": replace");
            case 1 -> organizations.createApiKey(project, LABEL, null);
            default -> organizations.deleteApiKey(project, key);
        }
    }

    private RunningIngester minting(KeyConfig keys) {
        return RunningIngester.keyed(kafka.config(), CONFIG, keys, sandbox, List.of());
    }

    private String project(int n) {
        return sandbox.projects().get(n).id();
    }

    private void awaitOneMintedKeyEach() {
        IntStream.range(0, 3).forEach(n -> awaitOneMintedKey(project(n)));
    }

    private void awaitOneMintedKey(String project) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(minted(project)).hasSize(1));
    }

    private ApiKey only(String project) {
        assertThat(minted(project)).hasSize(1);
        return minted(project).getFirst();
    }

    private List<ApiKey> minted(String project) {
        return organizations.apiKeys(project).stream()
                .filter(key -> key.note() != null && key.note().startsWith(LABEL))
                .toList();
    }

    private Set<String> keys(String project) {
        return minted(project).stream().map(ApiKey::id).collect(toSet());
    }

    private Set<String> keysOfAnyLabel(String project) {
        return organizations.apiKeys(project).stream().map(ApiKey::id).collect(toSet());
    }

    private void awaitEveryTraceShownNow() {
        for (var project : sandbox.projects()) {
            Set<String> shown = ServiceReader.readIds(sandbox, project);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(read().stream()
                                    .filter(trace -> trace.getProjectId().equals(project.id()))
                                    .map(Trace::getTraceId)
                                    .collect(toSet()))
                            .containsAll(shown));
        }
    }

    private List<Trace> read() {
        var traces = new ArrayList<Trace>();
        kafka.reader(Topics.TRACES).read().forEach(record -> traces.add(record.value()));
        return traces;
    }

    private void assertEachRevisionOnce() {
        Map<String, List<Trace>> chains =
                read().stream().collect(groupingBy(trace -> trace.getProjectId() + "/" + trace.getTraceId()));
        chains.forEach((id, chain) -> assertThat(chain)
                .as(id)
                .extracting(Trace::getRevision)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, chain.size()).boxed().toList()));
    }
}
