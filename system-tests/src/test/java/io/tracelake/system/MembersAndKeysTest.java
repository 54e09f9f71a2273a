package io.tracelake.system;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tracelake.client.Secret;
import io.tracelake.client.organizations.InvitationDraft;
import io.tracelake.client.organizations.LlmApiKeyDraft;
import io.tracelake.client.organizations.OrganizationsClient;
import io.tracelake.client.organizations.Role;
import io.tracelake.ingester.config.IngestConfig;
import io.tracelake.ingester.config.Payload;
import io.tracelake.sandbox.Sandbox;
import io.tracelake.sandbox.SandboxConfig;
import io.tracelake.sandbox.SandboxUser;
import io.tracelake.schemas.ProjectMember;
import io.tracelake.schemas.Topic;
import io.tracelake.schemas.Topics;
import io.tracelake.testkit.KafkaCluster;
import io.tracelake.testkit.KafkaExtension;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The members and keys that a service has, in the topics, without what nobody may read there. */
@ExtendWith(KafkaExtension.class)
class MembersAndKeysTest {
    private static final IngestConfig CONFIG = new IngestConfig(
            Duration.ofMillis(500),
            Duration.ofSeconds(4),
            Duration.ofHours(12),
            Duration.ofDays(90),
            Duration.ofDays(30),
            Payload.NONE,
            false);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void followsMembersAndKeysFromComingToGoingWithoutAnAddressOrASecret(KafkaCluster share)
            throws InterruptedException {
        KafkaCluster kafka = share.createTopics();
        try (var sandbox = Sandbox.start(SandboxConfig.defaults(InstantSource.system()));
                var organizations = RunningIngester.organizations(sandbox)) {
            String project = sandbox.projects().getFirst().id();
            var key = organizations.createApiKey(project, "CI", null);
            String pasted = key.pair().secretKey().reveal();
            var careless = organizations.createApiKey(project, pasted, null);
            var llm = organizations.createLlmApiKey(project, new LlmApiKeyDraft("openai", Secret.of("sk-provider-1")));
            SandboxUser user = newMember(organizations, sandbox, project);

            try (var ingester = RunningIngester.discovering(kafka.config(), CONFIG, sandbox, step -> {})) {
                assertThat(ingester.progress()).isNotNull();
                awaitNewest(
                        kafka,
                        Topics.API_KEYS,
                        row -> row.getApiKeyId() + " " + row.getLabel() + " " + row.getStatus(),
                        key.key().id() + " CI active",
                        careless.key().id() + " **** active");
                awaitNewest(
                        kafka,
                        Topics.LLM_API_KEYS,
                        row -> row.getLlmApiKeyId() + " " + row.getStatus(),
                        llm.id() + " active");
                awaitMember(kafka, user, "active");

                organizations.deleteApiKey(project, key.key().id());
                organizations.deleteLlmApiKey(project, llm.id());
                organizations.denyAccess(project, user.id());
                awaitNewest(
                        kafka,
                        Topics.API_KEYS,
                        row -> row.getApiKeyId() + " " + row.getLabel() + " " + row.getStatus(),
                        key.key().id() + " CI deleted");
                awaitNewest(
                        kafka,
                        Topics.LLM_API_KEYS,
                        row -> row.getLlmApiKeyId() + " " + row.getStatus(),
                        llm.id() + " deleted");
                awaitMember(kafka, user, "denied");

                organizations.removeMember(project, user.id());
                awaitMember(kafka, user, "removed");
            }
            assertNowhere(kafka, List.of(pasted, "sk-provider-1", user.email(), sandbox.token(), sandbox.apiKey()));
        }
    }

    private static SandboxUser newMember(OrganizationsClient organizations, Sandbox sandbox, String project) {
        var invitation =
                organizations.invite(project, new InvitationDraft("grace@example.org", Role.VIEWER, null, true));
        return sandbox.acceptInvitation(invitation.id());
    }

    private static void awaitMember(KafkaCluster kafka, SandboxUser user, String access) {
        awaitNewest(kafka, Topics.MEMBERS, MembersAndKeysTest::standing, user.id() + " VIEWER " + access);
    }

    private static String standing(ProjectMember row) {
        return row.getUserId() + " " + row.getRole() + " " + row.getAccess();
    }

    private static <V extends SpecificRecord> void awaitNewest(
            KafkaCluster kafka, Topic<V> topic, Function<V, String> standing, String... expected) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            Map<Object, String> newest = kafka.reader(topic).values().stream()
                    .collect(toMap(row -> row.get(0) + "/" + row.get(1), standing, (older, newer) -> newer));
            assertThat(newest.values()).contains(expected);
        });
    }

    private static void assertNowhere(KafkaCluster kafka, List<String> hidden) {
        for (Topic<?> topic : List.of(Topics.PROJECTS, Topics.MEMBERS, Topics.API_KEYS, Topics.LLM_API_KEYS)) {
            assertThat(kafka.reader(topic).values().toString()).as(topic.name()).doesNotContain(hidden);
        }
    }
}
