package io.tracelake.app.up;

import io.tracelake.schemas.KafkaConfig;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Members of groups that a killed {@code up} has left behind. A broker in this process has no other clients yet, so whoever
 * it still counts as a member is dead, and waiting for a time-out to find that out would only delay the start.
 */
final class KilledMembers {
    private static final Logger LOG = LoggerFactory.getLogger(KilledMembers.class);

    private KilledMembers() {}

    static void remove(KafkaConfig kafka, List<String> groups) throws InterruptedException {
        try (var admin = Admin.create(kafka.client(Map.of(), Map.of()))) {
            for (String group : groups) {
                try {
                    admin.removeMembersFromConsumerGroup(
                                    kafka.topicPrefix() + group, new RemoveMembersFromConsumerGroupOptions())
                            .all()
                            .get();
                } catch (ExecutionException e) {
                    LOG.debug("group {} has no members to remove: {}", group, e.getMessage());
                }
            }
        }
    }
}
