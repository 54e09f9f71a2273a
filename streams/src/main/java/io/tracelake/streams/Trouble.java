package io.tracelake.streams;

import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.streams.errors.LockException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.errors.TaskMigratedException;

/** What an exception means for the role as a whole. */
final class Trouble {
    private Trouble() {}

    /**
     * Whether trying again from the last commit may help: Kafka is away, another instance has the work, the disk of the
     * state is full. Whatever isn't known to pass ends the role, for an error that stays would be tried for ever.
     */
    static boolean passes(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof FencedInstanceIdException) {
                return false; // another process has the same name: with a second attempt the two would take turns
            }
            boolean known = switch (cause) {
                case RetriableException away -> true;
                case ProducerFencedException another -> true;
                case InvalidProducerEpochException another -> true;
                case InvalidTxnStateException aborted -> true;
                case OutOfOrderSequenceException aborted -> true;
                case TransactionAbortableException aborted -> true;
                case KafkaException unacknowledged when isPlain(unacknowledged) -> true;
                case TaskMigratedException another -> true;
                case TaskCorruptedException behind -> true;
                case LockException held -> true;
                case ProcessorStateException full -> true;
                default -> false;
            };
            if (known) {
                return true;
            }
        }
        return false;
    }

    /** A producer says so, and no more, when its transaction can't go on: what it had sent was never acknowledged. */
    private static boolean isPlain(KafkaException e) {
        return e.getClass() == KafkaException.class && e.getCause() == null;
    }

    /** One line. */
    static String describe(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && (isEnvelope(root) || root.getMessage() == null)) {
            root = root.getCause();
        }
        String reason = switch (root) {
            case OffsetOutOfRangeException lost -> "records of traces were deleted before they were counted: ";
            case NoOffsetForPartitionException lost -> "nobody knows how far traces has been counted: ";
            default -> root.getClass().getSimpleName() + ": ";
        };
        return "streams: " + (reason + root.getMessage()).replaceAll("\\R", " ");
    }

    /** Says where something failed; why is in its cause. */
    private static boolean isEnvelope(Throwable e) {
        return e instanceof StreamsException || e.getClass() == KafkaException.class;
    }
}
