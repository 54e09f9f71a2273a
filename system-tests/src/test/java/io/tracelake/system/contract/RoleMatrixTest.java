package io.tracelake.system.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.client.http.ServiceException;
import io.tracelake.client.organizations.Operation;
import io.tracelake.client.organizations.OrganizationProject;
import io.tracelake.client.organizations.ProjectQuery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who may do what, as statuses. Each cell is asked twice, in a project of its own each time: through the client, and as
 * plain HTTP.
 */
class RoleMatrixTest {
    /**
     * The first four have that role in the project and in the organization. An outsider is an admin of the organization
     * who isn't in the project; a denied one was an admin of the project only; a stranger has nothing but an account,
     * and nobody not even that.
     */
    private static final String MATRIX = """
            ASK                              | OWNER | ADMIN | MEMBER | VIEWER | OUTSIDER | DENIED | STRANGER | NOBODY
            LIST_PROJECTS                    |  200  |  200  |  200   |  200   |   200    |  200   |   200    |  401
            CREATE_PROJECT                   |  201  |  201  |  403   |  403   |   201    |  403   |   403    |  401
            GET_PROJECT                      |  200  |  200  |  200   |  200   |   403    |  403   |   403    |  401
            GET_PROJECT_WITH_SECRET          |  200  |  200  |  403   |  403   |   403    |  403   |   403    |  401
            GET_PROJECT_WITH_USERS           |  200  |  200  |  200   |  200   |   403    |  403   |   403    |  401
            GET_PROJECT_WITH_API_KEYS        |  200  |  200  |  403   |  403   |   403    |  403   |   403    |  401
            GET_PROJECT_WITH_LLM_API_KEYS    |  200  |  200  |  403   |  403   |   403    |  403   |   403    |  401
            GET_PROJECT_WITH_SENTINEL_PASSES |  200  |  200  |  403   |  403   |   403    |  403   |   403    |  401
            RENAME_PROJECT                   |  200  |  200  |  403   |  403   |   403    |  403   |   403    |  401
            DELETE_PROJECT                   |  204  |  403  |  403   |  403   |   403    |  403   |   403    |  401
            LIST_API_KEYS                    |  200  |  200  |  403   |  403   |   403    |  403   |   403    |  401
            CREATE_API_KEY                   |  201  |  201  |  403   |  403   |   403    |  403   |   403    |  401
            UPDATE_API_KEY                   |  200  |  200  |  403   |  403   |   403    |  403   |   403    |  401
            DELETE_API_KEY                   |  204  |  204  |  403   |  403   |   403    |  403   |   403    |  401
            CREATE_LLM_API_KEY               |  201  |  201  |  403   |  403   |   403    |  403   |   403    |  401
            DELETE_LLM_API_KEY               |  204  |  204  |  403   |  403   |   403    |  403   |   403    |  401
            LIST_MEMBERS                     |  200  |  200  |  200   |  200   |   403    |  403   |   403    |  401
            ADD_MEMBER                       |  201  |  201  |  403   |  403   |   403    |  403   |   403    |  401
            CHANGE_ROLE                      |  200  |  200  |  403   |  403   |   403    |  403   |   403    |  401
            REMOVE_MEMBER                    |  204  |  204  |  403   |  403   |   403    |  403   |   403    |  401
            DENY_ACCESS                      |  200  |  200  |  403   |  403   |   403    |  403   |   403    |  401
            RESTORE_ACCESS                   |  200  |  200  |  403   |  403   |   403    |  403   |   403    |  401
            SEND_INVITATION                  |  201  |  201  |  403   |  403   |   403    |  403   |   403    |  401
            LIST_INVITATIONS                 |  200  |  200  |  403   |  403   |   403    |  403   |   403    |  401
            RESEND_INVITATION                |  200  |  200  |  403   |  403   |   403    |  403   |   403    |  401
            CANCEL_INVITATION                |  204  |  204  |  403   |  403   |   403    |  403   |   403    |  401
            LIST_SENTINEL_PASSES             |  200  |  200  |  403   |  403   |   403    |  403   |   403    |  401
            CREATE_SENTINEL_PASS             |  201  |  201  |  403   |  403   |   403    |  403   |   403    |  401
            """;

    private static final List<String> ASKERS = cells(MATRIX.lines().findFirst().orElseThrow());
    private static final SandboxService SERVICE = SandboxService.start();
    private static final SceneMaker SCENES = new SceneMaker(SERVICE);

    @AfterAll
    static void stop() {
        SERVICE.close();
    }

    @Test
    void noAskIsLeftOut() {
        assertThat(rows().map(row -> row.getFirst()))
                .containsExactlyElementsOf(
                        Arrays.stream(Ask.values()).map(Ask::name).toList());
        assertThat(rows()).allSatisfy(row -> assertThat(row).hasSameSizeAs(ASKERS));
        assertThat(Arrays.stream(Ask.values()).map(Ask::operation))
                .as("logging in has no role")
                .containsAll(EnumSet.complementOf(EnumSet.of(Operation.LOGIN, Operation.REFRESH_TOKEN)));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void eachRoleMayDoThisAndNoMore(List<String> row) {
        Ask ask = Ask.valueOf(row.getFirst());
        List<String> seen = new ArrayList<>(List.of(ask.name()));
        List<String> overHttp = new ArrayList<>(List.of(ask.name()));
        for (int n = 1; n < ASKERS.size(); n++) {
            seen.add(throughClient(ask, ASKERS.get(n), row.get(n)));
            overHttp.add(String.valueOf(ask.over(SERVICE.wire(SCENES.asker(ASKERS.get(n))), SCENES.make())
                    .status()));
        }
        assertThat(overHttp).as("over HTTP, %s", ASKERS).isEqualTo(row);
        assertThat(seen).as("through the client, %s", ASKERS).isEqualTo(row);
    }

    @ParameterizedTest
    @CsvSource({"OWNER, true", "ADMIN, true", "MEMBER, true", "VIEWER, true", "OUTSIDER, false", "DENIED, false"})
    @Covers(Operation.LIST_PROJECTS)
    void aProjectIsListedForItsMembersOnly(String asker, boolean listed) {
        String project = SCENES.make().projectId();
        List<String> ids = SERVICE.as(SCENES.asker(asker)).projects(ProjectQuery.FRESH).stream()
                .map(OrganizationProject::id)
                .toList();
        assertThat(ids.contains(project)).isEqualTo(listed);
    }

    /** The status as far as the client tells: that of a success is the one expected. */
    private static String throughClient(Ask ask, String asker, String expected) {
        try {
            ask.through(SERVICE.as(SCENES.asker(asker)), SCENES.make());
            return expected.startsWith("2") ? expected : "success";
        } catch (ServiceException refused) {
            return String.valueOf(refused.status());
        }
    }

    private static Stream<List<String>> rows() {
        return MATRIX.lines().skip(1).map(RoleMatrixTest::cells);
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split("\\|")).map(String::strip).toList();
    }
}
