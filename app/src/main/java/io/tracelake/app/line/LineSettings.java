package io.tracelake.app.line;

import io.tracelake.app.config.ConfigurationException;
import io.tracelake.app.config.DiscoverySettings;
import io.tracelake.app.config.IngestSettings;
import io.tracelake.app.config.LakeSettings;
import io.tracelake.app.config.ObservabilitySettings;
import io.tracelake.app.config.OrganizationSettings;
import io.tracelake.app.config.ServiceSettings;
import io.tracelake.app.config.StreamsSettings;
import io.tracelake.client.Secret;
import io.tracelake.ingester.config.IngestConfig;
import io.tracelake.ingester.config.KeyConfig;
import io.tracelake.ingester.config.KeySource;
import io.tracelake.ingester.config.OrganizationConfig;
import io.tracelake.ingester.config.Payload;
import io.tracelake.ingester.config.PersonalData;
import io.tracelake.ingester.config.StaticProject;
import io.tracelake.schemas.KafkaConfig;
import io.tracelake.sink.config.LakeConfig;
import io.tracelake.streams.config.EndpointConfig;
import io.tracelake.streams.config.RuntimeConfig;
import io.tracelake.streams.config.UsageConfig;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the roles are given: the user's settings, with the addresses of what this process itself has started.
 *
 * @param services an analytics service is named
 */
public record LineSettings(
        ServiceSettings services,
        DiscoverySettings discovery,
        IngestSettings ingest,
        KafkaConfig kafka,
        StreamsSettings streams,
        LakeSettings lake,
        ObservabilitySettings observability) {

    /**
     * As the ingester takes them.
     *
     * @throws IllegalArgumentException if they contradict each other; names key and value
     */
    public static IngestConfig config(IngestSettings ingest, LakeSettings lake) {
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
                ingest.metricsByTag(),
                TextRules.of(ingest.texts(), lake.path()));
    }

    /**
     * How the ingester finds projects and the keys that open them.
     *
     * @throws IllegalArgumentException for what can't work; names key and value
     */
    public static OrganizationConfig config(DiscoverySettings discovery, ServiceSettings services, LakeSettings lake) {
        return new OrganizationConfig(
                Clients.organizationId(services),
                config(discovery),
                discovery.interval(),
                discovery.detailsInterval(),
                new PersonalData(lake.personalData(), salt(services.organization(), lake)));
    }

    /**
     * Where key pairs come from.
     *
     * @throws IllegalArgumentException for what can't work; names key and value
     */
    public static KeyConfig config(DiscoverySettings discovery) {
        return new KeyConfig(
                discovery.keys().stream().map(LineSettings::source).toList(),
                discovery.keyLabel(),
                discovery.keyLifetime());
    }

    private static KeySource source(DiscoverySettings.Source source) {
        return switch (source) {
            case STATIC -> KeySource.STATIC;
            case DISCOVER -> KeySource.DISCOVER;
            case MINT -> KeySource.MINT;
        };
    }

    /** Without an organization there are no members whose addresses would need one. */
    private static Secret salt(@Nullable OrganizationSettings organization, LakeSettings lake) {
        if (lake.personalDataSalt() != null) {
            return lake.personalDataSalt();
        }
        return organization == null ? Secret.of("") : organization.apiKey();
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
            organizationConfig();
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
        if (roles.contains(Role.INGESTER)
                && services.organization() == null
                && !discovery.keys().contains(DiscoverySettings.Source.STATIC)) {
            throw new ConfigurationException(
                    "organizations.keys: without organizations.base-url (ORGANIZATIONS_API_BASE_URL) keys can only be"
                            + " static");
        }
    }

    OrganizationConfig organizationConfig() {
        return config(discovery, services, lake);
    }

    IngestConfig ingestConfig() {
        return config(ingest, lake);
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
