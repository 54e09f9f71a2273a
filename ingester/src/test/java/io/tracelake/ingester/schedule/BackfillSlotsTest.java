package io.tracelake.ingester.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackfillSlotsTest {
    private static final long MIB = 1 << 20;

    @ParameterizedTest(name = "{0} MiB of heap")
    @CsvSource({"128, 1", "256, 1", "1024, 2", "4096, 8", "65536, 8"})
    void asManyProjectsAreBackfilledAtATimeAsTheHeapHasRoomFor(long heap, int projects) {
        var slots = BackfillSlots.ofHeap(heap * MIB);

        for (int i = 0; i < projects; i++) {
            assertThat(slots.take("p" + i)).as("p" + i).isNotNull();
        }
        assertThat(slots.take("one more")).isNull();
        slots.giveBack("p0");
        assertThat(slots.take("one more")).isNotNull();
    }

    @Test
    void whoHasASlotKeepsItAndSharesItsMemoryWithNobody() {
        var slots = BackfillSlots.ofHeap(1024 * MIB);

        assertThat(slots.take("a")).isSameAs(slots.take("a")).isNotSameAs(slots.take("b"));
    }

    @Test
    void oneProjectReplaysAtATime() {
        var slots = BackfillSlots.ofHeap(1024 * MIB);

        assertThat(slots.takeReplays("a")).isTrue();
        assertThat(slots.takeReplays("b")).isFalse();
        slots.giveBackReplays("b");
        assertThat(slots.takeReplays("b")).isFalse();
        slots.giveBackReplays("a");
        assertThat(slots.takeReplays("b")).isTrue();
    }
}
