package io.tracelake.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.app.output.Json;
import io.tracelake.client.analytics.DayRow;
import io.tracelake.client.analytics.ModelRow;
import io.tracelake.client.analytics.Row;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowTextTest {
    private static final Row<DayRow> DAY = new Row.Valid<>(new DayRow(
            LocalDate.of(2026, 3, 1),
            10,
            20,
            new BigDecimal("0.000000000001"),
            List.of(new ModelRow(null, 1, 2, 3, 10, 20, null))));
    private static final Row<DayRow> MALFORMED = new Row.Malformed<>("{\"date\":\"soon\"}", "date: not a date", null);

    @Test
    void roundsNoCostAndDropsNoRow() {
        assertThat(DayText.table(List.of(DAY, MALFORMED)).lines(120))
                .containsExactly(
                        "day         model       traces  observations  input  output  total             USD",
                        "2026-03-01                  10            20                        0.000000000001",
                        "            (no model)      10            20      1       2      3               -",
                        "! malformed: date: not a date");
    }

    @Test
    void tellsProgramsWhichRowsAreMalformed() {
        var out = new StringWriter();
        Json.print(new PrintWriter(out), json -> json.objects("days", List.of(DAY, MALFORMED), DayText::members));

        assertThat(out.toString().strip())
                .isEqualTo("{\"days\":[{\"date\":\"2026-03-01\",\"countTraces\":10,\"countObservations\":20,"
                        + "\"totalCost\":0.000000000001,\"usage\":[{\"model\":null,\"inputUsage\":1,\"outputUsage\":2,"
                        + "\"totalUsage\":3,\"countTraces\":10,\"countObservations\":20,\"totalCost\":null}]},"
                        + "{\"malformed\":{\"detail\":\"date: not a date\",\"timestamp\":null,"
                        + "\"payload\":{\"date\":\"soon\"}}}]}");
    }
}
