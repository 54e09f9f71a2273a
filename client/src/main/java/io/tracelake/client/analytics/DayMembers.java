package io.tracelake.client.analytics;

import io.tracelake.client.json.Decimals;
import io.tracelake.client.json.JsonCursor;
import io.tracelake.client.json.ShapeException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The members of a day of metrics. */
final class DayMembers implements Members<DayRow> {
    private @Nullable LocalDate date;
    private @Nullable Long countTraces;
    private @Nullable Long countObservations;
    private @Nullable BigDecimal totalCost;
    private List<ModelRow> usage = List.of();

    @Override
    public void read(String member, JsonCursor json) throws ShapeException {
        switch (member) {
            case "date" -> date = json.date();
            case "countTraces" -> countTraces = json.whole();
            case "countObservations" -> countObservations = json.whole();
            case "totalCost" -> totalCost = sum(json);
            case "usage" -> usage = models(json);
            default -> json.skip();
        }
    }

    @Override
    public DayRow build() throws ShapeException {
        return new DayRow(
                Members.required("date", date),
                Members.required("countTraces", countTraces),
                Members.required("countObservations", countObservations),
                totalCost,
                usage);
    }

    @Override
    public @Nullable Instant timestamp() {
        return date == null ? null : date.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static List<ModelRow> models(JsonCursor json) throws ShapeException {
        List<ModelRow> models = new ArrayList<>();
        if (json.arrayOrNull()) {
            while (json.nextElement()) {
                if (!json.atObject()) {
                    throw new ShapeException("not an array of objects");
                }
                models.add(new ModelMembers().read(json));
            }
        }
        return models;
    }

    static @Nullable BigDecimal sum(JsonCursor json) throws ShapeException {
        BigDecimal dollars = json.numberOrText();
        return dollars == null ? null : Decimals.fit(dollars, 38, 12);
    }
}
