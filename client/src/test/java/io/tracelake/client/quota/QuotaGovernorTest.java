package io.tracelake.client.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.client.http.Admission;
import io.tracelake.client.http.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The governor's threads; what it decides is tested in virtual time. */
@Timeout(30)
class QuotaGovernorTest {
    private static final List<Bucket> BUCKETS = List.of(Bucket.values());
    private static final List<Priority> PRIORITIES = List.of(Priority.values());
    private static final Claim CLAIM = new Claim("p", Priority.FRESH);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void interruptedWaitersLeakNothing(long seed) throws InterruptedException {
        var random = new SplittableRandom(seed);
        var config = new QuotaConfig(Map.of(), 0, 2);
        try (var governor = new QuotaGovernor(config, new SplittableRandom(seed))) {
            var threads = new ArrayList<Thread>();
            var most = new AtomicInteger();
            for (int i = 0; i < 300; i++) {
                var claim = new Claim("p" + i % 7, PRIORITIES.get(i % 4));
                Admission admission = governor.admission(BUCKETS.get(i % 2), claim);
                threads.add(Thread.startVirtualThread(() -> {
                    try {
                        var permit = admission.enter();
                        most.accumulateAndGet(governor.underWay(), Math::max);
                        permit.end(new Ending.Answered());
                    } catch (InterruptedException stop) {
                        Thread.currentThread().interrupt();
                    }
                }));
                if (random.nextBoolean()) {
                    threads.get(random.nextInt(threads.size())).interrupt();
                }
            }
            for (Thread thread : threads) {
                thread.join();
            }

            assertThat(most.get()).isBetween(1, 2);
            assertThat(governor.underWay()).isZero();
            for (Bucket bucket : Bucket.values()) {
                assertThat(governor.state(bucket).waiting().values()).containsOnly(0);
            }
        }
    }

    @Test
    void aTurnThatComesWithAnInterruptIsGivenBack() throws InterruptedException {
        try (var governor = new QuotaGovernor(new QuotaConfig(Map.of(), 0, 1), new SplittableRandom(1))) {
            Admission admission = governor.admission(Bucket.TRACES, CLAIM);
            for (int i = 0; i < 2_000; i++) {
                var held = admission.enter();
                Thread waiting = waiting(admission, new CountDownLatch(1));
                awaitWaiting(governor);

                Thread interrupting = Thread.startVirtualThread(waiting::interrupt);
                held.end(new Ending.Answered());
                interrupting.join();
                waiting.join();

                assertThat(governor.underWay()).isZero();
            }
        }
    }

    @Test
    void endsAWaitAtOnceWhenInterrupted() throws InterruptedException {
        try (var governor = new QuotaGovernor(oneADay(), new SplittableRandom(1))) {
            Admission admission = governor.admission(Bucket.TRACES, CLAIM);
            admission.enter().end(new Ending.Answered());
            var interrupted = new CountDownLatch(1);
            Thread waiting = waiting(admission, interrupted);
            awaitWaiting(governor);

            waiting.interrupt();

            interrupted.await();
            assertThat(governor.state(Bucket.TRACES).waiting()).containsEntry(Priority.FRESH, 0);
        }
    }

    @Test
    void holdsNobodyUpOnceClosed() throws InterruptedException {
        var governor = new QuotaGovernor(oneADay(), new SplittableRandom(1));
        Admission admission = governor.admission(Bucket.TRACES, CLAIM);
        admission.enter().end(new Ending.Answered());
        Thread waiting = waiting(admission, new CountDownLatch(1));
        awaitWaiting(governor);

        governor.close();

        waiting.join();
        admission.enter().end(new Ending.Answered());
        assertThat(governor.underWay()).isZero();
    }

    @Test
    void grantsInTimeWithoutAnybodyElseMoving() throws InterruptedException {
        var config = new QuotaConfig(Map.of(Bucket.TRACES, new RateLimit(11, Duration.ofSeconds(1))), 0, 4);
        try (var governor = new QuotaGovernor(config, new SplittableRandom(1))) {
            long begun = System.nanoTime();
            for (int i = 0; i < 5; i++) {
                governor.admission(Bucket.TRACES, CLAIM).enter().end(new Ending.Answered());
            }

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(400));
            assertThat(governor.state(Bucket.TRACES).granted()).isEqualTo(5);
        }
    }

    @Test
    void tellsHowABucketStands() throws InterruptedException {
        var limit = new RateLimit(100, Duration.ofMinutes(1));
        var config = new QuotaConfig(Map.of(Bucket.TRACES, limit), 0.1, 32);
        try (var governor = new QuotaGovernor(config, new SplittableRandom(1))) {
            governor.share(3, 12);
            var first = governor.admission(Bucket.TRACES, CLAIM).enter();

            assertThat(governor.underWay()).isOne();
            assertThat(governor.concurrencyLimit()).isEqualTo(4);
            first.end(new Ending.Throttled(Duration.ofSeconds(50), 100));
            BucketState state = governor.state(Bucket.TRACES);

            assertThat(governor.underWay()).isZero();
            assertThat(state.limit()).isEqualTo(limit);
            assertThat(state.budget()).isEqualTo(22.5);
            assertThat(state.used()).isOne();
            assertThat(state.granted()).isOne();
            assertThat(state.refused()).isOne();
            assertThat(state.pause()).isBetween(Duration.ofSeconds(45), Duration.ofSeconds(51));
            assertThat(governor.state(Bucket.DAILY_METRICS))
                    .isEqualTo(new BucketState(
                            null,
                            0,
                            0,
                            Map.of(
                                    Priority.FRESH, 0,
                                    Priority.LOOKBACK, 0,
                                    Priority.METRICS, 0,
                                    Priority.BACKFILL, 0),
                            0,
                            0,
                            Duration.ZERO));
        }
    }

    private static QuotaConfig oneADay() {
        return new QuotaConfig(Map.of(Bucket.TRACES, new RateLimit(1, Duration.ofDays(1))), 0, 4);
    }

    private static Thread waiting(Admission admission, CountDownLatch interrupted) {
        return Thread.startVirtualThread(() -> {
            try {
                admission.enter().end(new Ending.Answered());
            } catch (InterruptedException stop) {
                interrupted.countDown();
            }
        });
    }

    private static void awaitWaiting(QuotaGovernor governor) {
        while (governor.state(Bucket.TRACES).waiting().getOrDefault(Priority.FRESH, 0) == 0) {
            Thread.onSpinWait();
        }
    }
}
