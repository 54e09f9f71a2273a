package io.tracelake.streams;

import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.streams.errors.LockException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.TopologyException;

/** What an exception means for the role as a whole. */
final class Trouble {
    private Trouble() {}

    /** Whether trying again from the last commit may help: Kafka is away, or the state has to be read again. */
    static boolean passes(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case AuthenticationException denied -> {
                    return false;
                }
                case AuthorizationException denied -> {
                    return false;
                }
                case UnsupportedVersionException tooOld -> {
                    return false;
                }
                case SerializationException bug -> {
                    return false;
                }
                case InvalidOffsetException lost -> {
                    return false;
                }
                case TopologyException bug -> {
                    return false;
                }
                case RetriableException away -> {
                    return true;
                }
                case LockException held -> {
                    return true;
                }
                default -> {}
            }
        }
        return e instanceof KafkaException && isKafkasOwn(e);
    }

    /** A store that fails may have a full disk behind it; an exception of our own classes is a bug. */
    private static boolean isKafkasOwn(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (!(cause instanceof KafkaException) && !(e instanceof ProcessorStateException)) {
                return false;
            }
        }
        return true;
    }

    /** One line. */
    static String describe(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && (isEnvelope(root) || root.getMessage() == null)) {
            root = root.getCause();
        }
        if (root instanceof InvalidOffsetException) {
            return "streams: records of traces were deleted before they were counted: "
                    + String.valueOf(root.getMessage()).replaceAll("\\R", " ");
        }
        return "streams: " + (root.getClass().getSimpleName() + ": " + root.getMessage()).replaceAll("\\R", " ");
    }

    /** Says where something failed; why is in its cause. */
    private static boolean isEnvelope(Throwable e) {
        return e instanceof StreamsException || e.getClass() == KafkaException.class;
    }
}
