package io.tracelake.streams.http;

import io.tracelake.schemas.KafkaConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** An {@link Instance} that can be killed. */
record OtherProcess(Process process, URI uri) implements AutoCloseable {
    static OtherProcess start(KafkaConfig kafka, Path state) throws IOException {
        var command = List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.tracelake.schemas",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                OtherProcess.class.getName(),
                kafka.bootstrapServers(),
                kafka.topicPrefix(),
                String.valueOf(kafka.partitions()),
                state.toString());
        Process process = new ProcessBuilder(command)
                .redirectError(Redirect.DISCARD)
                .redirectInput(Redirect.PIPE)
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        while (!Objects.requireNonNull(line).startsWith("http://")) {
            line = output.readLine();
        }
        Thread.ofVirtual().start(() -> output.lines().forEach(_ -> {}));
        return new OtherProcess(process, URI.create(line));
    }

    /** Ends with the process that started it, at the latest. */
    public static void main(String[] arguments) throws IOException {
        var kafka = new KafkaConfig(
                Map.of(KafkaConfig.BOOTSTRAP_SERVERS, arguments[0]),
                arguments[1],
                Integer.parseInt(arguments[2]),
                (short) 1);
        try (var instance = Instance.start(kafka, Path.of(arguments[3]))) {
            System.out.println(instance.awaitRunning().uri());
            if (System.in.read() < 0) {
                Runtime.getRuntime().halt(0);
            }
        }
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
