package io.tracelake.ingester.source;

import static io.tracelake.ingester.simulation.SimulatedService.trace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracelake.client.analytics.FieldGroup;
import io.tracelake.client.analytics.Page;
import io.tracelake.client.analytics.Row;
import io.tracelake.client.analytics.TraceQuery;
import io.tracelake.client.analytics.TraceRow;
import io.tracelake.client.http.ServiceException;
import io.tracelake.ingester.simulation.SimulatedService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Traces that are too large for a page, for the memory, or for the service itself. */
class LargeTracesTest {
    private static final Instant T0 = Instant.parse("2026-11-20T00:00:00Z");
    private static final Window HOUR = new Window(T0, T0.plus(Duration.ofHours(1)));
    private static final long MIB = 1 << 20;

    private final SimulatedService service = new SimulatedService(new SplittableRandom(1));
    private final PageMemory memory = PageMemory.ofHeap(256 * MIB);
    private final List<TraceQuery> asked = new ArrayList<>();
    private final Set<String> tooLargeInAPage = new HashSet<>();
    private final Set<String> tooLargeAlone = new HashSet<>();
    private final List<String> askedById = new ArrayList<>();
    private long rowBytes = 1_000;
    private int fault = 422;
    private boolean knowsFields = true;

    private final class Asking implements TraceSource.Asking {
        @Override
        public Page<TraceRow> page(TraceQuery query, LongPredicate room) {
            asked.add(query);
            Page<TraceRow> page = service.list(query);
            boolean io = !knowsFields || query.fields().contains(FieldGroup.IO);
            if (io
                    && page.rows().stream()
                            .anyMatch(row -> row instanceof Row.Valid(var t) && tooLargeInAPage.contains(t.id()))) {
                throw new ServiceException("too large", fault, null, null);
            }
            if (io && !room.test(page.rows().size() * rowBytes)) {
                throw new ServiceException("more than fits", 200, null, null);
            }
            return page;
        }

        @Override
        public Row<TraceRow> trace(String id, LongPredicate room) {
            askedById.add(id);
            if (tooLargeAlone.contains(id) || !room.test(rowBytes)) {
                throw new ServiceException("too large", fault, null, null);
            }
            return service.byId(id);
        }
    }

    private final TraceSource source = new TraceSource(new Asking(), memory, new TraceSource.Size(), () -> {});

    private void addTraces(int count) {
        for (int i = 0; i < count; i++) {
            service.add(trace("t" + i, T0.plusMillis(i), "n", T0, "1"));
        }
    }

    private List<String> walk(List<String> bare) {
        return walk(source, bare);
    }

    private static List<String> walk(TraceSource source, List<String> bare) {
        var ids = new ArrayList<String>();
        var walk = new KeysetWalk(source, HOUR);
        while (!walk.done()) {
            try (FetchedRows fetched = walk.next()) {
                bare.addAll(fetched.bare());
                fetched.rows()
                        .forEach(row ->
                                ids.add(((Row.Valid<TraceRow>) row).value().id()));
            }
        }
        return ids;
    }

    @Test
    void asksForAsManyRowsAsFitAndWastesNoRequestTwice() {
        rowBytes = 5 * MIB;
        addTraces(200);

        assertThat(walk(new ArrayList<>())).hasSize(200).doesNotHaveDuplicates();
        int first = asked.size();
        assertThat(walk(new ArrayList<>())).hasSize(200);

        assertThat(first).isLessThan(115);
        assertThat(asked.size() - first).isLessThan(105);
        assertThat(asked.stream().skip(first).map(TraceQuery::limit)).allMatch(limit -> limit <= 4);
    }

    @Test
    void smallTracesHaveLargePagesAgain() {
        rowBytes = 5 * MIB;
        addTraces(400);
        walk(new ArrayList<>());
        rowBytes = 1_000;
        walk(new ArrayList<>());
        asked.clear();

        walk(new ArrayList<>());

        assertThat(asked).hasSizeLessThan(10);
    }

    @ParameterizedTest
    @ValueSource(ints = {413, 422, 504, 524, 200})
    void aTraceThatNoPageCanHoldIsReadByItsIdAndTheOthersAsEver(int status) {
        fault = status;
        addTraces(150);
        tooLargeInAPage.add("t70");
        var bare = new ArrayList<String>();

        assertThat(walk(bare)).hasSize(150).doesNotHaveDuplicates();

        assertThat(bare).isEmpty();
        assertThat(askedById).containsExactly("t70");
        assertThat(asked).hasSizeLessThan(30);
    }

    @Test
    void aTraceThatCannotBeReadAtAllForItsSizeComesWithoutItsTexts() {
        addTraces(150);
        tooLargeInAPage.addAll(List.of("t70", "t71"));
        tooLargeAlone.add("t71");
        var bare = new ArrayList<String>();

        assertThat(walk(bare)).hasSize(150).doesNotHaveDuplicates();

        assertThat(bare).containsExactly("t71");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTraceWaitsForMemoryThatOthersHoldRatherThanLoseItsTexts(boolean listed) {
        rowBytes = 25 * MIB;
        addTraces(2);
        if (!listed) {
            tooLargeInAPage.addAll(List.of("t0", "t1"));
        }
        var shared = PageMemory.of(120 * MIB);
        var other = shared.lease(16 * MIB, () -> {});
        var bare = new ArrayList<String>();

        assertThat(walk(new TraceSource(new Asking(), shared, new TraceSource.Size(), other::close), bare))
                .containsExactly("t0", "t1");

        assertThat(bare).isEmpty();
        assertThat(shared.isWhole()).isTrue();
    }

    @Test
    void aTraceLargerThanAllMemoryComesWithoutItsTextsAndHoldsNobodyUp() {
        rowBytes = 25 * MIB;
        addTraces(2);
        var small = PageMemory.of(60 * MIB);
        var bare = new ArrayList<String>();

        assertThat(walk(new TraceSource(new Asking(), small, new TraceSource.Size()), bare))
                .containsExactly("t0", "t1");

        assertThat(bare).containsExactly("t0", "t1");
        assertThat(small.isWhole()).isTrue();
    }

    /** Until it is cut a payload is held up to its limit, and the page around it with it. */
    @Test
    void theMemoryOfOneTraceHoldsOneWhosePayloadIsCut() {
        rowBytes = PageMemory.RECORD + 10_000;
        addTraces(2);
        var bare = new ArrayList<String>();

        walk(new TraceSource(new Asking(), PageMemory.of(PageMemory.ofOneTrace()), new TraceSource.Size()), bare);

        assertThat(bare).isEmpty();
    }

    @Test
    void severalOfOneInstantAreReadToo() {
        for (int i = 0; i < 120; i++) {
            service.add(trace("t" + i, T0, "n", T0, "1"));
        }
        tooLargeInAPage.addAll(List.of("t3", "t99"));

        assertThat(walk(new ArrayList<>())).hasSize(120).doesNotHaveDuplicates();
        assertThat(askedById).containsExactlyInAnyOrder("t3", "t99");
    }

    @Test
    void anOutageIsNoReasonToCarryATraceWithoutItsTexts() {
        addTraces(10);
        tooLargeInAPage.add("t5");
        var failing = new TraceSource(
                new TraceSource.Asking() {
                    @Override
                    public Page<TraceRow> page(TraceQuery query, LongPredicate room) {
                        return new Asking().page(query, room);
                    }

                    @Override
                    public Row<TraceRow> trace(String id, LongPredicate room) {
                        throw new ServiceException("503", 503, null, null);
                    }
                },
                memory,
                new TraceSource.Size(),
                () -> {});
        var walk = new KeysetWalk(failing, HOUR);

        assertThatThrownBy(() -> {
                    while (!walk.done()) {
                        walk.next().close();
                    }
                })
                .hasMessage("503");
        assertThat(memory.isWhole()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noMemoryIsLostToAnErrorOfTheMachine(boolean listed) {
        addTraces(10);
        tooLargeInAPage.add("t5");
        var error = new StackOverflowError();
        var failing = new TraceSource(
                new TraceSource.Asking() {
                    @Override
                    public Page<TraceRow> page(TraceQuery query, LongPredicate room) {
                        if (listed) {
                            throw error;
                        }
                        return new Asking().page(query, room);
                    }

                    @Override
                    public Row<TraceRow> trace(String id, LongPredicate room) {
                        throw error;
                    }
                },
                memory,
                new TraceSource.Size());

        assertThatThrownBy(() -> walk(failing, new ArrayList<>())).isSameAs(error);

        assertThat(memory.isWhole()).isTrue();
    }

    @Test
    void aServiceThatKnowsNoFieldsSaysWhatItSaidFirst() {
        knowsFields = false;
        addTraces(10);
        tooLargeInAPage.add("t5");

        assertThatThrownBy(() -> walk(new ArrayList<>())).hasMessage("too large");
        assertThat(memory.isWhole()).isTrue();
    }

    @Test
    void allMemoryIsGivenBack() {
        rowBytes = 7 * MIB;
        addTraces(50);
        tooLargeInAPage.add("t7");

        walk(new ArrayList<>());
        source.trace("t1", row -> assertThat(row).isInstanceOf(Row.Valid.class));

        assertThat(memory.isWhole()).isTrue();
    }

    /** Who waits may be the one whose transaction it is. */
    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whatWaitsForItsTransactionHoldsNobodyUpForEver() {
        rowBytes = MIB / 4;
        addTraces(300);
        memory.charge().add(MIB);

        assertThat(walk(new ArrayList<>())).hasSize(300);
    }

    @Test
    void manyWalksAtOnceHoldNoMoreThanThereIsAndAllEnd() throws InterruptedException {
        rowBytes = 5 * MIB;
        addTraces(40);
        var threads = new ArrayList<Thread>();
        var ends = java.util.Collections.synchronizedList(new ArrayList<Integer>());
        for (int i = 0; i < 40; i++) {
            var alone = new TraceSource(
                    new TraceSource.Asking() {
                        @Override
                        public Page<TraceRow> page(TraceQuery query, LongPredicate room) {
                            Page<TraceRow> page;
                            synchronized (service) {
                                page = service.list(query);
                            }
                            if (!room.test(page.rows().size() * rowBytes)) {
                                throw new ServiceException("more than fits", 200, null, null);
                            }
                            return page;
                        }

                        @Override
                        public Row<TraceRow> trace(String id, LongPredicate room) {
                            throw new AssertionError("not needed");
                        }
                    },
                    memory,
                    new TraceSource.Size(),
                    () -> {});
            threads.add(Thread.startVirtualThread(() -> {
                int rows = 0;
                var walk = new KeysetWalk(alone, HOUR);
                while (!walk.done()) {
                    try (FetchedRows fetched = walk.next()) {
                        rows += fetched.rows().size();
                    }
                }
                ends.add(rows);
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(ends).hasSize(40).allMatch(rows -> rows == 40);
        assertThat(memory.isWhole()).isTrue();
    }
}
