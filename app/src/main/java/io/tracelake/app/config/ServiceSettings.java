package io.tracelake.app.config;

import io.tracelake.client.quota.QuotaConfig;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where traces, and the projects they belong to, come from.
 *
 * @param analytics root of the analytics service; null: none is set, {@code up} brings its sandbox
 * @param quota how much of the analytics service may be used
 * @param organization where projects and their keys are discovered; null: nowhere
 * @param projects known beforehand
 */
public record ServiceSettings(
        @Nullable URI analytics,
        QuotaConfig quota,
        @Nullable OrganizationSettings organization,
        List<ProjectSettings> projects) {
    public ServiceSettings {
        projects = List.copyOf(projects);
    }

    static ServiceSettings of(Values values, Sources sources) {
        var list = sources.projects();
        return new ServiceSettings(
                values.url(Key.ANALYTICS_BASE_URL),
                Limits.of(values),
                OrganizationSettings.of(values, sources.paths()),
                list == null ? List.of() : Projects.of(list.entries(), list.origin()));
    }
}
