package io.tracelake.broker;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;

/** Prepares an empty directory for Kafka, as its storage tool does. */
final class Format {
    private Format() {}

    /** Writes {@code meta.properties} last and whole: a directory without it has not been formatted. */
    static void run(Path directory, Uuid clusterId) {
        try (var silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(silent)
                    .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                    .setNodeId(BrokerSettings.NODE)
                    .setClusterId(clusterId.toString())
                    .setControllerListenerName(BrokerSettings.CONTROLLER)
                    .setMetadataLogDirectory(directory.toString())
                    .addDirectory(directory.toString())
                    .setIgnoreFormatted(true)
                    .run();
        } catch (Exception e) { // the formatter declares no narrower one
            throw new BrokerStartException(
                    "Kafka's data directory " + directory + " can't be prepared: " + e.getMessage(), e);
        }
    }
}
