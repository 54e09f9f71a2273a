package io.tracelake.client.analytics;

import io.tracelake.client.json.JsonCursor;
import io.tracelake.client.json.ShapeException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The members of one model's usage within a day. */
final class ModelMembers {
    private @Nullable String model;
    private @Nullable Long inputUsage;
    private @Nullable Long outputUsage;
    private @Nullable Long totalUsage;
    private @Nullable Long countTraces;
    private @Nullable Long countObservations;
    private @Nullable BigDecimal totalCost;

    ModelRow read(JsonCursor json) throws ShapeException {
        for (String member = json.nextMember(); member != null; member = json.nextMember()) {
            try {
                read(member, json);
            } catch (ShapeException fault) {
                throw new ShapeException(member + ": " + fault.getMessage());
            }
        }
        return new ModelRow(
                model,
                Members.required("inputUsage", inputUsage),
                Members.required("outputUsage", outputUsage),
                Members.required("totalUsage", totalUsage),
                Members.required("countTraces", countTraces),
                Members.required("countObservations", countObservations),
                totalCost);
    }

    private void read(String member, JsonCursor json) throws ShapeException {
        switch (member) {
            case "model" -> model = json.string();
            case "inputUsage" -> inputUsage = json.whole();
            case "outputUsage" -> outputUsage = json.whole();
            case "totalUsage" -> totalUsage = json.whole();
            case "countTraces" -> countTraces = json.whole();
            case "countObservations" -> countObservations = json.whole();
            case "totalCost" -> totalCost = DayMembers.sum(json);
            default -> json.skip();
        }
    }
}
