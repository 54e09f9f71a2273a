package io.tracelake.bench.micro;

import io.tracelake.bench.data.SamplePage;
import io.tracelake.client.analytics.ParsedPage;
import io.tracelake.client.analytics.Row;
import io.tracelake.client.analytics.TraceRow;
import io.tracelake.ingester.publish.SampleTraces;
import io.tracelake.ingester.state.ContentHash;
import io.tracelake.schemas.Topics;
import io.tracelake.schemas.Trace;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What is done with each trace of 2 KB between the service and Kafka, and behind Kafka. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(TraceBenchmark.TRACES)
public class TraceBenchmark {
    static final int TRACES = 1_000;

    private List<TraceRow> rows = List.of();
    private List<Trace> records = List.of();
    private List<byte[]> values = List.of();

    @Setup
    public void prepare() throws Exception {
        List<Row<TraceRow>> parsed = ParsedPage.of(SamplePage.of(TRACES, 2_000)).rows();
        rows = parsed.stream().map(row -> ((Row.Valid<TraceRow>) row).value()).toList();
        records = SampleTraces.of(parsed);
        values = records.stream().map(Topics.TRACES::encode).toList();
    }

    @Benchmark
    public void fingerprint(Blackhole hole) {
        rows.forEach(row -> hole.consume(ContentHash.of(row)));
    }

    @Benchmark
    public void encode(Blackhole hole) {
        records.forEach(trace -> hole.consume(Topics.TRACES.encode(trace)));
    }

    @Benchmark
    public void decode(Blackhole hole) {
        values.forEach(bytes -> hole.consume(Topics.TRACES.decode(bytes)));
    }
}
