package io.tracelake.system.contract;

import static io.tracelake.client.organizations.Operation.CREATE_PROJECT;
import static io.tracelake.client.organizations.Operation.LIST_PROJECTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tracelake.client.http.InvalidRequestException;
import io.tracelake.client.http.ServiceError;
import io.tracelake.client.http.ServiceException;
import io.tracelake.client.organizations.OrganizationsClient;
import io.tracelake.client.organizations.ProjectQuery;
import io.tracelake.sandbox.organization.OrganizationConfig;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureTest {
    private final SandboxService service = SandboxService.start();
    private final OrganizationsClient owner = service.as(service.owner());

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    @Covers(CREATE_PROJECT)
    void aRefusalSaysInTheServicesWordsWhatIsWrongAndWhere() {
        var refusal = catchThrowableOfType(InvalidRequestException.class, () -> owner.createProject(" "));
        ServiceError error = refusal.errors().getFirst();
        assertThat(error.status()).isEqualTo("422");
        assertThat(error.title()).isEqualTo("Invalid");
        assertThat(error.detail()).contains("name").contains("blank");
        assertThat(error.pointer()).isEqualTo("/data/attributes/name");
        assertThat(refusal).hasMessageContainingAll("POST", "/projects", "422", "blank");
    }

    /** Such a service answers with a message alone, as the analytics service does. */
    @ParameterizedTest
    @CsvSource({
        "400, InvalidRequestException",
        "401, CredentialsRefusedException",
        "403, CredentialsRefusedException",
        "404, NotFoundException",
        "409, ConflictException",
        "422, InvalidRequestException",
        "418, ServiceException"
    })
    @Covers(LIST_PROJECTS)
    void eachStatusHasItsExceptionWhateverFormTheReasonHas(int status, String type) {
        service.sandbox().faults().answerNext(1, status);
        var refusal = catchThrowableOfType(ServiceException.class, () -> owner.projects(ProjectQuery.FRESH));
        assertThat(refusal.getClass().getSimpleName()).isEqualTo(type);
        assertThat(refusal.status()).isEqualTo(status);
        assertThat(refusal.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.detail()).isEqualTo("Fault on demand"));
        assertThat(owner.projects(ProjectQuery.FRESH)).isNotEmpty();
    }

    @Test
    @Covers(LIST_PROJECTS)
    void aServiceThatIsBusySaysForHowLong() {
        service.sandbox().faults().answerNext(1, 429);
        var refusal = catchThrowableOfType(ServiceException.class, () -> owner.projects(ProjectQuery.FRESH));
        assertThat(refusal.status()).isEqualTo(429);
        assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(1));
    }

    /** What was asked for once may have been done: asking again could make a second project. */
    @Test
    @Covers({CREATE_PROJECT, LIST_PROJECTS})
    void aChangeThatGotNoClearAnswerIsSaidToBeInDoubt() {
        service.sandbox().faults().answerNext(1, 503);
        var doubtful = catchThrowableOfType(ServiceException.class, () -> owner.createProject("Night Shift"));
        assertThat(doubtful.mayHaveTakenEffect()).isTrue();
        service.sandbox().faults().answerNext(1, 503);
        var harmless = catchThrowableOfType(ServiceException.class, () -> owner.projects(ProjectQuery.FRESH));
        assertThat(harmless.mayHaveTakenEffect()).isFalse();
    }

    @Test
    @Covers(LIST_PROJECTS)
    void anOrganizationThatIsNotThereIsNotFound() {
        service.wire(service.owner()).get("/organizations/org-nowhere/projects").expect(404);
    }

    @Test
    @Covers(LIST_PROJECTS)
    void aLenientServiceTakesTheTokenAloneButNoWrongKey() {
        try (SandboxService lenient =
                SandboxService.start(OrganizationConfig.defaults().withApiKeyOptional(true))) {
            var wire = lenient.wire(lenient.owner());
            wire.without("Api-Key").get(lenient.projectsPath()).expect(200);
            wire.with("Api-Key", "ak-wrong").get(lenient.projectsPath()).expect(401);
            wire.without("Authorization").get(lenient.projectsPath()).expect(401);
        }
    }
}
