package io.tracelake.sink.file;

import io.tracelake.bench.data.SamplePage;
import io.tracelake.client.analytics.ParsedPage;
import io.tracelake.ingester.publish.SampleTraces;
import io.tracelake.schemas.Topics;
import io.tracelake.sink.table.LakeTables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.avro.generic.GenericRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Rows of 2 KB, sorted and written as a file of the table. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(ParquetWriteBenchmark.ROWS)
public class ParquetWriteBenchmark {
    static final int ROWS = 10_000;

    private List<GenericRecord> rows = List.of();
    private Path directory = Path.of(".");

    @Setup
    public void prepare() throws Exception {
        rows = SampleTraces.of(ParsedPage.of(SamplePage.of(ROWS, 2_000)).rows()).stream()
                .map(Topics.TRACES::encode)
                .map(LakeTables.TRACES::row)
                .toList();
        directory = Files.createTempDirectory("parquet-write");
    }

    @Benchmark
    public long write() throws Exception {
        return WrittenFiles.write(rows, ROWS, directory);
    }
}
