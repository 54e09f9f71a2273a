package io.tracelake.bench.line;

import io.tracelake.app.config.Mode;
import io.tracelake.app.config.Settings;
import io.tracelake.app.line.Line;
import io.tracelake.app.line.LineSettings;
import io.tracelake.app.line.Role;
import io.tracelake.broker.BrokerConfig;
import io.tracelake.broker.EmbeddedBroker;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** What {@code tracelake up} runs, but for the streams role. Ends when it is told to, or if a role fails. */
public final class LineWithoutStreams {
    private LineWithoutStreams() {}

    public static void main(String[] args) throws Exception {
        var settings = Settings.load(null, System.getenv(), Mode.UP);
        var failed = new CountDownLatch(1);
        try (var broker = EmbeddedBroker.start(
                        new BrokerConfig(settings.data().resolve("kafka"), BrokerConfig.LOOPBACK, 0, 0, Map.of()));
                var line = Line.start(
                        new LineSettings(
                                settings.services(),
                                settings.discovery(),
                                settings.ingest(),
                                settings.kafka().embedded(broker.bootstrapServers()),
                                settings.streams(),
                                settings.lake(),
                                settings.observability()),
                        EnumSet.of(Role.INGESTER, Role.SINK),
                        failed::countDown)) {
            failed.await();
            line.check();
        }
    }
}
