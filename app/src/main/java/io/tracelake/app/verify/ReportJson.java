package io.tracelake.app.verify;

import io.tracelake.app.report.JsonDocument;
import java.math.BigDecimal;
import tools.jackson.core.JsonGenerator;

/** A report for programs. Costs are texts, so that no reader makes doubles of them. */
public final class ReportJson {
    private ReportJson() {}

    /** One JSON object. */
    public static String of(Report report, boolean strict) {
        return JsonDocument.of(json -> {
            json.writeStringProperty("from", report.window().from().toString());
            json.writeStringProperty("until", report.window().to().toString());
            json.writeBooleanProperty("sound", report.sound(strict));
            if (report.failure() != null) {
                json.writeStringProperty("failure", report.failure());
            }
            json.writeArrayPropertyStart("projects");
            report.projects().forEach(project -> write(json, project, strict));
            json.writeEndArray();
            json.writeObjectPropertyStart("total");
            write(json, report.total());
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, ProjectReport project, boolean strict) {
        json.writeStartObject();
        json.writeStringProperty("id", project.id());
        json.writeStringProperty("name", project.name());
        json.writeBooleanProperty("sound", project.sound(strict));
        if (project.failure() != null) {
            json.writeStringProperty("failure", project.failure());
        } else {
            json.writeNumberProperty("unreadable", project.unreadable());
            json.writeArrayPropertyStart("days");
            project.days().forEach((day, figures) -> {
                json.writeStartObject();
                json.writeStringProperty("day", day.toString());
                write(json, figures);
                json.writeEndObject();
            });
            json.writeEndArray();
            json.writeObjectPropertyStart("total");
            write(json, project.total());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Figures figures) {
        json.writeNumberProperty("service", figures.service());
        json.writeNumberProperty("lake", figures.lake());
        json.writeNumberProperty("missing", figures.missing());
        json.writeNumberProperty("doubled", figures.doubled());
        json.writeNumberProperty("stale", figures.stale());
        json.writeNumberProperty("pending", figures.pending());
        json.writeNumberProperty("gone", figures.gone());
        json.writeStringProperty("service_cost", plain(figures.serviceCost()));
        json.writeStringProperty("lake_cost", plain(figures.lakeCost()));
        json.writeStringProperty("cost_difference", plain(figures.costDifference()));
    }

    private static String plain(BigDecimal cost) {
        return cost.signum() == 0 ? "0" : cost.stripTrailingZeros().toPlainString();
    }
}
