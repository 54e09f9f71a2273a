package io.tracelake.broker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Kafka node, broker and controller, in this process.
 *
 * <p>Data stays in the directory: a node started again there, on the same ports or others, after a clean end or a kill,
 * has every acknowledged record. A loss of power may cost the last seconds, for Kafka leaves it to the system when pages
 * reach the disk.
 *
 * <p>Kafka ends the whole process if its disk fails or fills up; this is announced in one line on standard error.
 * Thread-safe.
 */
public final class EmbeddedBroker implements AutoCloseable {
    /** After this a close no longer waits; Kafka then recovers its logs at the next start. */
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(8);

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

    private final DataDirectory directory;
    private final Address clients;
    private final CombinedNode node;
    private final Thread closing =
            Thread.ofPlatform().daemon().name("broker-close").unstarted(this::shutDown);
    private boolean closed;

    private EmbeddedBroker(DataDirectory directory, Address clients, CombinedNode node) {
        this.directory = directory;
        this.clients = clients;
        this.node = node;
    }

    /**
     * Returns when clients can connect.
     *
     * @throws BrokerStartException if the directory, an address or a setting can't be used
     */
    public static EmbeddedBroker start(BrokerConfig config) {
        var directory = DataDirectory.hold(config.directory());
        try {
            var addresses = Address.free(config.host(), config.port(), BrokerConfig.LOOPBACK, config.controllerPort());
            var settings = kafkaConfig(BrokerSettings.of(
                    directory.path(), addresses.clients(), addresses.controller(), config.overrides()));
            if (!directory.formatted()) {
                Format.run(directory.path(), Uuid.randomUuid());
            }
            announceHalt(directory.path());
            var node = started(settings);
            LOG.info("Kafka listens on {}, data in {}", addresses.clients(), directory.path());
            return new EmbeddedBroker(directory, addresses.clients(), node);
        } catch (BrokerStartException e) {
            directory.close();
            throw e;
        } catch (RuntimeException e) {
            directory.close();
            throw new BrokerStartException("Kafka can't start in " + directory.path() + ": " + e.getMessage(), e);
        }
    }

    /** Host and port for clients. */
    public String bootstrapServers() {
        return clients.toString();
    }

    /** Stops cleanly, in at most ten seconds. Closing again does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        closing.start();
        try {
            if (!closing.join(CLOSE_PATIENCE)) {
                LOG.warn(
                        "Kafka takes longer than {} s to stop; its logs are recovered at the next start",
                        CLOSE_PATIENCE.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void shutDown() {
        node.stop();
        directory.close();
    }

    private static CombinedNode started(KafkaConfig settings) {
        var node = new CombinedNode(settings);
        try {
            node.start();
            return node;
        } catch (RuntimeException e) {
            node.stop();
            throw e;
        }
    }

    private static KafkaConfig kafkaConfig(Map<String, String> settings) {
        try {
            var properties = new Properties();
            properties.putAll(settings);
            return KafkaConfig.fromProps(properties, false);
        } catch (KafkaException | IllegalArgumentException e) {
            throw new BrokerStartException("Kafka broker settings: " + e.getMessage(), e);
        }
    }

    private static void announceHalt(Path directory) {
        Exit.setHaltProcedure((status, message) -> {
            System.err.println("Kafka gave up, most often for a full or failing disk under " + directory
                    + (message == null ? "; its log names the cause" : ": " + message));
            Runtime.getRuntime().halt(status);
        });
    }
}
