package io.tracelake.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeReaderTest {
    @TempDir
    Path lake;

    @Test
    void takesATableWithoutFilesForEmpty() {
        assertThat(LakeReader.table(lake, "traces")).isEmpty();
        assertThat(LakeReader.count(lake, "traces")).isZero();
    }

    @Test
    void givesPlainValuesAndThePartitionOfEachRow() throws Exception {
        write(
                "2026-03-01",
                "SELECT 1 AS revision, TIMESTAMPTZ '2026-03-01 10:00:00Z' AS \"timestamp\","
                        + " 0.25::DECIMAL(18,12) AS total_cost, ['a', 'b'] AS tags, [{'model': 'm', 'traces': 3}] AS usage");
        write("2026-03-02", "SELECT 2 AS revision");

        var rows = LakeReader.table(lake, "traces", "ORDER BY revision");

        assertThat(LakeReader.count(lake, "traces")).isEqualTo(2);
        assertThat(rows.getFirst())
                .containsEntry("date", LocalDate.parse("2026-03-01"))
                .containsEntry("timestamp", OffsetDateTime.parse("2026-03-01T10:00:00Z"))
                .containsEntry("total_cost", new BigDecimal("0.250000000000"))
                .containsEntry("tags", List.of("a", "b"))
                .containsEntry("usage", List.of(Map.of("model", "m", "traces", 3)));
        assertThat(rows.getLast()).containsEntry("revision", 2).containsEntry("tags", null);
    }

    private void write(String date, String select) throws Exception {
        var directory = Files.createDirectories(lake.resolve("traces/date=" + date));
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("COPY (" + select + ") TO '" + directory.resolve("f.parquet") + "' (FORMAT parquet)");
        }
    }
}
