package io.tracelake.app.command;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** For commands that tell in one line of their own if Kafka isn't there; its clients warn twice a second. */
final class KafkaLog {
    private KafkaLog() {}

    static void silence() {
        if (LoggerFactory.getLogger("org.apache.kafka") instanceof Logger logger) {
            logger.setLevel(Level.OFF);
        }
    }
}
