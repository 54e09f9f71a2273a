package io.tracelake.broker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server$;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.image.MetadataDelta;
import org.apache.kafka.image.MetadataImage;
import org.apache.kafka.image.loader.LoaderManifest;
import org.apache.kafka.image.publisher.MetadataPublisher;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A controller and, once the controller knows that the former life of this node is over, a broker.
 *
 * <p>Kafka's own start doesn't wait for that. Its broker then finds itself the leader of everything, as it was before a
 * kill, goes on with the transactions that were being ended, and in the moment in which the controller declares the
 * former life dead it finds partitions without a leader. It takes those for deleted and completes the transactions
 * without their markers: nobody reads past them ever again (docs/decisions/0029-start-after-a-kill.md).
 */
final class CombinedNode {
    private static final Logger LOG = LoggerFactory.getLogger(CombinedNode.class);
    private static final Duration FENCING_PATIENCE = Duration.ofMinutes(1);

    private final SharedServer shared;
    private final ControllerServer controller;
    private final BrokerServer broker;

    CombinedNode(KafkaConfig settings) {
        var directories = KafkaRaftServer.initializeLogDirs(settings, LOG, "");
        var ensemble = directories._1();
        shared = new SharedServer(
                settings,
                ensemble,
                Time.SYSTEM,
                Server$.MODULE$.initializeMetrics(
                        settings, Time.SYSTEM, ensemble.clusterId().orElseThrow()),
                CompletableFuture.completedFuture(QuorumConfig.parseVoterConnections(
                        settings.quorumConfig().voters())),
                QuorumConfig.parseBootstrapServers(settings.quorumConfig().bootstrapServers()),
                new StandardFaultHandlerFactory(),
                ServerSocketFactory.INSTANCE);
        broker = new BrokerServer(shared);
        controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), directories._2());
    }

    /** Returns when clients can connect. */
    void start() {
        controller.startup();
        awaitFencing();
        broker.startup();
    }

    /** Waits until both have ended. */
    void stop() {
        broker.shutdown();
        controller.shutdown();
        broker.awaitShutdown();
        controller.awaitShutdown();
    }

    private void awaitFencing() {
        var former = new FormerLife();
        try {
            shared.loader().installPublishers(List.of(former)).get();
            former.over.get(FENCING_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            shared.loader().removeAndClosePublisher(former).get();
        } catch (TimeoutException e) {
            throw new KafkaException("the controller did not end the session of the node's former life", e);
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while Kafka starts", e);
        }
    }

    /** Hears of the cluster's metadata, the first time when all that is on disk has been read. */
    private static final class FormerLife implements MetadataPublisher {
        private final CompletableFuture<Void> over = new CompletableFuture<>();

        @Override
        public String name() {
            return "former life";
        }

        @Override
        public void onMetadataUpdate(MetadataDelta delta, MetadataImage image, LoaderManifest manifest) {
            var registered = image.cluster().broker(BrokerSettings.NODE);
            if (registered == null || registered.fenced()) {
                over.complete(null);
            }
        }

        @Override
        public void close() {}
    }
}
