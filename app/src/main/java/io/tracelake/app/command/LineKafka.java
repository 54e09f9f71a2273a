package io.tracelake.app.command;

import io.tracelake.app.config.Mode;
import io.tracelake.app.config.Settings;
import io.tracelake.app.up.UpFile;
import io.tracelake.schemas.KafkaConfig;

/** The Kafka of a running line: the configured one, otherwise that of the last {@code up} on the same data directory. */
final class LineKafka {
    private LineKafka() {}

    static KafkaConfig of(CommonOptions common) {
        if (!common.debug()) {
            KafkaLog.silence();
        }
        return of(common.settings(Mode.ROLE));
    }

    static KafkaConfig of(Settings settings) {
        return settings.kafka().external()
                ? settings.kafka().config()
                : UpFile.read(settings.data())
                        .map(up -> settings.kafka().embedded(up.bootstrapServers()))
                        .orElseGet(() -> settings.kafka().config());
    }
}
