package io.tracelake.system.contract;

import static io.tracelake.client.organizations.Operation.LIST_PROJECTS;
import static io.tracelake.client.organizations.Role.ADMIN;
import static io.tracelake.client.organizations.Role.MEMBER;
import static io.tracelake.client.organizations.Role.OWNER;
import static io.tracelake.client.organizations.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.client.organizations.MemberDraft;
import io.tracelake.client.organizations.OrganizationProject;
import io.tracelake.client.organizations.OrganizationsClient;
import io.tracelake.client.organizations.ProjectQuery;
import io.tracelake.client.organizations.ProjectSort;
import io.tracelake.client.organizations.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProjectListTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SandboxService service = SandboxService.start();
    private final OrganizationsClient owner = service.as(service.owner());

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    @Covers(LIST_PROJECTS)
    void everyRoleCanBeAskedForAloneAndTogether() {
        Person person = service.stranger();
        OrganizationsClient client = service.as(person);
        String owned = joined(person, "Role owner", OWNER);
        String administered = joined(person, "Role admin", ADMIN);
        String worked = joined(person, "Role member", MEMBER);
        String viewed = joined(person, "Role viewer", VIEWER);
        service.newProject("Role none");
        ProjectQuery query = ProjectQuery.FRESH.withSearch("role");
        assertThat(ids(client, query)).containsExactlyInAnyOrder(owned, administered, worked, viewed);
        assertThat(ids(client, query.withUserRoles(Set.of(OWNER)))).containsExactly(owned);
        assertThat(ids(client, query.withUserRoles(Set.of(ADMIN)))).containsExactly(administered);
        assertThat(ids(client, query.withUserRoles(Set.of(MEMBER)))).containsExactly(worked);
        assertThat(ids(client, query.withUserRoles(Set.of(VIEWER)))).containsExactly(viewed);
        assertThat(ids(client, query.withUserRoles(Set.of(OWNER, VIEWER)))).containsExactlyInAnyOrder(owned, viewed);
        assertThat(ids(client, query.withUserRoles(Set.of(OWNER, ADMIN, MEMBER, VIEWER))))
                .hasSize(4);
    }

    @Test
    @Covers(LIST_PROJECTS)
    void projectsWithAndWithoutAWallet() {
        split(
                ProjectQuery.FRESH::withWallet,
                project -> attribute(project, "hasWallet").asBoolean());
    }

    @Test
    @Covers(LIST_PROJECTS)
    void projectsWithAndWithoutTools() {
        split(
                ProjectQuery.FRESH::withTools,
                project -> attribute(project, "toolsCount").asInt() > 0);
    }

    @Test
    @Covers(LIST_PROJECTS)
    void projectsWithAndWithoutNotebooks() {
        split(
                ProjectQuery.FRESH::withNotebooks,
                project -> attribute(project, "notebooksCount").asInt() > 0);
    }

    @Test
    @Covers(LIST_PROJECTS)
    void bothBoundsOfMembersAreInclusive() {
        List<String> one = List.of(service.newProject("Counted one"));
        String two = joined(service.with(MEMBER), "Counted two", VIEWER);
        String three = joined(service.with(MEMBER), "Counted three", VIEWER);
        service.join(three, service.with(VIEWER), VIEWER);
        ProjectQuery counted = ProjectQuery.FRESH.withSearch("counted");
        assertThat(ids(owner, counted.withMembers(2, null))).containsExactlyInAnyOrder(two, three);
        assertThat(ids(owner, counted.withMembers(null, 1))).isEqualTo(one);
        assertThat(ids(owner, counted.withMembers(2, 2))).containsExactly(two);
        assertThat(ids(owner, counted.withMembers(4, null))).isEmpty();
    }

    @Test
    @Covers(LIST_PROJECTS)
    void aPartOfTheNameIsFoundInEitherCase() {
        String night = service.newProject("Night Shift");
        String day = service.newProject("Day shift & more");
        assertThat(ids(owner, ProjectQuery.FRESH.withSearch("SHIFT"))).containsExactlyInAnyOrder(night, day);
        assertThat(ids(owner, ProjectQuery.FRESH.withSearch("ght s"))).containsExactly(night);
        assertThat(ids(owner, ProjectQuery.FRESH.withSearch("t & m"))).containsExactly(day);
        assertThat(ids(owner, ProjectQuery.FRESH.withSearch("%"))).isEmpty();
    }

    @Test
    @Covers(LIST_PROJECTS)
    void theBoundsOfCreationAreExclusive() {
        Instant first = service.clock().instant();
        String one = service.newProject("Dated one");
        service.clock().advance(Duration.ofSeconds(1));
        String two = service.newProject("Dated two");
        service.clock().advance(Duration.ofSeconds(1));
        String three = service.newProject("Dated three");
        ProjectQuery dated = ProjectQuery.FRESH.withSearch("dated");
        assertThat(ids(owner, dated.withCreated(first, null))).containsExactlyInAnyOrder(two, three);
        assertThat(ids(owner, dated.withCreated(null, first.plusSeconds(2)))).containsExactlyInAnyOrder(one, two);
        assertThat(ids(owner, dated.withCreated(first, first.plusSeconds(2)))).containsExactly(two);
    }

    @ParameterizedTest
    @EnumSource
    @Covers(LIST_PROJECTS)
    void projectsComeInTheOrderAskedFor(ProjectSort sort) {
        service.newProject("zebra");
        service.clock().advance(Duration.ofSeconds(1));
        String first = service.newProject("Aardvark");
        service.clock().advance(Duration.ofSeconds(1));
        service.newProject("mole");
        service.clock().advance(Duration.ofSeconds(1));
        owner.renameProject(first, "aardvark");
        List<OrganizationProject> sorted = owner.projects(ProjectQuery.FRESH.withSort(sort));
        assertThat(sorted).hasSameSizeAs(owner.projects(ProjectQuery.FRESH)).isSortedAccordingTo(order(sort));
        assertThat(order(sort).compare(sorted.getFirst(), sorted.getLast()))
                .as("there is something to sort")
                .isNegative();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sort=size",
                "user_role=BOSS",
                "min_members=few",
                "max_members=-",
                "has_tools=maybe",
                "created_after=yesterday",
                "created_before=2026"
            })
    @Covers(LIST_PROJECTS)
    void aParameterThatCanNotBeReadIsRefused(String parameter) {
        service.wire(service.owner())
                .get(service.projectsPath() + "?" + parameter)
                .expect(422);
    }

    @Test
    @Covers(LIST_PROJECTS)
    void theListIsCachedForFiveMinutesUnlessItIsForcedToBeFresh() {
        String gone = service.newProject("Gone");
        List<String> before = ids(owner, ProjectQuery.ALL);
        assertThat(before).contains(gone);
        owner.deleteProject(gone);
        String made = service.newProject("Made");
        assertThat(ids(owner, ProjectQuery.ALL)).isEqualTo(before);
        service.clock().advance(Duration.ofMinutes(5).minusMillis(1));
        assertThat(ids(owner, ProjectQuery.ALL)).isEqualTo(before);
        service.clock().advance(Duration.ofMillis(1));
        assertThat(ids(owner, ProjectQuery.ALL)).contains(made).doesNotContain(gone);
    }

    @Test
    @Covers(LIST_PROJECTS)
    void aFreshListPassesTheCacheBy() {
        List<String> before = ids(owner, ProjectQuery.ALL);
        String made = service.newProject("Made");
        assertThat(ids(owner, ProjectQuery.ALL)).isEqualTo(before);
        assertThat(ids(owner, ProjectQuery.FRESH)).contains(made);
        assertThat(ids(owner, ProjectQuery.ALL)).contains(made);
    }

    @Test
    @Covers(LIST_PROJECTS)
    void nobodyIsAnsweredFromTheCacheOfAnotherUserOrQuestion() {
        String project = service.newProject("Private");
        assertThat(ids(owner, ProjectQuery.ALL)).contains(project);
        assertThat(ids(service.as(service.with(MEMBER)), ProjectQuery.ALL)).doesNotContain(project);
        assertThat(ids(owner, ProjectQuery.ALL.withSearch("nothing is named so")))
                .isEmpty();
        assertThat(ids(owner, ProjectQuery.ALL)).contains(project);
    }

    private void split(Function<Boolean, ProjectQuery> query, Predicate<OrganizationProject> has) {
        List<OrganizationProject> all = owner.projects(ProjectQuery.FRESH);
        for (boolean wanted : new boolean[] {true, false}) {
            assertThat(owner.projects(query.apply(wanted)))
                    .isNotEmpty()
                    .containsExactlyElementsOf(all.stream()
                            .filter(project -> has.test(project) == wanted)
                            .toList());
        }
    }

    /** Names from A, times from the newest, counts from the greatest. */
    private static Comparator<OrganizationProject> order(ProjectSort sort) {
        Comparator<OrganizationProject> name = Comparator.comparing(
                project -> Objects.requireNonNull(project.name()).toLowerCase(Locale.ROOT));
        return switch (sort) {
            case NAME, ALPHABETICAL -> name;
            case CREATED_AT ->
                Comparator.comparing(OrganizationProject::createdAt).reversed();
            case UPDATED_AT, RECENT_ACTIVITY ->
                Comparator.comparing(OrganizationProject::updatedAt).reversed();
            case MEMBERS_COUNT ->
                Comparator.comparing(OrganizationProject::membersCount).reversed();
            case TOOLS_COUNT -> descending("toolsCount");
            case NOTEBOOKS_COUNT -> descending("notebooksCount");
        };
    }

    private static Comparator<OrganizationProject> descending(String attribute) {
        return Comparator.comparingInt(project -> -attribute(project, attribute).asInt());
    }

    private static JsonNode attribute(OrganizationProject project, String name) {
        JsonNode value = JSON.readTree(Objects.requireNonNull(project.extras())).path(name);
        assertThat(value.isMissingNode()).as(name).isFalse();
        return value;
    }

    private String joined(Person person, String name, Role role) {
        String project = service.newProject(name);
        owner.addMember(project, new MemberDraft(person.email(), role, null, true));
        return project;
    }

    private static List<String> ids(OrganizationsClient client, ProjectQuery query) {
        return client.projects(query).stream().map(OrganizationProject::id).toList();
    }
}
