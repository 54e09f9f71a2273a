package io.tracelake.app.verify;

import io.tracelake.client.analytics.TraceRow;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row of the lake's table {@code traces} as a trace of the service. */
final class LakeRow {
    /** What {@link #trace} expects in a result, in this order. Times as numbers: their types depend on a time zone. */
    static final String COLUMNS =
            "trace_id, epoch_us(timestamp), name, user_id, session_id, release, version, environment, tags, public,"
                    + " bookmarked, input, output, metadata, latency_ms, total_cost, observation_ids, score_ids, html_path,"
                    + " external_id, epoch_us(created_at), epoch_us(updated_at), extras, revision,"
                    + " epoch_ms(date::TIMESTAMP) // 86400000";

    private static final int REVISION = 24;
    private static final int DAY = 25;

    private LakeRow() {}

    static int revision(ResultSet row) throws SQLException {
        return row.getInt(REVISION);
    }

    static LocalDate day(ResultSet row) throws SQLException {
        return LocalDate.ofEpochDay(row.getLong(DAY));
    }

    static TraceRow trace(ResultSet row) throws SQLException {
        return new TraceRow(
                Objects.requireNonNull(row.getString(1)),
                Objects.requireNonNull(instant(row, 2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                texts(row, 9),
                flag(row, 10),
                flag(row, 11),
                row.getString(12),
                row.getString(13),
                row.getString(14),
                number(row, 15),
                row.getBigDecimal(16),
                texts(row, 17),
                texts(row, 18),
                row.getString(19),
                row.getString(20),
                null,
                instant(row, 21),
                instant(row, 22),
                row.getString(23));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        Long micros = number(row, column);
        return micros == null ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static @Nullable Long number(ResultSet row, int column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : number;
    }

    private static @Nullable Boolean flag(ResultSet row, int column) throws SQLException {
        boolean flag = row.getBoolean(column);
        return row.wasNull() ? null : flag;
    }

    /** A null list differs from none; it isn't to be told apart here, for no trace has one. */
    private static List<String> texts(ResultSet row, int column) throws SQLException {
        Array array = row.getArray(column);
        if (array == null) {
            return List.of();
        }
        return Arrays.stream((Object[]) array.getArray()).map(String::valueOf).toList();
    }
}
