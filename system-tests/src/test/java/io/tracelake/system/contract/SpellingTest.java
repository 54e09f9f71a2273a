package io.tracelake.system.contract;

import static io.tracelake.client.organizations.Operation.CREATE_API_KEY;
import static io.tracelake.client.organizations.Operation.GET_PROJECT;
import static io.tracelake.client.organizations.Operation.LIST_API_KEYS;
import static io.tracelake.client.organizations.Operation.LIST_INVITATIONS;
import static io.tracelake.client.organizations.Operation.LIST_MEMBERS;
import static io.tracelake.client.organizations.Operation.LIST_PROJECTS;
import static io.tracelake.client.organizations.Operation.LIST_SENTINEL_PASSES;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.client.Secret;
import io.tracelake.client.organizations.InvitationDraft;
import io.tracelake.client.organizations.LlmApiKeyDraft;
import io.tracelake.client.organizations.NewApiKey;
import io.tracelake.client.organizations.OrganizationProject;
import io.tracelake.client.organizations.OrganizationProjectDetails;
import io.tracelake.client.organizations.OrganizationsClient;
import io.tracelake.client.organizations.ProjectQuery;
import io.tracelake.client.organizations.Related;
import io.tracelake.client.organizations.Role;
import io.tracelake.client.organizations.SentinelPassDraft;
import io.tracelake.client.organizations.SentinelPassQuery;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The documentation and the public clients of the service don't agree on how names are spelled. */
class SpellingTest {
    private final SandboxService service = SandboxService.start();
    private final SnakeCaseRelay relay = SnakeCaseRelay.start(service.sandbox().organizationsUri());
    private final OrganizationsClient camel = service.as(service.owner());
    private final OrganizationsClient snake = service.at(relay.uri(), service.owner());
    private final String project = service.newProject("Night Shift");

    @BeforeEach
    void fill() {
        camel.createApiKey(project, "n", service.clock().instant().plus(Duration.ofDays(1)));
        camel.createLlmApiKey(project, new LlmApiKeyDraft("openai", Secret.of("k"), List.of("m"), false));
        service.join(project, service.with(Role.ADMIN), Role.VIEWER);
        camel.invite(project, new InvitationDraft("new@example.com", Role.VIEWER, Role.MEMBER, false));
        camel.createSentinelPass(project, new SentinelPassDraft("pass", "api_key", List.of("tag")));
    }

    @AfterEach
    void stop() {
        relay.close();
        service.close();
    }

    @Test
    @Covers({LIST_PROJECTS, LIST_API_KEYS, LIST_MEMBERS, LIST_INVITATIONS, LIST_SENTINEL_PASSES})
    void listsAreReadInBothSpellings() {
        assertThat(snake.apiKeys(project)).hasSize(2).isEqualTo(camel.apiKeys(project));
        assertThat(snake.members(project)).hasSize(2).isEqualTo(camel.members(project));
        assertThat(snake.invitations(project)).hasSize(1).isEqualTo(camel.invitations(project));
        assertThat(snake.sentinelPasses(project, SentinelPassQuery.ALL))
                .hasSize(1)
                .isEqualTo(camel.sentinelPasses(project, SentinelPassQuery.ALL));
        assertThat(snake.projects(ProjectQuery.FRESH))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("extras")
                .isEqualTo(camel.projects(ProjectQuery.FRESH));
    }

    @Test
    @Covers(GET_PROJECT)
    void aProjectAndAllThatIsIncludedIsReadInBothSpellings() {
        OrganizationProjectDetails mine = camel.project(project, EnumSet.allOf(Related.class), true);
        OrganizationProjectDetails theirs = snake.project(project, EnumSet.allOf(Related.class), true);
        assertThat(theirs.keys()).isNotNull().isEqualTo(mine.keys());
        assertThat(theirs.apiKeys()).hasSize(2).isEqualTo(mine.apiKeys());
        assertThat(theirs.llmApiKeys()).hasSize(1).isEqualTo(mine.llmApiKeys());
        assertThat(theirs.members()).hasSize(2).isEqualTo(mine.members());
        assertThat(theirs.sentinelPasses()).hasSize(1).isEqualTo(mine.sentinelPasses());
        OrganizationProject read = theirs.project();
        assertThat(read.isDefault()).isFalse();
        assertThat(read.membersCount()).isEqualTo(mine.project().membersCount());
        assertThat(read.createdAt()).isEqualTo(mine.project().createdAt());
    }

    @Test
    @Covers(GET_PROJECT)
    void keysThatAreIncludedEncryptedAreSeenInBothSpellings() {
        OrganizationProjectDetails theirs = snake.project(project, Set.of(Related.API_KEYS), false);
        assertThat(theirs.keys()).isNull();
        assertThat(theirs.encryptedOnly()).isTrue();
        assertThat(theirs.apiKeys()).isEqualTo(camel.apiKeys(project));
    }

    @Test
    @Covers(CREATE_API_KEY)
    void theSecretOfANewKeyIsReadInBothSpellings() {
        NewApiKey made = snake.createApiKey(project, "snake", null);
        assertThat(service.analytics().ownProject(made.pair()).id()).isEqualTo(project);
        assertThat(camel.apiKeys(project)).contains(made.key());
    }

    @Test
    void theRelayRespellsNamesAndTypesButNoValues() {
        assertThat(SnakeCaseRelay.respelled("{\"type\":\"apiKey\",\"attributes\":{\"publicKey\":\"aB cD\"}}"))
                .isEqualTo("{\"type\":\"api_key\",\"attributes\":{\"public_key\":\"aB cD\"}}");
    }
}
