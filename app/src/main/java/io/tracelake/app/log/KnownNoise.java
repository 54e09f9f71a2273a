package io.tracelake.app.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;

/** Drops what Kafka warns of at every ordinary start and stop: nobody can or should act on it. */
public final class KnownNoise extends Filter<ILoggingEvent> {
    private record Message(String logger, String part) {}

    private static final List<Message> MESSAGES = List.of(
            new Message("org.apache.kafka.controller.QuorumController", "Performing controller activation"),
            new Message("org.apache.kafka.clients.NetworkClient", "has already been closed"),
            // After a kill the node asks its own controller before that has begun.
            new Message("kafka.server.ControllerApis", "CONTROLLER_REGISTRATION"),
            new Message("org.apache.kafka.clients.consumer.internals.OffsetFetcherUtils", "no longer assigned"));

    @Override
    public FilterReply decide(ILoggingEvent event) {
        return MESSAGES.stream()
                        .anyMatch(known -> event.getLoggerName().equals(known.logger)
                                && event.getFormattedMessage().contains(known.part))
                ? FilterReply.DENY
                : FilterReply.NEUTRAL;
    }
}
