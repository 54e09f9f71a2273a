package io.tracelake.client.analytics;

import io.tracelake.bench.data.SamplePage;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A page of 100 traces of 2 KB, from bytes to rows. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PageParseBenchmark {
    private final byte[] page = SamplePage.of(100, 2_000);

    @Benchmark
    public Object parse() throws Exception {
        return ParsedPage.of(page);
    }
}
