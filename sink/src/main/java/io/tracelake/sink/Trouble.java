package io.tracelake.sink;

import io.tracelake.sink.storage.LakeUnavailableException;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** What an exception means for the sink as a whole. */
final class Trouble {
    private Trouble() {}

    /**
     * Whether trying again may help.
     *
     * @param connected whether Kafka has answered before: then a host name that can't be resolved, which Kafka reports
     *     as wrong configuration, is a broker that is away
     */
    static boolean passes(RuntimeException e, boolean connected) {
        return switch (e) {
            case LakeUnavailableException away -> true;
            case AuthenticationException denied -> false;
            case AuthorizationException denied -> false;
            // Another process has the same name: with a second attempt the two would take turns.
            case FencedInstanceIdException twin -> false;
            case KafkaException twin when twin.getCause() instanceof FencedInstanceIdException -> false;
            case UnsupportedVersionException tooOld -> false;
            case SerializationException bug -> false;
            case InvalidOffsetException lost -> false;
            case ConfigException wrong -> false;
            case KafkaException wrong when wrong.getCause() instanceof ConfigException -> connected;
            case KafkaException away -> true;
            default -> false;
        };
    }

    static String describe(RuntimeException e) {
        Throwable root = e.getCause() instanceof KafkaException cause ? cause : e;
        String text = e instanceof LakeUnavailableException
                ? String.valueOf(e.getMessage())
                : "Kafka: " + root.getClass().getSimpleName() + ": " + root.getMessage();
        return text.replaceAll("\\R", " ");
    }
}
