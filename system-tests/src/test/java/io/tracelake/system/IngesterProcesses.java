package io.tracelake.system;

import io.tracelake.sandbox.Sandbox;
import io.tracelake.testkit.KafkaCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.GroupState;

/** Ingesters of one group as real processes, and what they say of themselves. */
final class IngesterProcesses {
    private static final Pattern METRICS = Pattern.compile("metrics at (http://[^/]+)/metrics");

    private final Path directory;
    private final KafkaCluster kafka;
    private final Map<String, String> environment;
    private int started;

    IngesterProcesses(Path directory, KafkaCluster kafka, Sandbox sandbox, Map<String, String> more) {
        this.directory = directory;
        this.kafka = kafka;
        this.environment = new HashMap<>(UpProcess.discovering(sandbox));
        environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        environment.put("TRACELAKE_TOPICS_PREFIX", kafka.config().topicPrefix());
        environment.put(
                "TRACELAKE_TOPICS_PARTITIONS", Integer.toString(kafka.config().partitions()));
        environment.put("TRACELAKE_METRICS_LISTEN", "127.0.0.1:0");
        environment.putAll(more);
    }

    UpProcess start() {
        try {
            Path own = Files.createDirectories(directory.resolve("instance-" + ++started));
            return UpProcess.startRole(own, environment, "ingester");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Partitions of each member of the settled group; empty while it settles. */
    List<Integer> shares() {
        String group = kafka.config().topicPrefix() + "ingester";
        try (var admin = Admin.create(kafka.config().client(Map.of(), Map.of()))) {
            var found = admin.describeConsumerGroups(List.of(group)).all().get().get(group);
            return found == null || found.groupState() != GroupState.STABLE
                    ? List.of()
                    : found.members().stream()
                            .map(member -> member.assignment().topicPartitions().size())
                            .sorted()
                            .toList();
        } catch (ExecutionException | InterruptedException e) {
            return List.of();
        }
    }

    /** Sum of a metric's samples that have these tags; NaN while the process doesn't answer. */
    static double metric(UpProcess process, String name, String... tags) {
        var address = METRICS.matcher(process.log());
        if (!address.find()) {
            return Double.NaN;
        }
        try (var client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
            var uri = URI.create(address.group(1) + "/metrics");
            var page = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
            return page.body()
                    .lines()
                    .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                    .filter(line -> Arrays.stream(tags).allMatch(line::contains))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException away) {
            return Double.NaN;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
