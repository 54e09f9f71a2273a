package io.tracelake.ingester.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tracelake.ingester.config.IngestConfig;
import io.tracelake.schemas.IngestState;
import io.tracelake.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StateRestoreTest {
    private static final Instant NOW = Instant.parse("2026-11-20T22:00:00Z");
    private static final TopicPartition PARTITION = new TopicPartition("ingest-state", 0);
    private static final Duration SOON = Duration.ofSeconds(20);

    /** Restoring went round in a loop for ever. */
    @Test
    void failsWhenTheEndIsNeverReached() {
        var consumer = consumer(3, mock -> add(mock, 0, "p/trace/a", fingerprint(NOW)));

        assertTimeoutPreemptively(
                SOON,
                () -> assertThatExceptionOfType(KafkaException.class)
                        .isThrownBy(() -> new StateRestore(
                                        IngestConfig.DEFAULTS, NOW, StateRestore.ROOMY, Duration.ofMillis(50))
                                .read(consumer, PARTITION, 1, 0))
                        .withMessage("ingest-state-0 can't be read beyond offset 1 of 3"));
    }

    /** A reader that starts over by itself would hold less than there is and call it all. */
    @Test
    void failsWhenTheBeginningMovesAwayMeanwhile() {
        var consumer = consumer(3, mock -> {
            mock.updateBeginningOffsets(Map.of(PARTITION, 2L));
            add(mock, 2, "p/trace/c", fingerprint(NOW));
        });

        assertTimeoutPreemptively(
                SOON,
                () -> assertThatExceptionOfType(OffsetOutOfRangeException.class)
                        .isThrownBy(
                                () -> new StateRestore(IngestConfig.DEFAULTS, NOW).read(consumer, PARTITION, 1, 0)));
    }

    /** The second pass found the keys of the first, and what lay behind them stayed. */
    @Test
    void namesExpiredFingerprintsAHundredThousandAtATimeUntilNoneIsLeft() {
        int all = 2 * StateRestore.MAX_EXPIRED + 5;
        Instant old = NOW.minus(Duration.ofDays(100));
        var forgotten = new HashSet<String>();
        Set<String> expired;
        int passes = 0;
        long from = 0;
        boolean more;
        do {
            var consumer = consumer(all + forgotten.size(), mock -> {
                for (int i = 0; i < all; i++) {
                    add(mock, i, "p/trace/" + i, fingerprint(old));
                }
                long offset = all;
                for (String key : forgotten) {
                    add(mock, offset++, key, null);
                }
            });
            var restored = new StateRestore(IngestConfig.DEFAULTS, NOW).read(consumer, PARTITION, 1, from);
            expired = restored.expired();
            from = restored.nextExpired();
            more = restored.moreExpired();
            assertThat(expired).hasSizeLessThanOrEqualTo(StateRestore.MAX_EXPIRED);
            assertThat(Collections.disjoint(expired, forgotten)).isTrue();
            forgotten.addAll(expired);
        } while (more && ++passes < 10);

        assertThat(forgotten).hasSize(all);
        assertThat(passes).isEqualTo(2);
    }

    private static MockConsumer<byte[], byte[]> consumer(long end, Consumer<MockConsumer<byte[], byte[]>> atFirstPoll) {
        var consumer = new MockConsumer<byte[], byte[]>("none") {
            private boolean polled;

            @Override
            public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
                if (!polled) {
                    polled = true;
                    atFirstPoll.accept(this);
                }
                return super.poll(timeout);
            }
        };
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, end));
        return consumer;
    }

    private static void add(MockConsumer<byte[], byte[]> consumer, long offset, String key, byte @Nullable [] value) {
        consumer.addRecord(new ConsumerRecord<>(
                PARTITION.topic(), PARTITION.partition(), offset, key.getBytes(StandardCharsets.UTF_8), value));
    }

    private static byte[] fingerprint(Instant timestamp) {
        return Topics.INGEST_STATE.encode(
                new IngestState(null, Known.first(1, timestamp, null).toRecord(), null, null));
    }
}
