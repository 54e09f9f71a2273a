package io.tracelake.sink.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.schemas.DailyMetrics;
import io.tracelake.schemas.ModelUsage;
import io.tracelake.schemas.ProjectApiKey;
import io.tracelake.schemas.ProjectLlmApiKey;
import io.tracelake.schemas.ProjectMember;
import io.tracelake.schemas.Topic;
import io.tracelake.schemas.Trace;
import io.tracelake.sink.table.LakeTable;
import io.tracelake.sink.table.LakeTables;
import io.tracelake.testkit.LakeReader;
import io.tracelake.testkit.Records;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an independent reader finds in the files. */
class TableFileWriterTest {
    @TempDir
    Path lake;

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");

    static List<LakeTable> tables() {
        return LakeTables.ALL;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tables")
    void columnsAreTheFieldsOfTheRecordInTheirOrder(LakeTable table) {
        write(table, List.of());

        assertThat(LakeReader.query(lake, "DESCRIBE SELECT * FROM '{lake}/it.parquet'"))
                .extracting(column -> column.get("column_name"))
                .containsExactlyElementsOf(table.topic().schema().getFields().stream()
                        .map(Schema.Field::name)
                        .toList());
    }

    @Test
    void everyValueOfATraceComesBack() {
        var trace = Records.trace(1, 1);
        trace.setName("名前 – \"naïve\" 🦆\u0000\n");
        trace.setTags(List.of("", "β", "a,b"));
        trace.setTimestamp(NOON);
        trace.setTotalCost(new BigDecimal("123456.000000000001"));
        trace.setLatencyMs(Long.MAX_VALUE);
        trace.setBookmarked(true);
        trace.setInput("{\"big\":\"" + "x".repeat(3_000_000) + "\"}");

        write(LakeTables.TRACES, List.of(trace));

        Map<String, @Nullable Object> row = only();
        assertThat(row)
                .containsEntry("project_id", trace.getProjectId())
                .containsEntry("trace_id", trace.getTraceId())
                .containsEntry("revision", 1)
                .containsEntry("name", trace.getName())
                .containsEntry("tags", trace.getTags())
                .containsEntry("timestamp", utc(NOON))
                .containsEntry("total_cost", trace.getTotalCost())
                .containsEntry("latency_ms", Long.MAX_VALUE)
                .containsEntry("bookmarked", true)
                .containsEntry("public", false)
                .containsEntry("input", trace.getInput())
                .containsEntry("observation_ids", trace.getObservationIds())
                .containsEntry("score_ids", List.of());
    }

    @Test
    void whatATraceLacksIsNull() {
        var trace = Trace.newBuilder()
                .setProjectId("p")
                .setTraceId("t")
                .setRevision(1)
                .setObservedAt(NOON)
                .setTimestamp(NOON)
                .build();

        write(LakeTables.TRACES, List.of(trace));

        Map<String, @Nullable Object> row = only();
        assertThat(row.entrySet().stream()
                        .filter(entry -> entry.getValue() == null)
                        .map(Map.Entry::getKey))
                .containsExactly(
                        "name",
                        "user_id",
                        "session_id",
                        "release",
                        "version",
                        "environment",
                        "public",
                        "bookmarked",
                        "input",
                        "output",
                        "metadata",
                        "latency_ms",
                        "total_cost",
                        "html_path",
                        "external_id",
                        "created_at",
                        "updated_at",
                        "extras");
    }

    @Test
    void dailyMetricsKeepWideDecimalsDatesAndNestedLists() {
        var sum = new BigDecimal("-12345678901234567890123456.123456789012");
        var usage = ModelUsage.newBuilder()
                .setModel(null)
                .setInputUsage(1)
                .setOutputUsage(2)
                .setTotalUsage(3)
                .setCountTraces(4)
                .setCountObservations(5)
                .setTotalCost(sum)
                .build();
        DailyMetrics metrics = Records.dailyMetrics(1, 1);
        metrics.setDay(LocalDate.parse("1969-12-31"));
        metrics.setTotalCost(sum);
        metrics.setUsage(List.of(usage, metrics.getUsage().getFirst()));

        write(LakeTables.DAILY_METRICS, List.of(metrics));

        Map<String, @Nullable Object> row = only();
        assertThat(row).containsEntry("day", LocalDate.parse("1969-12-31")).containsEntry("total_cost", sum);
        assertThat(
                        LakeReader.query(
                                lake,
                                "SELECT len(usage) AS n, usage[1].model AS model, usage[1].total_cost AS cost, typeof(usage) AS type FROM '{lake}/it.parquet'"))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found)
                            .containsEntry("n", 2L)
                            .containsEntry("model", null)
                            .containsEntry("cost", sum);
                    assertThat(String.valueOf(found.get("type")))
                            .startsWith("STRUCT(model VARCHAR")
                            .endsWith("[]");
                });
    }

    @Test
    void everyValueOfMembersAndKeysComesBack() {
        write(
                LakeTables.MEMBERS,
                List.of(new ProjectMember(
                        "p", "u", "OWNER", "ADMIN", true, "denied", "0a", "a@b.c", "A", null, NOON, 3, NOON)));
        assertThat(only())
                .containsEntry("user_id", "u")
                .containsEntry("role", "OWNER")
                .containsEntry("organization_role", "ADMIN")
                .containsEntry("project_only", true)
                .containsEntry("access", "denied")
                .containsEntry("email_hash", "0a")
                .containsEntry("email", "a@b.c")
                .containsEntry("first_name", "A")
                .containsEntry("last_name", null)
                .containsEntry("created_at", utc(NOON))
                .containsEntry("revision", 3)
                .containsEntry("observed_at", utc(NOON));

        write(LakeTables.API_KEYS, List.of(new ProjectApiKey("p", "k", "CI", NOON, null, "active", 1, NOON)));
        assertThat(only())
                .containsEntry("api_key_id", "k")
                .containsEntry("label", "CI")
                .containsEntry("created_at", utc(NOON))
                .containsEntry("expires_at", null)
                .containsEntry("status", "active");

        var models = List.of("a", "b");
        write(
                LakeTables.LLM_API_KEYS,
                List.of(new ProjectLlmApiKey("p", "l", "openai", models, false, null, NOON, "expired", 2, NOON)));
        assertThat(only())
                .containsEntry("llm_api_key_id", "l")
                .containsEntry("provider", "openai")
                .containsEntry("custom_models", models)
                .containsEntry("with_default_models", false)
                .containsEntry("expires_at", utc(NOON))
                .containsEntry("status", "expired");
    }

    @Test
    void typesAreThoseOfTheLake() {
        write(LakeTables.TRACES, List.of(Records.trace(1, 1)));
        assertThat(types("timestamp", "total_cost", "tags", "revision"))
                .containsExactly("TIMESTAMP WITH TIME ZONE", "DECIMAL(18,12)", "VARCHAR[]", "INTEGER");

        write(LakeTables.DAILY_METRICS, List.of(Records.dailyMetrics(1, 1)));
        assertThat(types("day", "total_cost", "count_traces")).containsExactly("DATE", "DECIMAL(38,12)", "BIGINT");

        write(LakeTables.DEAD_LETTERS, List.of(Records.deadLetter(1, 1)));
        assertThat(types("reason")).containsExactly("VARCHAR");
        assertThat(only()).containsEntry("reason", "MALFORMED");
    }

    @Test
    void pagesAreZstdAndTraceIdsHaveABloomFilter() {
        write(
                LakeTables.TRACES,
                LongStream.range(0, 50_000).mapToObj(i -> Records.trace(1, i)).toList());

        assertThat(LakeReader.query(lake, "SELECT DISTINCT compression FROM parquet_metadata('{lake}/it.parquet')"))
                .containsExactly(Map.of("compression", "ZSTD"));
        assertThat(
                        LakeReader.query(
                                lake,
                                "SELECT bool_or(bloom_filter_excludes) AS excludes FROM parquet_bloom_probe('{lake}/it.parquet', 'trace_id', 'nobody')"))
                .containsExactly(Map.of("excludes", true));
    }

    @Test
    void idsAndTextsAreNotWrittenAsADictionaryEvenIfTheyRepeat() {
        write(LakeTables.TRACES, Collections.nCopies(1_000, Records.trace(1, 1)));

        var withDictionary = LakeReader.query(
                        lake,
                        "SELECT path_in_schema AS path FROM parquet_metadata('{lake}/it.parquet') WHERE encodings LIKE '%DICTIONARY%'")
                .stream()
                .map(column -> String.valueOf(column.get("path")).replace(", ", "."))
                .toList();
        assertThat(withDictionary)
                .contains("project_id", "name")
                .doesNotContainAnyElementsOf(LakeTables.TRACES.unique());
        assertThat(LakeReader.query(lake, "SELECT path_in_schema AS path FROM parquet_metadata('{lake}/it.parquet')"))
                .extracting(column -> String.valueOf(column.get("path")).replace(", ", "."))
                .containsAll(LakeTables.TRACES.unique());
    }

    @Test
    void theFooterTellsWhereTheRowsComeFrom() {
        write(LakeTables.TRACES, List.of(Records.trace(1, 1)));

        assertThat(
                        LakeReader.query(
                                lake,
                                "SELECT decode(key) AS key, decode(value) AS value FROM parquet_kv_metadata('{lake}/it.parquet')"))
                .contains(Map.of("key", "tracelake.topic", "value", "some topic"));
    }

    private void write(LakeTable table, List<? extends SpecificRecord> records) {
        @SuppressWarnings("unchecked") // each test writes records of the table
        var topic = (Topic<SpecificRecord>) table.topic();
        List<GenericRecord> rows =
                records.stream().map(topic::encode).map(table::row).toList();
        assertThat(Files.isDirectory(lake)).isTrue();
        Path file = lake.resolve("it.parquet");
        file.toFile().delete();
        TableFileWriter.write(table, rows, file, Map.of("tracelake.topic", "some topic"));
    }

    private Map<String, @Nullable Object> only() {
        return LakeReader.query(lake, "SELECT * FROM '{lake}/it.parquet'").getFirst();
    }

    private List<@Nullable Object> types(String... columns) {
        return List.of(columns).stream()
                .<@Nullable Object>map(column -> LakeReader.query(
                                lake, "SELECT typeof(\"%s\") AS type FROM '{lake}/it.parquet'".formatted(column))
                        .getFirst()
                        .get("type"))
                .toList();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
