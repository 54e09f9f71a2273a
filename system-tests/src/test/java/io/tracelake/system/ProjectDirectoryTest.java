package io.tracelake.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.client.Secret;
import io.tracelake.client.http.HttpLimits;
import io.tracelake.client.organizations.OrganizationAccess;
import io.tracelake.client.organizations.OrganizationProject;
import io.tracelake.client.organizations.OrganizationsClient;
import io.tracelake.client.organizations.UserAccess;
import io.tracelake.ingester.discovery.ProjectDirectory;
import io.tracelake.sandbox.Sandbox;
import io.tracelake.sandbox.SandboxConfig;
import io.tracelake.sandbox.SandboxProject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProjectDirectoryTest {
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.defaults(InstantSource.system()));
    private final OrganizationsClient organizations = new OrganizationsClient(
            new OrganizationAccess(
                    sandbox.organizationsUri(),
                    sandbox.organizationId(),
                    Secret.of(sandbox.apiKey()),
                    new UserAccess.Token(Secret.of(sandbox.token()))),
            HttpLimits.defaults(),
            new SplittableRandom(1));
    private final List<String> all =
            sandbox.projects().stream().map(SandboxProject::id).toList();
    private Instant now = Instant.now();
    private final ProjectDirectory directory = new ProjectDirectory(List.of(), organizations, Duration.ofMinutes(5), () -> now);

    @BeforeEach
    void discover() {
        assertThat(discovered()).containsExactlyInAnyOrderElementsOf(all);
    }

    @AfterEach
    void stop() {
        organizations.close();
        sandbox.close();
    }

    /** One empty answer marked every project as removed. */
    @Test
    void oneAnswerThatLacksEveryProjectChangesNothing() {
        all.forEach(sandbox.faults()::unlist);
        assertThat(discovered()).containsExactlyInAnyOrderElementsOf(all);

        sandbox.faults().clear();
        assertThat(discovered()).containsExactlyInAnyOrderElementsOf(all);
        all.forEach(sandbox.faults()::unlist);
        assertThat(discovered()).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void aProjectIsGoneWhenTwoAnswersInARowLackIt() {
        sandbox.faults().unlist(all.getFirst());
        assertThat(discovered()).containsExactlyInAnyOrderElementsOf(all);
        assertThat(discovered()).containsExactlyInAnyOrderElementsOf(all.subList(1, all.size()));

        sandbox.faults().listAgain(all.getFirst());
        assertThat(discovered()).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void aFailureBetweenTwoAnswersIsNoAnswer() {
        sandbox.faults().unlist(all.getFirst());
        assertThat(discovered()).hasSameSizeAs(all);
        sandbox.faults().breakPath("/projects", 403);
        assertThat(discovered()).hasSameSizeAs(all);
        sandbox.faults().mend("/projects");
        assertThat(discovered()).hasSize(all.size() - 1);
    }

    private List<String> discovered() {
        now = now.plus(Duration.ofMinutes(6));
        directory.refresh();
        return directory.projects().stream().map(OrganizationProject::id).toList();
    }
}
