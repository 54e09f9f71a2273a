package io.tracelake.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tracelake.schemas.DeadLetter;
import io.tracelake.schemas.DeadLetterReason;
import io.tracelake.schemas.Topics;
import io.tracelake.schemas.Trace;
import io.tracelake.schemas.Usage;
import io.tracelake.schemas.UsageScope;
import io.tracelake.streams.config.UsageConfig;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OddTracesTest {
    private static final Instant NOW = Instant.parse("2026-03-05T12:00:00Z");
    private static final Instant EPOCH_MICROS_LOWEST = Instant.EPOCH.plus(Long.MIN_VALUE, ChronoUnit.MICROS);
    private static final Instant TOO_LATE = Instant.parse("+10000-01-01T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    Path state;

    private DrivenTopology topology;
    private final List<Trace> sent = new ArrayList<>();

    @BeforeEach
    void start() {
        topology = new DrivenTopology(state, DrivenTopology.USAGE, InstantSource.fixed(NOW));
    }

    @AfterEach
    void stop() {
        topology.close();
    }

    @Test
    void tagsBeyondTheLimitAreOneDeadLetterAndTheTraceCountsWithoutThem() {
        List<String> tags = new ArrayList<>(
                IntStream.range(0, 63).mapToObj("tag-%02d"::formatted).toList());
        // In UTF-8 the first of these comes before the second, in a Java string after it.
        tags.addAll(List.of("\uFF5E", "\uD83D\uDE80", "\uD83D\uDE80\uD83D\uDE80"));
        Collections.shuffle(tags, new Random(1));
        tags.add("tag-00");
        send(trace("t").setTags(tags).setTotalCost(cost("1")));

        assertNumbersOfTheModel();
        assertThat(tagsOf(HOUR)).hasSize(64).contains("\uFF5E").doesNotContain("\uD83D\uDE80");
        assertThat(row(HOUR, UsageScope.PROJECT, null).getCost()).isEqualByComparingTo("1");
        assertThat(topology.deadLetters())
                .extracting(DeadLetter::getReason, DeadLetter::getDetail, DeadLetter::getProjectId)
                .containsExactly(tuple(
                        DeadLetterReason.TOO_MANY_TAGS,
                        "trace t has 2 tags too many or too long; it counts without them",
                        "p"));
        assertThat(topology.deadLetters().getFirst().getPayload())
                .contains("\"tags\":[\"\uD83D\uDE80\",\"\uD83D\uDE80\uD83D\uDE80\"]");

        send(trace("t").setRevision(2).setTags(tags).setTotalCost(cost("2")));
        assertNumbersOfTheModel();
        assertThat(topology.deadLetters()).as("the same tags are said once").hasSize(1);

        tags.add("\uD83D\uDE80!");
        send(trace("t").setRevision(3).setTags(tags));
        assertNumbersOfTheModel();
        assertThat(topology.deadLetters()).as("others are said too").hasSize(2);
    }

    @Test
    void aSmallerLimitHoldsToo() {
        topology.close();
        topology = new DrivenTopology(state, new UsageConfig(Duration.ofDays(8), 1, Duration.ofSeconds(1)));
        send(trace("t").setTags(List.of("b", "a", "b")));
        assertThat(tagsOf(DAY)).containsExactly("a");
        assertThat(topology.deadLetters()).hasSize(1);
        UsageRows.assertSame(topology.rows(), new UsageModel(1).of(sent));
    }

    @Test
    void whatCannotBeDecodedIsADeadLetterWithItsBytesAndStopsNothing() {
        byte[] broken = "no trace".getBytes(StandardCharsets.UTF_8);
        byte[] cut = Topics.TRACES.encode(trace("cut").build());
        topology.addBytes("p/t1", broken);
        topology.addBytes(null, broken);
        topology.addBytes("p/t2", null);
        topology.addBytes("p/t3", Arrays.copyOf(cut, cut.length / 2));
        topology.addBytes("alone", new byte[0]);
        send(trace("good"));

        assertNumbersOfTheModel();
        String base64 = "base64:" + Base64.getEncoder().encodeToString(broken);
        assertThat(topology.deadLetters())
                .extracting(
                        DeadLetter::getReason, DeadLetter::getProjectId, DeadLetter::getPayload, DeadLetter::getSource)
                .containsExactly(
                        tuple(DeadLetterReason.UNDECODABLE, "p", base64, "t.traces-0-0"),
                        tuple(DeadLetterReason.UNDECODABLE, null, base64, "t.traces-0-1"),
                        tuple(DeadLetterReason.UNDECODABLE, "p", "base64:", "t.traces-0-2"),
                        tuple(
                                DeadLetterReason.UNDECODABLE,
                                "p",
                                "base64:" + Base64.getEncoder().encodeToString(Arrays.copyOf(cut, cut.length / 2)),
                                "t.traces-0-3"),
                        tuple(DeadLetterReason.UNDECODABLE, "alone", "base64:", "t.traces-0-4"));
    }

    @Test
    void aTraceUnderNoKeyCountsAllTheSame() {
        Trace trace = trace("t").build();
        sent.add(trace);
        topology.addBytes(null, Topics.TRACES.encode(trace));
        topology.publish();
        assertNumbersOfTheModel();
    }

    @Test
    void tracesLieInTheirWindowsBefore1970AndInTheFarFuture() {
        for (String timestamp : List.of(
                "1969-12-31T23:59:59.999999Z",
                "1970-01-01T00:00:00Z",
                "0001-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999Z")) {
            send(trace(timestamp).setTimestamp(Instant.parse(timestamp)));
        }
        send(trace("observed before 1970").setObservedAt(Instant.parse("1960-01-01T00:00:00Z")));
        assertNumbersOfTheModel();
        assertThat(topology.deadLetters()).isEmpty();
        assertThat(topology.rows())
                .containsKey(key(HOUR, "1969-12-31T23:00:00Z"))
                .containsKey(key(DAY, "1969-12-31T00:00:00Z"))
                .containsKey(key(HOUR, "9999-12-31T23:00:00Z"));
    }

    @Test
    void aClockThatRunsAheadPushesNobodyBeyondTheHorizon() {
        send(trace("ahead").setObservedAt(NOW.plus(Duration.ofDays(10_000))));
        send(trace("usual").setTimestamp(NOW.minus(Duration.ofDays(7))));
        send(trace("usual")
                .setRevision(2)
                .setTimestamp(NOW.minus(Duration.ofDays(7)))
                .setTotalCost(cost("3")));
        assertThat(topology.deadLetters()).isEmpty();
        assertNumbersOfTheModel();
    }

    @Test
    void aNegativeLatencyIsNone() {
        send(trace("t").setLatencyMs(-1L));
        send(trace("u").setLatencyMs(Long.MAX_VALUE));
        send(trace("v").setLatencyMs(0L));
        assertNumbersOfTheModel();
        assertThat(row(HOUR, UsageScope.PROJECT, null).getLatencyCount()).isEqualTo(2);
    }

    @Test
    void costsMayBeAbsentNegativeOrAsLongAsTheyCanBe() {
        String most = "999999.999999999999";
        for (int i = 0; i < 20; i++) {
            send(trace("t" + i).setTotalCost(cost(most)).setTags(List.of("a", "b", "c")));
        }
        send(trace("negative").setTotalCost(cost("-" + most)).setTags(List.of("a", "b", "c", "d")));
        send(trace("absent"));
        assertNumbersOfTheModel();
        assertThat(row(DAY, UsageScope.PROJECT, null).getCost())
                .isEqualByComparingTo(new BigDecimal(most).multiply(BigDecimal.valueOf(19)));
    }

    @Test
    void aTagTooLongToCarryIsLeftOutAndTheTraceCountsWithoutIt() {
        send(trace("t").setTags(List.of("short", "x".repeat(9_000_000))).setTotalCost(cost("1")));
        send(trace("u").setTags(List.of("\uFF5E".repeat(6_000))));
        send(trace("usual").setTags(List.of("short")));
        assertThat(tagsOf(HOUR)).containsExactly("short");
        assertThat(row(HOUR, UsageScope.TAG, "short").getCostSplit()).isEqualByComparingTo("1");
        assertThat(row(HOUR, UsageScope.PROJECT, null).getTraces()).isEqualTo(3);
        assertThat(row(HOUR, UsageScope.UNTAGGED, null).getTraces()).isEqualTo(1);
        UsageRows.assertSplitRowsAddUp(topology.rows());
        assertThat(topology.deadLetters()).hasSize(2).allSatisfy(letter -> {
            assertThat(letter.getReason()).isEqualTo(DeadLetterReason.TOO_MANY_TAGS);
            assertThat(letter.getPayload().length()).isLessThan(10_000);
        });
    }

    @Test
    void whatNoTraceCanBeIsADeadLetterAndStopsNothing() {
        topology.add(trace("slash").setProjectId("a/b").build());
        topology.add(trace("nameless").setProjectId("").build());
        for (Instant impossible : List.of(EPOCH_MICROS_LOWEST, EPOCH_MICROS_LOWEST.plusSeconds(1_800), TOO_LATE)) {
            topology.add(trace("when?").setTimestamp(impossible).build());
            topology.add(trace("when seen?").setObservedAt(impossible).build());
        }
        send(trace("good"));
        assertNumbersOfTheModel();
        assertThat(topology.deadLetters())
                .hasSize(8)
                .extracting(DeadLetter::getReason)
                .containsOnly(DeadLetterReason.MALFORMED);
        assertThat(topology.deadLetters())
                .extracting(DeadLetter::getDetail)
                .contains(
                        "project_id: must be there and hold no slash",
                        "timestamp: must be of the years 1 to 9999",
                        "observed_at: must be of the years 1 to 9999");
    }

    /** Kafka forgets dead letters by age, and counts from this time. */
    @Test
    void aDeadLetterIsAsOldAsItselfNotAsWhatItIsAbout() {
        Instant started = Instant.now();
        topology.addBytes("p/t", new byte[] {1});
        topology.add(trace("old").setProjectId("a/b").build());
        topology.publish();
        assertThat(topology.deadLetterTimes())
                .hasSize(2)
                .allSatisfy(written -> assertThat(written).isAfter(started.minus(DAY)));
    }

    @Test
    void aDeadLetterStaysSmallWhateverItIsAbout() {
        String huge = "\u0001".repeat(3_000_000);
        send(trace(huge).setUserId(huge).setSessionId(huge).setTags(List.of(huge)));
        topology.addBytes(huge, new byte[] {1});
        topology.publish();
        assertThat(topology.deadLetters()).hasSize(2).allSatisfy(letter -> {
            assertThat(Topics.DEAD_LETTERS.encode(letter).length).isLessThan(100_000);
        });
    }

    @Test
    void everyTextCanBeATag() {
        List<String> tags = List.of("", "\u0000", "a\u0000b", "a/b", "/", "x".repeat(10_000), "P", "TAG", "a\nb");
        send(trace("t").setTags(tags).setTotalCost(cost("1")));
        send(trace("u").setTags(List.of("")));
        assertNumbersOfTheModel();
        assertThat(tagsOf(HOUR)).containsExactlyInAnyOrderElementsOf(tags);
        assertThat(row(HOUR, UsageScope.TAG, "").getTraces()).isEqualTo(2);
        assertThat(topology.rows()).doesNotContainKey(new UsageModel.Key("p", HOUR, NOW, UsageScope.UNTAGGED, null));
    }

    @Test
    void aUserAndASessionCountOnceThoughSeenOften() {
        for (int i = 0; i < 30; i++) {
            send(trace("t" + i).setUserId("u" + i % 3).setSessionId(i % 2 == 0 ? null : "s"));
        }
        send(trace("t0").setRevision(2).setUserId("u0"));
        assertThat(row(HOUR, UsageScope.PROJECT, null).getUsers()).isEqualTo(3);
        assertThat(row(HOUR, UsageScope.PROJECT, null).getSessions()).isEqualTo(1);
    }

    @Test
    void aTraceThatMovesLeavesItsOldWindowEmpty() {
        send(trace("t").setTags(List.of("a")).setTotalCost(cost("1")).setLatencyMs(5L));
        send(trace("t").setRevision(2).setTimestamp(NOW.minus(Duration.ofDays(2))));
        assertNumbersOfTheModel();
        Usage left = row(HOUR, UsageScope.TAG, "a");
        assertThat(left.getTraces()).isZero();
        assertThat(left.getLatencyP50Ms()).isNull();
        assertThat(left.getRevision()).isEqualTo(2);
    }

    private void send(Trace.Builder trace) {
        sent.add(trace.build());
        topology.add(sent.getLast());
        topology.publish();
    }

    private void assertNumbersOfTheModel() {
        UsageRows.assertSame(topology.rows(), new UsageModel(64).of(sent));
        UsageRows.assertSplitRowsAddUp(topology.rows());
    }

    private Usage row(Duration window, UsageScope scope, @Nullable String tag) {
        Instant start = window.equals(HOUR) ? NOW : NOW.minus(Duration.ofHours(12));
        return Objects.requireNonNull(topology.rows().get(new UsageModel.Key("p", window, start, scope, tag)));
    }

    private List<String> tagsOf(Duration window) {
        return topology.rows().keySet().stream()
                .filter(key -> key.window().equals(window) && key.tag() != null)
                .map(key -> String.valueOf(key.tag()))
                .toList();
    }

    private static UsageModel.Key key(Duration window, String start) {
        return new UsageModel.Key("p", window, Instant.parse(start), UsageScope.PROJECT, null);
    }

    private static BigDecimal cost(String dollars) {
        return new BigDecimal(dollars).setScale(12);
    }

    private static Trace.Builder trace(String id) {
        return Trace.newBuilder()
                .setProjectId("p")
                .setTraceId(id)
                .setRevision(1)
                .setTimestamp(NOW)
                .setObservedAt(NOW);
    }
}
