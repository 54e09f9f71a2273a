package io.tracelake.streams.aggregate;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The sketches of an aggregate that has seen much: a value more, and the way to the store and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SketchBenchmark {
    private static final int SEEN = 100_000;
    private static final long LONGEST_MILLIS = 60_000;

    private final SplittableRandom random = new SplittableRandom(1);
    private final LatencySketch latencies = new LatencySketch();
    private final DistinctCount users = new DistinctCount();
    private final StateBuffer buffer = new StateBuffer();

    public SketchBenchmark() {
        for (int i = 0; i < SEEN; i++) {
            latencies.add(random.nextLong(LONGEST_MILLIS), 1);
            users.add(random.nextLong());
        }
    }

    @Benchmark
    public long addAndTakeOutLatency() {
        long millis = random.nextLong(LONGEST_MILLIS);
        latencies.add(millis, 1);
        latencies.add(millis, -1);
        return latencies.count();
    }

    @Benchmark
    public void addUser() {
        users.add(random.nextLong());
    }

    @Benchmark
    public byte[] writeLatencies() {
        buffer.clear();
        latencies.write(buffer);
        return buffer.toBytes();
    }

    @Benchmark
    public byte[] writeUsers() {
        buffer.clear();
        users.write(buffer);
        return buffer.toBytes();
    }
}
