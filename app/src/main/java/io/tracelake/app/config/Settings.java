package io.tracelake.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a user may set, checked.
 *
 * <p>Printing it shows no secret.
 *
 * @param services where traces and projects come from
 * @param discovery how projects and the keys that open them are found
 * @param ingest how traces are read
 * @param kafka what carries them
 * @param streams how usage is made of them
 * @param lake where they end
 * @param observability how all that can be watched
 * @param data directory of {@code up}: Kafka's data, the state of usage, logs
 */
public record Settings(
        ServiceSettings services,
        DiscoverySettings discovery,
        IngestSettings ingest,
        KafkaSettings kafka,
        StreamsSettings streams,
        LakeSettings lake,
        ObservabilitySettings observability,
        Path data) {
    private static final Path FILE = Path.of("tracelake.yml");

    /**
     * Reads the file, then the environment, which wins.
     *
     * @param file null for {@code tracelake.yml} if there is one
     * @throws ConfigurationException for the first setting that can't be used
     */
    public static Settings load(@Nullable Path file, Map<String, String> environment, Mode mode) {
        if (file == null && !Files.exists(FILE)) {
            return of("", FILE.toString(), environment, mode);
        }
        var path = file == null ? FILE : file;
        try {
            return of(Files.readString(path), path.toString(), environment, mode);
        } catch (NoSuchFileException e) {
            throw new ConfigurationException("--config: there is no file '" + path + "'");
        } catch (IOException e) {
            throw new ConfigurationException("--config: '" + path + "' can't be read: " + e.getMessage());
        }
    }

    static Settings of(String yaml, String file, Map<String, String> environment, Mode mode) {
        var sources = Sources.of(yaml, file, environment);
        var values = new Values(sources.values(), mode);
        var data = values.path(Key.DATA);
        return new Settings(
                ServiceSettings.of(values, sources),
                DiscoverySettings.of(values),
                IngestSettings.of(values, sources),
                KafkaSettings.of(values, sources.kafka()),
                StreamsSettings.of(values, data),
                LakeSettings.of(values, data),
                ObservabilitySettings.of(values),
                data);
    }
}
