package io.tracelake.app.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.schemas.Topics;
import io.tracelake.testkit.KafkaCluster;
import io.tracelake.testkit.KafkaExtension;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaExtension.class)
class TransactionCheckTest {
    @Test
    void findsATransactionThatIsOpenForTooLongAndSaysHowToGetRidOfIt(KafkaCluster kafka) throws Exception {
        kafka.createTopics();
        String topic = kafka.config().topic(Topics.TRACES);
        try (var producer = kafka.producer("stuck");
                var admin = kafka.admin()) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, 1, "p/t", new byte[] {1})).get();
            var cluster = Cluster.read(admin, kafka.config());

            var now = new TransactionCheck(admin, kafka.config(), cluster, Instant::now);
            assertThat(now.run())
                    .isEqualTo(Finding.ok("cluster", "transactions", "none is open for longer than 15 min"));

            InstantSource later = () -> Instant.now().plus(Duration.ofMinutes(17));
            var check = new TransactionCheck(admin, kafka.config(), cluster, later);
            assertThat(check.run().result()).isEqualTo(Finding.Result.FAILED);
            assertThat(check.run().detail())
                    .contains(topic + "-1 at offset 0", "known to a coordinator", "abort nothing by hand");
            assertThat(check.judge(check.open(), Set.of()).detail())
                    .contains("known to no coordinator", "--topic " + topic + " --partition 1 --start-offset 0");
            producer.abortTransaction();
        }
    }

    @Test
    void saysThatTheBrokersAllowTransactionsThatAreTooShort(KafkaCluster kafka) throws Exception {
        kafka.createTopics();
        try (var admin = kafka.admin()) {
            var read = Cluster.read(admin, kafka.config());
            var properties = new java.util.HashMap<>(kafka.config().properties());
            properties.put("transaction.timeout.ms", "1000000");
            var config = new io.tracelake.schemas.KafkaConfig(
                    properties, kafka.config().topicPrefix(), 3, (short) 1);

            Finding found = new TransactionCheck(admin, config, read, Instant::now).run();

            assertThat(found.ok()).isFalse();
            assertThat(found.detail())
                    .contains("transaction.max.timeout.ms of the brokers is 900000", "1000000 is needed");
        }
    }
}
