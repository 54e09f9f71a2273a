package io.tracelake.bench.stage;

import io.tracelake.bench.report.Measured;
import io.tracelake.bench.report.Meter;
import io.tracelake.broker.BrokerConfig;
import io.tracelake.broker.EmbeddedBroker;
import io.tracelake.sink.file.WrittenFiles;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.generic.GenericRecord;

/**
 * The stages of the line, one after another in one process, with Kafka in it where a stage needs it:
 * {@code Stages <service> <data> <projects> <traces> <directory>}.
 */
public final class Stages {
    /** In the order in which a trace meets them. */
    public static final List<String> NAMES = List.of(
            "fetch", "fetch + parse", "produce in transactions", "consume + decode", "Parquet write", "streams");

    /** Those that make up the line without streams. */
    public static final List<String> OF_THE_LINE =
            List.of("fetch + parse", "produce in transactions", "consume + decode", "Parquet write");

    private static final int SAMPLE = 20_000;

    private Stages() {}

    @FunctionalInterface
    private interface Stage {
        long run() throws Exception;
    }

    public static void main(String[] args) throws Exception {
        var service = new ServiceStages(URI.create(args[0]), Integer.parseInt(args[2]));
        Path data = Path.of(args[1]);
        long traces = Long.parseLong(args[3]);
        Path directory = Path.of(args[4]);
        measure("fetch", () -> service.fetch(data));
        measure("fetch + parse", service::parse);
        var rows = service.rows(SAMPLE);
        try (var broker = EmbeddedBroker.start(BrokerConfig.local(directory.resolve("kafka")))) {
            var kafka = new KafkaStages(broker.bootstrapServers());
            measure("produce in transactions", () -> kafka.produce(rows, traces));
            rows.clear();
            measure("consume + decode", () -> {
                kafka.consume(traces, 0);
                return traces;
            });
            List<GenericRecord> written = kafka.consume(Math.min(traces, SAMPLE), SAMPLE);
            measure("Parquet write", () -> WrittenFiles.write(written, traces, directory));
            written.clear();
            measure("streams", () -> kafka.count(traces, directory.resolve("state")));
        }
    }

    private static void measure(String name, Stage stage) throws Exception {
        System.gc();
        var meter = Meter.start();
        Measured measured = meter.stop(stage.run());
        System.out.println("stage " + name);
        System.out.println(measured.line());
    }
}
