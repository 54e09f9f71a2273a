package io.tracelake.system.contract;

import static io.tracelake.client.organizations.Operation.CREATE_SENTINEL_PASS;
import static io.tracelake.client.organizations.Operation.GET_PROJECT;
import static io.tracelake.client.organizations.Operation.LIST_SENTINEL_PASSES;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.client.organizations.OrganizationsClient;
import io.tracelake.client.organizations.Related;
import io.tracelake.client.organizations.SentinelPass;
import io.tracelake.client.organizations.SentinelPassDraft;
import io.tracelake.client.organizations.SentinelPassQuery;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SentinelPassTest {
    private final SandboxService service = SandboxService.start();
    private final OrganizationsClient owner = service.as(service.owner());
    private final String project = service.newProject("Night Shift");

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    @Covers({CREATE_SENTINEL_PASS, LIST_SENTINEL_PASSES, GET_PROJECT})
    void aPassIsListedAsItWasMade() {
        SentinelPass made = pass("Nightly export", "api_key", "ci", "night");
        assertThat(made.id()).isNotBlank();
        assertThat(made.name()).isEqualTo("Nightly export");
        assertThat(made.credentialType()).isEqualTo("api_key");
        assertThat(made.tags()).containsExactly("ci", "night");
        assertThat(made.active()).isTrue();
        assertThat(made.createdAt()).isEqualTo(service.clock().instant());
        assertThat(owner.sentinelPasses(project, SentinelPassQuery.ALL)).containsExactly(made);
        assertThat(owner.project(project, Set.of(Related.SENTINEL_PASSES), false)
                        .sentinelPasses())
                .containsExactly(made);
        assertThat(owner.sentinelPasses(service.newProject("Day Shift"), SentinelPassQuery.ALL))
                .isEmpty();
    }

    @Test
    @Covers(LIST_SENTINEL_PASSES)
    void eachFilterNarrowsTheList() {
        SentinelPass export = pass("Nightly export", "api_key", "ci", "night");
        SentinelPass deploy = pass("Deploy", "oauth", "ci");
        SentinelPass bare = pass("Bare", "oauth");
        assertThat(list(true, null, null)).containsExactlyInAnyOrder(export, deploy, bare);
        assertThat(list(false, null, null)).isEmpty();
        assertThat(list(null, "oauth", null)).containsExactlyInAnyOrder(deploy, bare);
        assertThat(list(null, "ssh", null)).isEmpty();
        assertThat(list(null, null, "EXP")).containsExactly(export);
        assertThat(list(null, null, null, "ci")).containsExactlyInAnyOrder(export, deploy);
        assertThat(list(null, null, null, "night")).containsExactly(export);
        assertThat(list(true, "oauth", "e", "ci")).containsExactly(deploy);
    }

    @Test
    @Covers(CREATE_SENTINEL_PASS)
    void theRootOfTheBodyIsThePassItself() {
        var wire = service.wire(service.owner());
        String path = service.path(project) + "/sentinel_passes";
        wire.post(path, "{\"sentinelPass\":{\"name\":\"a\",\"credential_type\":\"api_key\",\"tags\":[]}}")
                .expect(201);
        wire.post(path, "{\"data\":{\"attributes\":{\"name\":\"b\",\"credential_type\":\"api_key\"}}}")
                .expect(422);
        assertThat(owner.sentinelPasses(project, SentinelPassQuery.ALL))
                .extracting(SentinelPass::name)
                .containsExactly("a");
    }

    @Test
    @Covers(CREATE_SENTINEL_PASS)
    void whatIsMissingIsNamed() {
        Refused.invalid("/sentinelPass/name", () -> pass(" ", "api_key"));
        Refused.invalid("/sentinelPass/name", () -> pass("x".repeat(5000), "api_key"));
        Refused.invalid("/sentinelPass/credential_type", () -> pass("Nightly", " "));
        assertThat(owner.sentinelPasses(project, SentinelPassQuery.ALL)).isEmpty();
    }

    @Test
    @Covers({CREATE_SENTINEL_PASS, LIST_SENTINEL_PASSES})
    void passesOfAProjectThatIsNotThereAreNotFound() {
        Refused.notFound(() -> owner.sentinelPasses("proj-nowhere", SentinelPassQuery.ALL));
        Refused.notFound(
                () -> owner.createSentinelPass("proj-nowhere", new SentinelPassDraft("Nightly", "api_key", List.of())));
    }

    private SentinelPass pass(String name, String credentialType, String... tags) {
        return owner.createSentinelPass(project, new SentinelPassDraft(name, credentialType, List.of(tags)));
    }

    private List<SentinelPass> list(
            @Nullable Boolean active, @Nullable String credentialType, @Nullable String search, String... tags) {
        return owner.sentinelPasses(project, new SentinelPassQuery(active, credentialType, search, List.of(tags)));
    }
}
