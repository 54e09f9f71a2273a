package io.tracelake.broker;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A broker and producers that commit for ever, in a process of its own, to be killed; one line for each commit. */
final class CommittingProcess {
    static final int PARTITIONS = 50;
    static final List<String> TRANSACTIONAL_IDS = List.of("a", "b", "c", "d", "e", "f");

    private CommittingProcess() {}

    public static void main(String[] arguments) throws Exception {
        var broker = EmbeddedBroker.start(BrokerConfig.local(Path.of(arguments[0])));
        var records = new Records(broker.bootstrapServers());
        records.createTopic(PARTITIONS);
        for (String transactionalId : TRANSACTIONAL_IDS) {
            Thread.ofPlatform().start(() -> commitForEver(records, transactionalId));
        }
        new CountDownLatch(1).await();
    }

    private static void commitForEver(Records records, String transactionalId) {
        try (var producer = records.producer(transactionalId)) {
            producer.initTransactions();
            while (true) {
                producer.beginTransaction();
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    var _ = producer.send(new ProducerRecord<>(Records.TOPIC, partition, null, "value"));
                }
                producer.flush();
                System.out.println("committing");
                producer.commitTransaction();
            }
        }
    }
}
