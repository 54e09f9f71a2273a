package io.tracelake.app.request;

import io.tracelake.app.status.CommittedRecords;
import io.tracelake.ingester.replay.LetterBox;
import io.tracelake.ingester.replay.LetterPlace;
import io.tracelake.schemas.DeadLetter;
import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.Topics;
import io.tracelake.schemas.UndecodableRecordException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The dead letters in Kafka, as long as it keeps them. */
public final class Letters {
    private final KafkaConfig kafka;
    private final Duration patience;

    /** @param patience for each of Kafka's answers */
    public Letters(KafkaConfig kafka, Duration patience) {
        this.kafka = kafka;
        this.patience = patience;
    }

    /**
     * The newest that match, oldest of them first, their payloads left out: those are many MB at worst. No more than
     * {@code limit} of them are held in memory.
     *
     * @param progress hears how many records have been read, again and again
     */
    public List<Letter> newest(LetterFilter filter, Predicate<LetterPlace> wanted, int limit, LongConsumer progress) {
        var found = new ArrayDeque<Letter>();
        try (var records = new CommittedRecords(kafka, patience)) {
            records.read(
                    records.partitions(Topics.DEAD_LETTERS),
                    record -> {
                        var letter = decoded(record);
                        if (letter != null && filter.matches(letter.content()) && wanted.test(letter.place())) {
                            letter.content().setPayload("");
                            found.add(letter);
                            if (found.size() > limit) {
                                found.removeFirst();
                            }
                        }
                    },
                    progress);
        }
        return List.copyOf(found);
    }

    /** One letter; null if there is none at its place any more. */
    public @Nullable Letter one(LetterPlace place) {
        try (var box = new LetterBox(kafka)) {
            DeadLetter content = box.take(place);
            return content == null ? null : new Letter(place, content);
        }
    }

    private static @Nullable Letter decoded(ConsumerRecord<String, byte[]> record) {
        try {
            return record.value() == null
                    ? null
                    : new Letter(
                            new LetterPlace(record.partition(), record.offset()),
                            Topics.DEAD_LETTERS.decode(record.value()));
        } catch (UndecodableRecordException unknown) {
            return null;
        }
    }
}
