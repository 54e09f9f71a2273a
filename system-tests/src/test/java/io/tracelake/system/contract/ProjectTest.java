package io.tracelake.system.contract;

import static io.tracelake.client.organizations.Operation.CREATE_PROJECT;
import static io.tracelake.client.organizations.Operation.DELETE_PROJECT;
import static io.tracelake.client.organizations.Operation.GET_PROJECT;
import static io.tracelake.client.organizations.Operation.RENAME_PROJECT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.client.organizations.OrganizationProject;
import io.tracelake.client.organizations.OrganizationsClient;
import io.tracelake.client.organizations.ProjectQuery;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectTest {
    private static final String NAME = "/data/attributes/name";

    private final SandboxService service = SandboxService.start();
    private final OrganizationsClient owner = service.as(service.owner());

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    @Covers(CREATE_PROJECT)
    void aNewProjectBelongsToWhoMadeIt() {
        OrganizationProject made = owner.createProject("Night Shift");
        assertThat(made.id()).isNotBlank();
        assertThat(made.name()).isEqualTo("Night Shift");
        assertThat(made.role()).isEqualTo("OWNER");
        assertThat(made.isDefault()).isFalse();
        assertThat(made.membersCount()).isEqualTo(1);
        assertThat(made.createdAt()).isEqualTo(service.clock().instant());
        assertThat(owner.projects(ProjectQuery.FRESH)).contains(made);
        assertThat(owner.members(made.id()))
                .singleElement()
                .satisfies(member ->
                        assertThat(member.email()).isEqualTo(service.owner().email()));
    }

    @Test
    @Covers(CREATE_PROJECT)
    void aNameIsTakenOnceInAnOrganization() {
        owner.createProject("Night Shift");
        Refused.conflict(() -> owner.createProject("Night Shift"));
        assertThat(named("Night Shift")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n"})
    @Covers(CREATE_PROJECT)
    void aBlankNameIsRefusedAtItsPlace(String name) {
        Refused.invalid(NAME, () -> owner.createProject(name));
    }

    @Test
    @Covers(CREATE_PROJECT)
    void aNameThatIsTooLongIsRefusedAtItsPlace() {
        Refused.invalid(NAME, () -> owner.createProject("x".repeat(5000)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '\'',
            value = {
                "{} /data",
                "{\"data\":{}} /data/attributes",
                "{\"data\":{\"attributes\":{}}} /data/attributes/name",
                "{\"data\":{\"attributes\":{\"name\":null}}} /data/attributes/name",
                "{\"data\":{\"attributes\":{\"name\":7}}} /data/attributes/name"
            })
    @Covers(CREATE_PROJECT)
    void whatABodyLacksIsNamed(String body, String missing) {
        var answer =
                service.wire(service.owner()).post(service.projectsPath(), body).expect(422);
        assertThat(answer.pointer()).isEqualTo(missing);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]x", "name=Night"})
    @Covers(CREATE_PROJECT)
    void aBodyThatIsNotJsonIsABadRequest(String body) {
        var answer =
                service.wire(service.owner()).post(service.projectsPath(), body).expect(400);
        assertThat(answer.body().at("/errors/0/status").asString()).isEqualTo("400");
    }

    @Test
    @Covers(GET_PROJECT)
    void aProjectIsShownAsTheListShowsIt() {
        String id = service.newProject("Night Shift");
        OrganizationProject listed = named("Night Shift").getFirst();
        var details = owner.project(id, Set.of(), false);
        assertThat(details.project()).isEqualTo(listed);
        assertThat(details.keys()).isNull();
        assertThat(details.apiKeys()).isEmpty();
        assertThat(details.members()).isEmpty();
        assertThat(details.llmApiKeys()).isEmpty();
        assertThat(details.sentinelPasses()).isEmpty();
    }

    @Test
    @Covers({GET_PROJECT, RENAME_PROJECT, DELETE_PROJECT})
    void aProjectThatIsNotThereIsNotFound() {
        Refused.notFound(() -> owner.project("proj-nowhere", Set.of(), false));
        Refused.notFound(() -> owner.renameProject("proj-nowhere", "Night Shift"));
        Refused.notFound(() -> owner.deleteProject("proj-nowhere"));
    }

    @Test
    @Covers(RENAME_PROJECT)
    void aNewNameReplacesTheOldOne() {
        String id = service.newProject("Night Shift");
        service.clock().advance(Duration.ofMinutes(1));
        OrganizationProject renamed = owner.renameProject(id, "Day Shift");
        assertThat(renamed.id()).isEqualTo(id);
        assertThat(renamed.name()).isEqualTo("Day Shift");
        assertThat(renamed.updatedAt()).isEqualTo(service.clock().instant());
        assertThat(renamed.createdAt()).isBefore(service.clock().instant());
        assertThat(owner.project(id, Set.of(), false).project()).isEqualTo(renamed);
        assertThat(owner.createProject("Night Shift").id()).isNotEqualTo(id);
    }

    @Test
    @Covers(RENAME_PROJECT)
    void aNewNameKeepsTheRulesOfNames() {
        String id = service.newProject("Night Shift");
        service.newProject("Day Shift");
        Refused.conflict(() -> owner.renameProject(id, "Day Shift"));
        Refused.invalid(NAME, () -> owner.renameProject(id, " "));
        Refused.invalid(NAME, () -> owner.renameProject(id, "x".repeat(5000)));
        assertThat(owner.renameProject(id, "Night Shift").name()).isEqualTo("Night Shift");
    }

    @Test
    @Covers(RENAME_PROJECT)
    void aNewNameIsForTheProjectOfThePath() {
        String id = service.newProject("Night Shift");
        var wire = service.wire(service.owner());
        String other = service.sandbox().projects().getFirst().id();
        var mismatch = wire.patch(service.path(id), rename(other, "project")).expect(422);
        assertThat(mismatch.pointer()).isEqualTo("/data/id");
        var type = wire.patch(service.path(id), rename(id, "projects")).expect(422);
        assertThat(type.pointer()).isEqualTo("/data/type");
        wire.patch(service.path(id), rename(id, "project")).expect(200);
    }

    @Test
    @Covers(DELETE_PROJECT)
    void aDeletedProjectIsGoneAndItsNameFree() {
        String id = service.newProject("Night Shift");
        owner.deleteProject(id);
        Refused.notFound(() -> owner.project(id, Set.of(), false));
        Refused.notFound(() -> owner.deleteProject(id));
        Refused.notFound(() -> owner.apiKeys(id));
        assertThat(named("Night Shift")).isEmpty();
        assertThat(owner.createProject("Night Shift").id()).isNotEqualTo(id);
    }

    @Test
    @Covers(DELETE_PROJECT)
    void theKeysOfADeletedProjectAreDead() {
        String id = service.newProject("Night Shift");
        var pair = owner.createApiKey(id, "tracelake", null).pair();
        assertThat(service.analytics().ownProject(pair).id()).isEqualTo(id);
        owner.deleteProject(id);
        Refused.unauthorizedByAnalytics(() -> service.analytics().ownProject(pair));
    }

    @Test
    @Covers(DELETE_PROJECT)
    void theOneDefaultProjectStays() {
        List<OrganizationProject> defaults = owner.projects(ProjectQuery.FRESH).stream()
                .filter(project -> Boolean.TRUE.equals(project.isDefault()))
                .toList();
        assertThat(defaults).hasSize(1);
        Refused.conflict(() -> owner.deleteProject(defaults.getFirst().id()));
        assertThat(owner.projects(ProjectQuery.FRESH)).contains(defaults.getFirst());
    }

    private List<OrganizationProject> named(String name) {
        return owner.projects(ProjectQuery.FRESH.withSearch(name));
    }

    private static String rename(String id, String type) {
        return """
                {"data":{"id":"%s","type":"%s","attributes":{"name":"Late Shift"}}}""".formatted(id, type);
    }
}
