package io.tracelake.app.check;

import io.tracelake.app.config.KafkaRefusal;
import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.Topic;
import io.tracelake.schemas.TopicProvisioning;
import io.tracelake.schemas.Topics;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Whether Kafka answers, existing topics have the policies that the line needs, and the cluster keeps what the guarantees
 * assume. Creates nothing.
 */
public final class KafkaCheck {
    private static final Pattern SECRET = Pattern.compile("password|secret|jaas|token|key");

    private final KafkaConfig kafka;
    private final InstantSource clock;

    public KafkaCheck(KafkaConfig kafka, InstantSource clock) {
        this.kafka = kafka;
        this.clock = clock;
    }

    /** Kafka first, then its topics. */
    public List<Finding> run() throws InterruptedException {
        var findings = new ArrayList<Finding>();
        try (var admin = Admin.create(kafka.client(
                Map.of(
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000),
                Map.of(AdminClientConfig.CLIENT_ID_CONFIG, kafka.topicPrefix() + "check")))) {
            findings.add(cluster(admin));
            findings.add(topics(admin));
            Cluster cluster = Cluster.read(admin, kafka);
            findings.addAll(new ReplicationCheck(cluster).run());
            findings.add(new TransactionCheck(admin, kafka, cluster, clock).run());
        } catch (ExecutionException e) {
            findings.add(unreachable(e.getCause() == null ? e : e.getCause()));
        } catch (KafkaException e) {
            findings.add(unreachable(e));
        }
        return findings;
    }

    private static Finding cluster(Admin admin) throws InterruptedException, ExecutionException {
        var cluster = admin.describeCluster();
        var brokers = cluster.nodes().get();
        return Finding.ok(
                "kafka",
                "",
                "cluster %s, brokers %s"
                        .formatted(
                                cluster.clusterId().get(),
                                brokers.stream()
                                        .map(node -> node.host() + ":" + node.port())
                                        .sorted()
                                        .collect(Collectors.joining(", "))));
    }

    private Finding topics(Admin admin) throws InterruptedException, ExecutionException {
        Set<String> names = admin.listTopics().names().get();
        var existing = new ArrayList<Topic<?>>();
        var missing = new ArrayList<String>();
        for (Topic<?> topic : Topics.ALL) {
            if (names.contains(kafka.topic(topic))) {
                existing.add(topic);
            } else {
                missing.add(kafka.topic(topic));
            }
        }
        try {
            // All of these exist, so nothing is created.
            new TopicProvisioning(admin, kafka).ensure(existing);
        } catch (IllegalStateException contradicted) {
            return Finding.failed("topics", "", String.valueOf(contradicted.getMessage()));
        }
        return Finding.ok(
                "topics",
                "",
                existing.size() + " as needed"
                        + (missing.isEmpty() ? "" : "; will be created: " + String.join(", ", missing)));
    }

    private Finding unreachable(Throwable cause) {
        return KafkaRefusal.describe(cause)
                .map(reason -> Finding.failed("kafka", "", withoutSecrets(reason)))
                .orElseGet(() -> unanswered(cause));
    }

    private Finding unanswered(Throwable cause) {
        String reason = cause instanceof KafkaException && cause.getCause() != null
                ? cause.getMessage() + ": " + cause.getCause().getMessage()
                : String.valueOf(cause.getMessage());
        String hint = cause instanceof TimeoutException
                ? " (kafka.security.protocol is %s)"
                        .formatted(kafka.properties().getOrDefault("security.protocol", "PLAINTEXT"))
                : "";
        return Finding.failed(
                "kafka",
                "",
                "kafka.bootstrap.servers: '" + kafka.bootstrapServers() + "': " + withoutSecrets(reason) + hint);
    }

    /** Client properties are handed on as they are, and an error may quote them. */
    private String withoutSecrets(String text) {
        String safe = text;
        for (var property : kafka.properties().entrySet()) {
            if (!property.getValue().isBlank()
                    && SECRET.matcher(property.getKey().toLowerCase(Locale.ROOT))
                            .find()) {
                safe = safe.replace(property.getValue(), "****");
            }
        }
        return safe;
    }
}
