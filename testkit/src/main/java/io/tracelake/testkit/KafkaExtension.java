package io.tracelake.testkit;

import io.tracelake.broker.BrokerConfig;
import io.tracelake.broker.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands tests a {@link KafkaCluster}: {@code @ExtendWith(KafkaExtension.class)} and a parameter of that type.
 *
 * <p>One real broker serves the whole JVM. It starts with the first test that asks, in a temporary directory, and goes
 * with the last one. Tests keep apart by the topic prefix: each test has its own, the same in all its parameters.
 */
public final class KafkaExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(KafkaExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == KafkaCluster.class;
    }

    @Override
    public KafkaCluster resolveParameter(ParameterContext parameter, ExtensionContext test) {
        var running =
                test.getRoot().getStore(NAMESPACE).computeIfAbsent(Running.class, _ -> Running.start(), Running.class);
        return test.getStore(NAMESPACE)
                .computeIfAbsent(
                        test.getUniqueId(),
                        _ -> KafkaCluster.unique(running.broker().bootstrapServers()),
                        KafkaCluster.class);
    }

    record Running(EmbeddedBroker broker, Path directory) implements AutoCloseable {
        static Running start() {
            try {
                var directory = Files.createTempDirectory("tracelake-kafka-");
                return new Running(EmbeddedBroker.start(BrokerConfig.local(directory)), directory);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            broker.close();
            try (var files = Files.walk(directory)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
