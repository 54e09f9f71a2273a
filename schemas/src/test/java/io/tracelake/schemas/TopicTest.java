package io.tracelake.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TopicTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123456Z");

    @Test
    void aTraceIsReadAsItWasWritten() {
        Trace trace = trace();

        assertThat(Topics.TRACES.decode(Topics.TRACES.encode(trace))).isEqualTo(trace);
    }

    @Test
    void aValueBeginsWithMarkerAndFingerprintOfItsSchema() {
        byte[] value = Topics.TRACES.encode(trace());
        long fingerprint = SchemaNormalization.parsingFingerprint64(Topics.TRACES.schema());

        assertThat(value).startsWith(0xC3, 0x01);
        for (int i = 0; i < 8; i++) {
            assertThat(value[2 + i]).isEqualTo((byte) (fingerprint >>> (8 * i)));
        }
    }

    @Test
    void costsKeepTwelveDecimals() {
        Trace trace = trace();
        trace.setTotalCost(new BigDecimal("999999.999999999999"));

        assertThat(Topics.TRACES.decode(Topics.TRACES.encode(trace)).getTotalCost())
                .isEqualTo(new BigDecimal("999999.999999999999"));
    }

    @Test
    void theFiguresOfATraceAreReadWithoutItsPayload() {
        Trace trace = trace();

        assertThat(UsageState.FIGURES.decode(Topics.TRACES.encode(trace)))
                .isEqualTo(TraceFigures.newBuilder()
                        .setProjectId("p")
                        .setTraceId("t/1")
                        .setRevision(3)
                        .setObservedAt(NOW)
                        .setTimestamp(NOW)
                        .setTags(trace.getTags())
                        .setLatencyMs(12L)
                        .setTotalCost(trace.getTotalCost())
                        .build());
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 500);
    }

    /** Whatever the bytes: a record or an exception that the sink turns into a dead letter, never another error. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void brokenBytesAreRefusedNotMisread(long seed) {
        var random = new SplittableRandom(seed);
        byte[] value = Topics.TRACES.encode(trace());
        for (int i = 0; i < 1 + seed % 5; i++) {
            value[random.nextInt(value.length)] = (byte) random.nextInt();
        }
        try {
            Topics.TRACES.decode(value);
        } catch (UndecodableRecordException refused) {
            assertThat(refused).hasMessageStartingWith("traces: ");
        }
    }

    @Test
    void aSchemaThatWasNeverReleasedIsNamedByItsFingerprint() {
        byte[] value = Topics.TRACES.encode(trace());
        value[5] ^= 1;

        assertThatThrownBy(() -> Topics.TRACES.decode(value))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessageContaining("fingerprint");
        assertThatThrownBy(() -> Topics.TRACES.decode(null)).isInstanceOf(UndecodableRecordException.class);
    }

    @Test
    void lakeColumnsStandInTheOrderThatReadersRelyOn() {
        assertThat(Topics.TRACES.schema().getFields())
                .extracting(Schema.Field::name)
                .containsExactly(
                        "project_id",
                        "trace_id",
                        "revision",
                        "observed_at",
                        "timestamp",
                        "name",
                        "user_id",
                        "session_id",
                        "release",
                        "version",
                        "environment",
                        "tags",
                        "public",
                        "bookmarked",
                        "input",
                        "output",
                        "metadata",
                        "latency_ms",
                        "total_cost",
                        "observation_ids",
                        "score_ids",
                        "html_path",
                        "external_id",
                        "created_at",
                        "updated_at",
                        "extras");
        assertThat(Topics.DAILY_METRICS.schema().getFields())
                .extracting(Schema.Field::name)
                .containsExactly(
                        "project_id",
                        "day",
                        "tag",
                        "revision",
                        "observed_at",
                        "count_traces",
                        "count_observations",
                        "total_cost",
                        "usage");
        assertThat(Topics.PROJECTS.schema().getFields())
                .extracting(Schema.Field::name)
                .containsExactly(
                        "project_id",
                        "organization_id",
                        "name",
                        "is_default",
                        "role",
                        "members_count",
                        "created_at",
                        "updated_at",
                        "status",
                        "revision",
                        "observed_at",
                        "extras");
        assertThat(Topics.MEMBERS.schema().getFields())
                .extracting(Schema.Field::name)
                .containsExactly(
                        "project_id",
                        "user_id",
                        "role",
                        "organization_role",
                        "project_only",
                        "access",
                        "email_hash",
                        "email",
                        "first_name",
                        "last_name",
                        "created_at",
                        "revision",
                        "observed_at");
        assertThat(Topics.API_KEYS.schema().getFields())
                .extracting(Schema.Field::name)
                .containsExactly(
                        "project_id",
                        "api_key_id",
                        "label",
                        "created_at",
                        "expires_at",
                        "status",
                        "revision",
                        "observed_at");
        assertThat(Topics.LLM_API_KEYS.schema().getFields())
                .extracting(Schema.Field::name)
                .containsExactly(
                        "project_id",
                        "llm_api_key_id",
                        "provider",
                        "custom_models",
                        "with_default_models",
                        "created_at",
                        "expires_at",
                        "status",
                        "revision",
                        "observed_at");
        assertThat(Topics.DEAD_LETTERS.schema().getFields())
                .extracting(Schema.Field::name)
                .containsExactly("project_id", "stream", "reason", "detail", "payload", "source", "observed_at");
        for (var usage : List.of(Topics.USAGE_HOURLY, Topics.USAGE_DAILY)) {
            assertThat(usage.schema().getFields())
                    .extracting(Schema.Field::name)
                    .containsExactly(
                            "project_id",
                            "scope",
                            "tag",
                            "window_start",
                            "traces",
                            "traces_split",
                            "cost",
                            "cost_split",
                            "latency_count",
                            "latency_p50_ms",
                            "latency_p90_ms",
                            "latency_p95_ms",
                            "latency_p99_ms",
                            "latency_max_ms",
                            "users",
                            "sessions",
                            "revision",
                            "observed_at");
        }
    }

    private static Trace trace() {
        return new Trace(
                "p",
                "t/1",
                3,
                NOW,
                NOW,
                "n",
                null,
                null,
                null,
                null,
                "default",
                List.of("a,b", "zażółć"),
                true,
                false,
                "\"in\"",
                null,
                "{}",
                12L,
                new BigDecimal("0.001000000000"),
                List.of("o"),
                List.of(),
                null,
                null,
                NOW,
                NOW,
                null);
    }
}
