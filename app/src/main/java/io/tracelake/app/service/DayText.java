package io.tracelake.app.service;

import static io.tracelake.app.output.Cells.count;

import io.tracelake.app.output.Column;
import io.tracelake.app.output.Json;
import io.tracelake.app.output.TextTable;
import io.tracelake.client.analytics.DayRow;
import io.tracelake.client.analytics.ModelRow;
import io.tracelake.client.analytics.Row;
import java.util.List;

/** Days as people read them, and as programs do. A malformed one is shown as such in both. */
public final class DayText {
    private DayText() {}

    /** A row for each day, then one for each of its models. */
    public static TextTable table(List<Row<DayRow>> rows) {
        var table = new TextTable(
                Column.key("day"),
                Column.text("model"),
                Column.number("traces"),
                Column.number("observations"),
                Column.number("input"),
                Column.number("output"),
                Column.number("total"),
                Column.number("USD"));
        for (Row<DayRow> row : rows) {
            switch (row) {
                case Row.Valid<DayRow>(var day) -> add(table, day);
                case Row.Malformed<DayRow> malformed -> table.note(MalformedText.line(malformed));
            }
        }
        return table;
    }

    private static void add(TextTable table, DayRow day) {
        table.row(
                day.date().toString(),
                "",
                count(day.countTraces()),
                count(day.countObservations()),
                "",
                "",
                "",
                Money.text(day.totalCost()));
        for (ModelRow model : day.usage()) {
            table.row(
                    "",
                    model.model() == null ? "(no model)" : model.model(),
                    count(model.countTraces()),
                    count(model.countObservations()),
                    count(model.inputUsage()),
                    count(model.outputUsage()),
                    count(model.totalUsage()),
                    Money.text(model.totalCost()));
        }
    }

    /** Members named as the service's. */
    public static void members(Json json, Row<DayRow> row) {
        switch (row) {
            case Row.Valid<DayRow>(var day) ->
                json.text("date", day.date())
                        .number("countTraces", day.countTraces())
                        .number("countObservations", day.countObservations())
                        .decimal("totalCost", day.totalCost())
                        .objects("usage", day.usage(), DayText::members);
            case Row.Malformed<DayRow> malformed -> MalformedText.members(json, malformed);
        }
    }

    private static void members(Json json, ModelRow model) {
        json.text("model", model.model())
                .number("inputUsage", model.inputUsage())
                .number("outputUsage", model.outputUsage())
                .number("totalUsage", model.totalUsage())
                .number("countTraces", model.countTraces())
                .number("countObservations", model.countObservations())
                .decimal("totalCost", model.totalCost());
    }
}
