package io.tracelake.app.line;

import io.tracelake.app.config.ConfigurationException;
import io.tracelake.app.config.IngestSettings;
import io.tracelake.app.config.LakeSettings;
import io.tracelake.app.config.ServiceSettings;
import io.tracelake.app.config.StreamsSettings;
import io.tracelake.ingester.config.IngestConfig;
import io.tracelake.ingester.config.Payload;
import io.tracelake.ingester.config.StaticProject;
import io.tracelake.schemas.KafkaConfig;
import io.tracelake.sink.config.LakeConfig;
import io.tracelake.streams.config.EndpointConfig;
import io.tracelake.streams.config.RuntimeConfig;
import io.tracelake.streams.config.UsageConfig;
import java.util.List;
import java.util.Set;

/**
 * What the roles are given: the user's settings, with the addresses of what this process itself has started.
 *
 * @param services an analytics service is named
 */
public record LineSettings(
        ServiceSettings services,
        IngestSettings ingest,
        KafkaConfig kafka,
        StreamsSettings streams,
        LakeSettings lake) {

    /**
     * As the ingester takes them.
     *
     * @throws IllegalArgumentException if they contradict each other; names key and value
     */
    public static IngestConfig config(IngestSettings ingest) {
        return new IngestConfig(
                ingest.interval(),
                ingest.settle(),
                ingest.lookback(),
                ingest.memory(),
                ingest.start(),
                switch (ingest.payload()) {
                    case FULL -> Payload.FULL;
                    case HASH -> Payload.HASH;
                    case NONE -> Payload.NONE;
                },
                ingest.metricsByTag());
    }

    /**
     * What the streams role counts by. A trace is remembered as long as it may change.
     *
     * @throws IllegalArgumentException for what can't work; names key and value
     */
    public static UsageConfig usage(StreamsSettings streams, IngestSettings ingest) {
        return new UsageConfig(ingest.lookback().plus(streams.margin()), streams.maxTags(), streams.publishInterval());
    }

    /**
     * As the sink takes them.
     *
     * @throws IllegalArgumentException for what can't work; names key and value
     */
    public static LakeConfig config(LakeSettings lake) {
        return new LakeConfig(lake.path(), lake.rollInterval(), lake.rollSizeBytes());
    }

    /**
     * Finds out what can't work before anything is started.
     *
     * @throws ConfigurationException naming setting and value
     */
    void check(Set<Role> roles) {
        try {
            ingestConfig();
            usageConfig();
            runtimeConfig();
            endpointConfig();
            lakeConfig();
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()));
        }
        if (roles.contains(Role.INGESTER) && services.projects().isEmpty() && services.organization() == null) {
            throw new ConfigurationException(
                    "projects: missing; name them in the file or as TRACELAKE_PROJECTS, or let organizations.base-url"
                            + " (ORGANIZATIONS_API_BASE_URL) list them");
        }
    }

    IngestConfig ingestConfig() {
        return config(ingest);
    }

    UsageConfig usageConfig() {
        return usage(streams, ingest);
    }

    RuntimeConfig runtimeConfig() {
        return new RuntimeConfig(streams.threads(), streams.standbyReplicas(), streams.state());
    }

    EndpointConfig endpointConfig() {
        var advertised = streams.advertised();
        return new EndpointConfig(
                streams.listen().host(), streams.listen().port(), advertised == null ? null : advertised.toString());
    }

    LakeConfig lakeConfig() {
        return config(lake);
    }

    List<StaticProject> staticProjects() {
        return services.projects().stream()
                .map(project -> new StaticProject(project.id(), project.name(), project.keys()))
                .toList();
    }
}
