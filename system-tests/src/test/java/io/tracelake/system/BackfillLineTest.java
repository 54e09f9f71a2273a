package io.tracelake.system;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tracelake.ingester.config.IngestConfig;
import io.tracelake.ingester.config.Payload;
import io.tracelake.ingester.publish.CommitStep;
import io.tracelake.ingester.state.RequestId;
import io.tracelake.ingester.state.StateKey;
import io.tracelake.sandbox.Sandbox;
import io.tracelake.sandbox.SandboxConfig;
import io.tracelake.schemas.DeadLetter;
import io.tracelake.schemas.DeadLetterReason;
import io.tracelake.schemas.IngestRequest;
import io.tracelake.schemas.RequestKind;
import io.tracelake.schemas.RequestProgress;
import io.tracelake.schemas.RequestState;
import io.tracelake.schemas.RequestWish;
import io.tracelake.schemas.Topics;
import io.tracelake.schemas.Trace;
import io.tracelake.testkit.KafkaCluster;
import io.tracelake.testkit.KafkaExtension;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What operators ask for through Kafka, beside live reading, with a real broker and the sandbox. */
@ExtendWith(KafkaExtension.class)
class BackfillLineTest {
    private static final long SEED = Long.getLong("backfill.seed", System.nanoTime());
    private static final long[] SIZES = {900, 350, 120};
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    private final Instant begin = now.minus(Duration.ofDays(20));
    private KafkaCluster kafka;
    private Sandbox sandbox;

    @BeforeEach
    void startService(KafkaCluster share) throws InterruptedException {
        kafka = share.createTopics();
        sandbox = Sandbox.start(
                SandboxConfig.fixed(begin, now.minus(Duration.ofHours(1)), InstantSource.system(), SIZES));
    }

    @AfterEach
    void stopService() {
        sandbox.close();
    }

    /** Live reading has the last two days alone, and begins at the same time. */
    @Test
    void crashesAndOverlapWithLiveReadingEndInWhatLiveReadingAloneWouldHaveCarried() throws Exception {
        System.out.println("backfill.seed=" + SEED);
        var random = new SplittableRandom(SEED);
        var crashes = new AtomicInteger(4);
        Consumer<CommitStep> steps = step -> {
            if (random.nextInt(10) == 0 && crashes.getAndDecrement() > 0) {
                throw new AssertionError("the owner ends here");
            }
        };
        for (var project : sandbox.projects()) {
            ask(request("b", project.id(), RequestKind.BACKFILL, RequestWish.RUN, begin, now));
        }
        try (var ingester = ingester(Duration.ofDays(2), steps)) {
            awaitState("b", RequestState.DONE);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(ingester.progress())
                            .allSatisfy(project ->
                                    assertThat(project.watermark()).isAfter(now.minus(Duration.ofHours(2)))));
            Set<String> carried = revisions();
            long rows = kafka.reader(Topics.TRACES).read().size();
            assertThat(crashes).as("crashes left").hasValueLessThan(4);
            assertThat(carried).isEqualTo(shown());
            assertThat(rows).as("each revision once").isEqualTo(carried.size());
            long days = kafka.reader(Topics.DAILY_METRICS).values().size();

            for (var project : sandbox.projects()) {
                ask(request("again", project.id(), RequestKind.BACKFILL, RequestWish.RUN, begin, now));
            }
            awaitState("again", RequestState.DONE);
            assertThat(kafka.reader(Topics.TRACES).read()).hasSize((int) rows);
            assertThat(kafka.reader(Topics.DAILY_METRICS).values()).hasSize((int) days);
            assertThat(progress("again", 0).getRows()).isEqualTo(SIZES[0]);
            assertThat(progress("again", 0).getRevisions()).isZero();
        }
    }

    @Test
    void waitsWhilePausedGoesOnWhenResumedAndEndsWhenCancelled() throws Exception {
        String project = sandbox.projects().getFirst().id();
        Instant to = now.minus(Duration.ofDays(3));
        ask(request("kept", project, RequestKind.BACKFILL, RequestWish.PAUSED, begin, to));
        ask(request("lost", project, RequestKind.BACKFILL, RequestWish.CANCELLED, begin, to));
        try (var ingester = ingester(Duration.ofHours(3), step -> {})) {
            awaitState("kept", 0, RequestState.PAUSED);
            awaitState("lost", 0, RequestState.CANCELLED);
            assertThat(progress("kept", 0).getRows()).isZero();
            assertThat(ingester.progress()).hasSize(SIZES.length);

            ask(request("kept", project, RequestKind.BACKFILL, RequestWish.RUN, begin, to));
            awaitState("kept", 0, RequestState.DONE);
        }

        assertThat(progress("kept", 0).getRevisions()).isPositive();
        assertThat(progress("lost", 0).getRevisions()).isZero();
    }

    @Test
    void refusesWhatLiesBeforeTheMemory() throws Exception {
        String project = sandbox.projects().getFirst().id();
        Instant from = now.minus(Duration.ofDays(91));
        ask(request("old", project, RequestKind.BACKFILL, RequestWish.RUN, from, now));
        try (var ingester = ingester(Duration.ofHours(3), step -> {})) {
            awaitState("old", 0, RequestState.FAILED);
            assertThat(ingester.progress()).hasSize(SIZES.length);
        }

        assertThat(progress("old", 0).getReason()).contains("ingest.memory").contains("PT2160H");
        assertThat(progress("old", 0).getRequests()).isZero();
    }

    /** As after a fix: the letters say that they are malformed, their texts are well. */
    @Test
    void aDeadLetterThatCanBeReadNowIsCarriedOnceHoweverOftenItIsReplayed() throws Exception {
        String project = sandbox.projects().getFirst().id();
        Instant timestamp = now.minus(Duration.ofDays(30));
        String well = "{\"id\":\"mended\",\"timestamp\":\"" + timestamp + "\",\"name\":\"n\"}";
        String ill = "{\"id\":\"ill\",\"timestamp\":\"never\"}";
        long mended = letter(project, DeadLetterReason.MALFORMED, "timestamp: not a time", well);
        long hopeless = letter(project, DeadLetterReason.MALFORMED, "timestamp: not a time", ill);
        long cut = letter(
                project, DeadLetterReason.MALFORMED, "x: wrong; the payload is cut, it has 7 characters", cutLetter());
        long usage = letter(project, DeadLetterReason.TOO_OLD, "trace a", "{}");
        try (var ingester = ingester(Duration.ofHours(3), step -> {})) {
            for (long letter : List.of(mended, hopeless, cut, usage)) {
                ask(request("0-" + letter, project, RequestKind.REPLAY, RequestWish.RUN, null, null));
            }
            awaitReplay(mended, RequestState.DONE, "is carried");
            awaitReplay(hopeless, RequestState.FAILED, "still can't be read: timestamp");
            awaitReplay(cut, RequestState.DONE, "is carried");
            awaitReplay(usage, RequestState.FAILED, "usage");

            ask(request("0-" + mended, project, RequestKind.REPLAY, RequestWish.RUN, null, null));
            awaitReplay(mended, RequestState.DONE, "nothing new");
            assertThat(ingester.progress()).hasSize(SIZES.length);
        }

        assertThat(kafka.reader(Topics.TRACES).values())
                .filteredOn(trace -> trace.getTraceId().equals("mended"))
                .singleElement()
                .satisfies(trace -> assertThat(trace.getRevision()).isEqualTo(1));
        assertThat(kafka.reader(Topics.DEAD_LETTERS).values())
                .as("no second letter")
                .hasSize(4);
    }

    /** The beginning of a trace that the service has. */
    private String cutLetter() {
        var project = sandbox.projects().getFirst();
        return "{\"id\":\"" + ServiceReader.readIds(sandbox, project).iterator().next() + "\",\"name\":\"n";
    }

    private long letter(String project, DeadLetterReason reason, String detail, String payload) throws Exception {
        var letter = new DeadLetter(project, "traces", reason, detail, payload, "http://service", now);
        return kafka.write(Topics.DEAD_LETTERS, project, List.of(letter))
                .getFirst()
                .offset();
    }

    private void ask(IngestRequest request) throws Exception {
        kafka.write(Topics.INGEST_REQUESTS, RequestId.key(request), List.of(request));
    }

    private IngestRequest request(
            String id,
            String project,
            RequestKind kind,
            RequestWish wish,
            @Nullable Instant from,
            @Nullable Instant to) {
        Instant createdAt = kind == RequestKind.REPLAY ? Instant.now().truncatedTo(ChronoUnit.MILLIS) : now;
        return new IngestRequest(id, project, kind, wish, createdAt, from, to);
    }

    private void awaitState(String id, RequestState state) {
        for (int project = 0; project < SIZES.length; project++) {
            awaitState(id, project, state);
        }
    }

    private void awaitState(String id, int project, RequestState state) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(
                        () -> assertThat(progress(id, project).getState()).isEqualTo(state));
    }

    private void awaitReplay(long letter, RequestState state, String reason) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).untilAsserted(() -> {
            var progress = progress(new RequestId(RequestKind.REPLAY, "0-" + letter), 0);
            assertThat(progress.getReason()).contains(reason);
            assertThat(progress.getState()).isEqualTo(state);
        });
    }

    private RequestProgress progress(String id, int project) {
        return progress(new RequestId(RequestKind.BACKFILL, id), project);
    }

    private RequestProgress progress(RequestId id, int project) {
        String key = StateKey.request(sandbox.projects().get(project).id(), id).toString();
        var noted = kafka.reader(Topics.INGEST_STATE).newest().get(key);
        assertThat(noted).as(key).isNotNull();
        assertThat(noted.value()).as(key).isNotNull();
        return noted.value().getRequest();
    }

    private RunningIngester ingester(Duration start, Consumer<CommitStep> steps) {
        var config = new IngestConfig(
                Duration.ofSeconds(1),
                Duration.ofSeconds(4),
                Duration.ofHours(2),
                Duration.ofDays(90),
                start,
                Payload.FULL,
                false);
        return RunningIngester.discovering(kafka.config(), config, sandbox, steps);
    }

    private Set<String> revisions() {
        return kafka.reader(Topics.TRACES).values().stream()
                .map(BackfillLineTest::revision)
                .collect(toSet());
    }

    private static String revision(Trace trace) {
        return trace.getProjectId() + "/" + trace.getTraceId() + "/" + trace.getRevision();
    }

    private Set<String> shown() {
        return sandbox.projects().stream()
                .flatMap(project ->
                        ServiceReader.readIds(sandbox, project).stream().map(id -> project.id() + "/" + id + "/1"))
                .collect(toSet());
    }
}
