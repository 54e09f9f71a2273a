package io.tracelake.system.contract;

import static io.tracelake.client.organizations.Operation.CREATE_API_KEY;
import static io.tracelake.client.organizations.Operation.DELETE_API_KEY;
import static io.tracelake.client.organizations.Operation.GET_PROJECT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.client.KeyPair;
import io.tracelake.client.organizations.ApiKey;
import io.tracelake.client.organizations.OrganizationProjectDetails;
import io.tracelake.client.organizations.OrganizationsClient;
import io.tracelake.client.organizations.Related;
import io.tracelake.sandbox.SandboxProject;
import io.tracelake.sandbox.organization.OrganizationConfig;
import io.tracelake.sandbox.organization.SecretDisplay;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProjectSecretsTest {
    private final SandboxService service = SandboxService.start();
    private final OrganizationsClient owner = service.as(service.owner());
    private final SandboxProject seeded = service.sandbox().projects().getFirst();

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    @Covers(value = GET_PROJECT, analytics = AnalyticsOperation.OWN_PROJECT)
    void thePairIsThereWhenItIsAskedForAndOpensTheProject() {
        assertThat(owner.project(seeded.id(), Set.of(), false).keys()).isNull();
        OrganizationProjectDetails details = owner.project(seeded.id(), Set.of(), true);
        KeyPair pair = pair();
        assertThat(details.encryptedOnly()).isFalse();
        assertThat(pair.publicKey()).isEqualTo(seeded.publicKey());
        assertThat(service.analytics().ownProject(pair).id()).isEqualTo(seeded.id());
    }

    @Test
    @Covers(GET_PROJECT)
    void includedKeysAreEncryptedAndSaidToBe() {
        OrganizationProjectDetails details = owner.project(seeded.id(), Set.of(Related.API_KEYS), false);
        assertThat(details.keys()).isNull();
        assertThat(details.encryptedOnly()).isTrue();
        assertThat(details.apiKeys()).extracting(ApiKey::publicKey).containsExactly(seeded.publicKey());
        var body = service.wire(service.owner()).get(service.path(seeded.id()) + "?include=apiKeys");
        var included = body.expect(200).body().at("/included/0");
        assertThat(included.path("type").asString()).isEqualTo("apiKey");
        assertThat(included.at("/attributes/encryptedSecretKey").asString()).isNotBlank();
        assertThat(body.body().toString()).doesNotContain(seeded.secretKey());
    }

    @Test
    @Covers(value = GET_PROJECT, analytics = AnalyticsOperation.OWN_PROJECT)
    void thePairOfANewProjectOpensItToo() {
        String id = service.newProject("Night Shift");
        var pair = Objects.requireNonNull(owner.project(id, Set.of(), true).keys());
        assertThat(service.analytics().ownProject(pair).id()).isEqualTo(id);
    }

    @Test
    @Covers({GET_PROJECT, CREATE_API_KEY, DELETE_API_KEY})
    void onlyTheServicesOwnKeyIsShownAgain() {
        owner.createApiKey(seeded.id(), "tracelake", null);
        assertThat(pair().publicKey()).isEqualTo(seeded.publicKey());
        owner.apiKeys(seeded.id()).stream()
                .filter(key -> seeded.publicKey().equals(key.publicKey()))
                .forEach(key -> owner.deleteApiKey(seeded.id(), key.id()));
        var details = owner.project(seeded.id(), Set.of(Related.API_KEYS), true);
        assertThat(details.keys()).isNull();
        assertThat(details.encryptedOnly()).isTrue();
        assertThat(details.apiKeys()).extracting(ApiKey::note).containsExactly("tracelake");
    }

    @Test
    @Covers(GET_PROJECT)
    void aServiceThatShowsCiphertextOnlyIsSaidToDoSo() {
        try (SandboxService encrypting =
                SandboxService.start(OrganizationConfig.defaults().withSecrets(SecretDisplay.ENCRYPTED))) {
            var details = encrypting.as(encrypting.owner()).project(seeded.id(), Set.of(Related.API_KEYS), true);
            assertThat(details.keys()).isNull();
            assertThat(details.encryptedOnly()).isTrue();
            assertThat(details.apiKeys()).isNotEmpty();
        }
    }

    @Test
    @Covers(GET_PROJECT)
    void aServiceThatShowsNoSecretsAtAllIsSaidToDoSo() {
        try (SandboxService hiding =
                SandboxService.start(OrganizationConfig.defaults().withSecrets(SecretDisplay.HIDDEN))) {
            var details = hiding.as(hiding.owner()).project(seeded.id(), Set.of(Related.API_KEYS), true);
            assertThat(details.keys()).isNull();
            assertThat(details.encryptedOnly()).isFalse();
        }
    }

    @Test
    @Covers(GET_PROJECT)
    void relatedResourcesComeOnlyWhenTheyAreAskedFor() {
        OrganizationProjectDetails all = owner.project(seeded.id(), EnumSet.allOf(Related.class), true);
        assertThat(all.keys()).isNotNull();
        assertThat(all.encryptedOnly()).isFalse();
        assertThat(all.apiKeys()).isNotEmpty();
        assertThat(all.members()).isNotEmpty();
        OrganizationProjectDetails one = owner.project(seeded.id(), Set.of(Related.USERS), false);
        assertThat(one.members()).isEqualTo(all.members());
        assertThat(one.apiKeys()).isEmpty();
        assertThat(one.llmApiKeys()).isEmpty();
        assertThat(one.sentinelPasses()).isEmpty();
    }

    @Test
    @Covers(GET_PROJECT)
    void aResourceThatIsNoneCanNotBeIncluded() {
        service.wire(service.owner())
                .get(service.path(seeded.id()) + "?include=users,walls")
                .expect(422);
    }

    private KeyPair pair() {
        return Objects.requireNonNull(owner.project(seeded.id(), Set.of(), true).keys());
    }
}
