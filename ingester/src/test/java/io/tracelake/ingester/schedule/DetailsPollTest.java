package io.tracelake.ingester.schedule;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.client.Secret;
import io.tracelake.client.organizations.ApiKey;
import io.tracelake.client.organizations.LlmApiKey;
import io.tracelake.client.organizations.Member;
import io.tracelake.ingester.config.IngestConfig;
import io.tracelake.ingester.config.KeyConfig;
import io.tracelake.ingester.config.OrganizationConfig;
import io.tracelake.ingester.config.PersonalData;
import io.tracelake.ingester.publish.Outbox;
import io.tracelake.ingester.simulation.CommittedLog;
import io.tracelake.ingester.simulation.CommittedLog.Crash;
import io.tracelake.ingester.simulation.SimulatedDetails;
import io.tracelake.ingester.simulation.SimulatedDetails.Mood;
import io.tracelake.ingester.state.ProjectState;
import io.tracelake.ingester.state.StateRestore;
import io.tracelake.schemas.ProjectApiKey;
import io.tracelake.schemas.ProjectLlmApiKey;
import io.tracelake.schemas.ProjectMember;
import io.tracelake.schemas.Topic;
import io.tracelake.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DetailsPollTest {
    private static final Instant T0 = Instant.parse("2026-11-20T22:00:00Z");
    private static final Duration INTERVAL = Duration.ofMinutes(10);
    private static final List<Topic<?>> TOPICS = List.of(Topics.MEMBERS, Topics.API_KEYS, Topics.LLM_API_KEYS);
    private static final List<Mood> MOODS = List.of(Mood.values());
    private static final List<String> IDS = List.of("a", "b", "c/d", "member/a", "żółć");

    private final CommittedLog log = new CommittedLog();
    private final List<List<ApiKey>> noticed = new ArrayList<>();
    private SimulatedDetails service = new SimulatedDetails(new SplittableRandom(1));
    private boolean inClear;
    private Executor workers = Runnable::run;
    private Instant now = T0;
    private int crashesIn100;

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 200);
    }

    /** Things come, change, go and come back; the service shows them badly; the process ends at random steps. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theNewestRevisionsEndAsTheListsSayWhateverComesGoesHidesOrCrashes(int seed) {
        var random = new SplittableRandom(seed);
        service = new SimulatedDetails(random);
        crashesIn100 = random.nextInt(0, 30);
        DetailsPoll poll = start(random);
        for (int step = 0; step < 60; step++) {
            change(random);
            service.answer(MOODS.get(random.nextInt(MOODS.size())));
            poll = runOrRestart(poll, random);
            assertNothingIsGoneThatIsThere();
        }
        service.answer(Mood.FINE);
        for (int i = 0; i < 20; i++) {
            crashesIn100 = i < 16 ? crashesIn100 : 0;
            poll = runOrRestart(poll, random);
        }

        TOPICS.forEach(this::assertRevisionsAreContiguous);
        assertThat(current(Topics.MEMBERS)).isEqualTo(shown(service.members, this::standing));
        assertThat(current(Topics.API_KEYS)).isEqualTo(shown(service.apiKeys, this::standing));
        assertThat(current(Topics.LLM_API_KEYS)).isEqualTo(shown(service.llmApiKeys, this::standing));
    }

    @Test
    void aRestartWritesNothingAgain() {
        fill();
        poll(start(), 1);
        int before = log.keys(Topics.INGEST_STATE).size();
        poll(start(), 3);

        assertThat(log.keys(Topics.INGEST_STATE)).hasSize(before);
        assertThat(log.keys(Topics.MEMBERS)).containsExactly("p/u");
        assertThat(log.keys(Topics.API_KEYS)).containsExactly("p/k");
        assertThat(log.keys(Topics.LLM_API_KEYS)).containsExactly("p/l");
    }

    @Test
    void whatTwoListsInARowLackIsCarriedOnceMoreAsItWasLastAndComesBackAsTheNextRevision() {
        fill();
        DetailsPoll poll = start();
        poll(poll, 1);
        var key = service.apiKeys.remove("k");
        poll(poll, 1);
        assertThat(log.read(Topics.API_KEYS)).hasSize(1);
        poll(start(), 5);
        assertThat(log.read(Topics.API_KEYS)).hasSize(2).last().satisfies(gone -> {
            assertThat(gone.getStatus()).isEqualTo("deleted");
            assertThat(gone.getLabel()).isEqualTo("CI");
            assertThat(gone.getRevision()).isEqualTo(2);
        });
        service.apiKeys.put("k", key);
        poll(start(), 3);
        assertThat(log.read(Topics.API_KEYS)).hasSize(3).last().satisfies(back -> {
            assertThat(back.getStatus()).isEqualTo("active");
            assertThat(back.getRevision()).isEqualTo(3);
        });
    }

    @Test
    void whatTheServiceRefusesOrDoesNotShowIsLeftAsItWas() {
        fill();
        DetailsPoll poll = start();
        poll(poll, 1);
        service.apiKeys.clear();
        service.llmApiKeys.clear();
        service.members.put("u", member("u", "VIEWER", "active"));
        for (Mood mood : List.of(Mood.NO_KEYS, Mood.SILENT, Mood.NO_KEYS, Mood.SILENT, Mood.DOWN)) {
            service.answer(mood);
            poll(poll, 3);
        }

        assertThat(log.read(Topics.API_KEYS)).hasSize(1);
        assertThat(log.read(Topics.LLM_API_KEYS)).hasSize(1);
        assertThat(log.read(Topics.MEMBERS))
                .hasSize(2)
                .last()
                .satisfies(member -> assertThat(member.getRole()).isEqualTo("VIEWER"));
        assertThat(noticed).hasSize(1);
    }

    @Test
    void oneRequestIsEnoughWhereTheServiceShowsEverything() {
        fill();
        poll(start(), 3);

        assertThat(service.asked).containsExactly("project [USERS, API_KEYS, LLM_API_KEYS]");
        assertThat(noticed).hasSize(3).allSatisfy(keys -> assertThat(keys).hasSize(1));
    }

    @Test
    void asksNoMoreOftenThanTheIntervalSaysHoweverOftenItRuns() {
        fill();
        DetailsPoll poll = start();
        for (int i = 0; i < 100; i++) {
            now = now.plus(INTERVAL.dividedBy(10));
            poll.run();
        }
        assertThat(noticed).hasSize(10);
    }

    /** Traces of the project are read on the same thread. */
    @Test
    void aServiceThatDoesNotAnswerKeepsNobodyWaiting() {
        fill();
        Queue<Runnable> hanging = new ArrayDeque<>();
        workers = hanging::add;
        DetailsPoll poll = start();
        poll(poll, 5);
        assertThat(hanging).hasSize(1);
        assertThat(log.read(Topics.MEMBERS)).isEmpty();

        hanging.remove().run();
        poll.run();
        assertThat(log.read(Topics.MEMBERS)).hasSize(1);
    }

    @Test
    void carriesNeitherAddressNorNameUnlessToldTo() {
        fill();
        poll(start(), 2);
        for (byte[] value : values()) {
            assertThat(new String(value, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT))
                    .doesNotContain("example.org", "grace", "hopper", "salt");
        }
        assertThat(log.read(Topics.MEMBERS))
                .singleElement()
                .satisfies(member -> assertThat(member.getEmailHash())
                        .isEqualTo("7f44c41f67d1b250b2d8f7d79246b3fde1daaa621a7d75d53c0efb46655f1cf5"));

        inClear = true;
        poll(start(), 2);
        assertThat(log.read(Topics.MEMBERS)).hasSize(2).last().satisfies(member -> {
            assertThat(member.getEmail()).isEqualTo(" Grace@Example.org");
            assertThat(member.getFirstName()).isEqualTo("Grace");
            assertThat(member.getLastName()).isEqualTo("Hopper");
        });

        inClear = false;
        poll(start(), 2);
        assertThat(log.read(Topics.MEMBERS))
                .last()
                .satisfies(member -> assertThat(member.getEmail()).isNull());
    }

    @Test
    void carriesNoKeyAndNoLabelThatLooksLikeOne() {
        fill();
        service.apiKeys.put("pasted", new ApiKey("pasted", "CI sk-lf-3f0a1c5e-8d1b", null, null, null, null));
        service.llmApiKeys.put(
                "pasted", new LlmApiKey("pasted", "sk-ant-api03-1", List.of("sk-ant-api03-2"), null, null, null));
        poll(start(), 2);

        assertThat(log.read(Topics.API_KEYS))
                .extracting(ProjectApiKey::getLabel)
                .containsExactly("CI", "****");
        for (byte[] value : values()) {
            assertThat(new String(value, StandardCharsets.UTF_8)).doesNotContain("sk-", "pk-1", "...1");
        }
    }

    @Test
    void aKeyThatExpiresIsARevision() {
        service.apiKeys.put("k", new ApiKey("k", "CI", null, null, T0, T0.plus(Duration.ofHours(1))));
        poll(start(), 20);

        assertThat(log.read(Topics.API_KEYS)).extracting(key -> key.getStatus()).containsExactly("active", "expired");
    }

    /** Whatever a service sends, the next commit goes through. */
    @Test
    void leavesOutWhatIsTooLargeOrHasAnIdThatNoKeyCanHold() {
        fill();
        service.apiKeys.put("big", new ApiKey("big", "x ".repeat(1_000_000), null, null, null, null));
        service.apiKeys.put("", new ApiKey("", "n", null, null, null, null));
        service.apiKeys.put("i".repeat(2_000), new ApiKey("i".repeat(2_000), "n", null, null, null, null));
        service.apiKeys.put("\ud800", new ApiKey("\ud800", "n", null, null, null, null));
        service.apiKeys.put("far", new ApiKey("far", "\ud800", null, null, Instant.MIN, Instant.MAX));
        poll(start(), 4);

        assertThat(log.keys(Topics.API_KEYS)).containsExactly("p/far", "p/k");
        assertThat(log.read(Topics.API_KEYS).getFirst().getExpiresAt()).isNull();
    }

    private void fill() {
        service.members.put("u", member("u", "owner", "active"));
        service.apiKeys.put("k", new ApiKey("k", "CI", "pk-1", "sk-...1", T0, null));
        service.llmApiKeys.put("l", new LlmApiKey("l", "openai", List.of("b", "a", "b"), true, T0, null));
    }

    private static Member member(String id, String role, @Nullable String status) {
        return new Member(id, " Grace@Example.org", "Grace", "Hopper", role, role, false, status, T0);
    }

    private void change(SplittableRandom random) {
        String id = IDS.get(random.nextInt(IDS.size()));
        switch (random.nextInt(6)) {
            case 0 -> service.members.remove(id);
            case 1 -> service.apiKeys.remove(id);
            case 2 -> service.llmApiKeys.remove(id);
            case 3 ->
                service.members.put(
                        id,
                        member(id, random.nextBoolean() ? "ADMIN" : "VIEWER", random.nextBoolean() ? "denied" : null));
            case 4 -> {
                Instant expires = random.nextBoolean() ? null : now.plus(INTERVAL.multipliedBy(random.nextInt(5)));
                String note = random.nextInt(4) == 0 ? null : "note " + random.nextInt(3);
                service.apiKeys.put(id, new ApiKey(id, note, "pk", null, T0, expires));
            }
            default ->
                service.llmApiKeys.put(
                        id, new LlmApiKey(id, "provider", List.of("m" + random.nextInt(3)), null, null, null));
        }
    }

    private void poll(DetailsPoll poll, int times) {
        for (int i = 0; i < times; i++) {
            now = now.plus(INTERVAL);
            poll.run();
        }
    }

    private DetailsPoll runOrRestart(DetailsPoll poll, SplittableRandom random) {
        try {
            poll(poll, 1);
            return random.nextInt(20) == 0 ? start(random) : poll;
        } catch (Crash crash) {
            return start(random);
        }
    }

    private DetailsPoll start() {
        return start(new SplittableRandom(1));
    }

    private DetailsPoll start(SplittableRandom random) {
        var restored = new StateRestore(IngestConfig.DEFAULTS, now)
                .read(log.consumer(Topics.INGEST_STATE), new TopicPartition("ingest-state", 0), 1, 0);
        var state = restored.byProject().getOrDefault("p", new ProjectState());
        var writer = log.writer(step -> {
            if (random.nextInt(100) < crashesIn100) {
                throw new Crash();
            }
        });
        var personalData = new PersonalData(inClear, Secret.of("salt"));
        return new DetailsPoll(
                service.source(),
                new Outbox("p", CommittedLog.KAFKA, writer, state, T0),
                new OrganizationConfig("o", KeyConfig.DEFAULTS, INTERVAL, INTERVAL, personalData),
                () -> now,
                workers,
                noticed::add);
    }

    private List<byte[]> values() {
        return Stream.concat(TOPICS.stream(), Stream.of(Topics.INGEST_STATE))
                .flatMap(topic -> log.values(topic).stream())
                .toList();
    }

    private void assertNothingIsGoneThatIsThere() {
        assertGoneAreNotIn(Topics.MEMBERS, service.members);
        assertGoneAreNotIn(Topics.API_KEYS, service.apiKeys);
        assertGoneAreNotIn(Topics.LLM_API_KEYS, service.llmApiKeys);
    }

    private void assertGoneAreNotIn(Topic<?> topic, Map<String, ?> there) {
        log.read(topic).stream()
                .filter(row -> value(row, "observed_at").equals(now) && isGone(standing(row)))
                .forEach(row -> assertThat(there).as(topic.name()).doesNotContainKey(id(row)));
    }

    private void assertRevisionsAreContiguous(Topic<?> topic) {
        log.read(topic).stream()
                .collect(groupingBy(DetailsPollTest::id))
                .forEach((id, chain) -> assertThat(chain)
                        .as(id)
                        .extracting(row -> value(row, "revision"))
                        .containsExactlyElementsOf(
                                IntStream.rangeClosed(1, chain.size()).boxed().toList()));
    }

    /** How what isn't gone stands, as the newest revisions say. */
    private Map<String, String> current(Topic<?> topic) {
        var newest = new TreeMap<String, String>();
        log.read(topic).forEach(row -> newest.put(id(row), standing(row)));
        newest.values().removeIf(DetailsPollTest::isGone);
        return newest;
    }

    private static <T> Map<String, String> shown(Map<String, T> all, Function<T, String> standing) {
        return all.entrySet().stream()
                .collect(
                        toMap(Map.Entry::getKey, entry -> standing.apply(entry.getValue()), (a, b) -> b, TreeMap::new));
    }

    private String standing(Member member) {
        return member.role() + (member.status() == null ? " unknown" : " " + member.status());
    }

    private String standing(ApiKey key) {
        return key.note() + " " + key.expiresAt() + (isOver(key.expiresAt()) ? " expired" : " active");
    }

    private String standing(LlmApiKey key) {
        return key.customModels() + (isOver(key.expiresAt()) ? " expired" : " active");
    }

    private boolean isOver(@Nullable Instant expiry) {
        return expiry != null && !expiry.isAfter(now);
    }

    private static String standing(SpecificRecord row) {
        return switch (row) {
            case ProjectMember member -> member.getRole() + " " + member.getAccess();
            case ProjectApiKey key -> key.getLabel() + " " + key.getExpiresAt() + " " + key.getStatus();
            case ProjectLlmApiKey key -> key.getCustomModels() + " " + key.getStatus();
            default -> throw new IllegalArgumentException(row.toString());
        };
    }

    private static boolean isGone(String standing) {
        return standing.endsWith(" removed") || standing.endsWith(" deleted");
    }

    private static String id(SpecificRecord row) {
        return String.valueOf(row.get(1));
    }

    private static Object value(SpecificRecord row, String column) {
        return row.get(row.getSchema().getField(column).pos());
    }
}
