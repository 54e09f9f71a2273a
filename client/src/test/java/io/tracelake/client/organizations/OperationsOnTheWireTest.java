package io.tracelake.client.organizations;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.client.Secret;
import io.tracelake.client.testing.RawServer;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperationsOnTheWireTest {
    private static final String P = "/projects/p%2F1";
    private static final String ONE =
            "{\"data\":{\"id\":\"x\",\"attributes\":{\"publicKey\":\"pk-1\"}}," + "\"meta\":{\"secretKey\":\"sk-1\"}}";
    private static final String NONE = "{\"data\":[]}";
    private static final String SESSION = "{\"data\":{\"attributes\":{\"accessToken\":\"t\",\"refreshToken\":\"r\"}}}";

    /** A call, and what must come of it on the wire. */
    private record Expected(Consumer<OrganizationsClient> call, String answer, String line, String body) {
        Expected quoted() {
            return new Expected(call, answer, line, body.replace('\'', '"'));
        }
    }

    @ParameterizedTest
    @EnumSource
    void sendsEveryOperationToItsPlaceWithItsBody(Operation operation) throws IOException {
        Expected expected = expected(operation).quoted();
        boolean login = EnumSet.of(Operation.LOGIN, Operation.REFRESH_TOKEN).contains(operation);
        RawServer.Answer[] answers = {RawServer.json(200, SESSION), RawServer.json(401, "{}")};
        try (RawServer server = RawServer.start((request, socket) -> {
                    boolean first = request.number() == 2 && login;
                    boolean auth = request.target().startsWith("/auth");
                    RawServer.Answer answer =
                            first ? answers[1] : auth ? answers[0] : RawServer.json(200, expected.answer);
                    answer.write(request, socket);
                });
                OrganizationsClient client = Organization.client(
                        server, login ? Organization.login(server) : Organization.TOKEN, Routes.DEFAULT)) {
            expected.call.accept(client);
            RawServer.Request sent = server.requests().get(operation == Operation.REFRESH_TOKEN ? 2 : 0);
            String base = login ? "/auth/v1/api" : "/v1/api/organizations/org%201";
            assertThat(sent.method() + " " + sent.target()).isEqualTo(expected.line.replaceFirst(" ", " " + base));
            assertThat(sent.body()).isEqualTo(expected.body);
            assertThat(sent.headers()).containsEntry("api-key", "app-key").containsEntry("accept", "application/json");
            if (login) {
                assertThat(sent.headers()).doesNotContainKey("authorization");
            } else {
                assertThat(sent.headers()).containsEntry("authorization", "Bearer eyJ.a-b_c");
            }
            if (!expected.body.isEmpty()) {
                assertThat(sent.headers().get("content-type")).startsWith("application/json");
            }
        }
    }

    private static Expected expected(Operation operation) {
        return switch (operation) {
            case LIST_PROJECTS -> new Expected(c -> c.projects(ProjectQuery.ALL), NONE, "GET /projects", "");
            case CREATE_PROJECT ->
                new Expected(
                        c -> c.createProject("a \"b\" ż"),
                        ONE,
                        "POST /projects",
                        "{'data':{'attributes':{'name':'a \\\"b\\\" ż'}}}");
            case GET_PROJECT ->
                new Expected(
                        c -> c.project("p/1", EnumSet.allOf(Related.class), true),
                        ONE,
                        "GET " + P + "?secret=true&include=users%2CapiKeys%2CllmApiKeys%2CsentinelPasses",
                        "");
            case RENAME_PROJECT ->
                new Expected(
                        c -> c.renameProject("p/1", "new"),
                        ONE,
                        "PATCH " + P,
                        "{'data':{'id':'p/1','type':'project','attributes':{'name':'new'}}}");
            case DELETE_PROJECT -> new Expected(c -> c.deleteProject("p/1"), "{}", "DELETE " + P, "");
            case LIST_API_KEYS -> new Expected(c -> c.apiKeys("p/1"), NONE, "GET " + P + "/api_keys", "");
            case CREATE_API_KEY ->
                new Expected(
                        c -> c.createApiKey("p/1", "ci", Instant.parse("2027-01-02T03:04:00.123456Z")),
                        ONE,
                        "POST " + P + "/api_keys",
                        "{'data':{'attributes':{'note':'ci','expires_at':'2027-01-02T03:04:00.123Z'}}}");
            case UPDATE_API_KEY ->
                new Expected(
                        c -> c.updateApiKey("p/1", "k 1", "cd"),
                        ONE,
                        "PATCH " + P + "/api_keys/k%201",
                        "{'data':{'attributes':{'note':'cd'}}}");
            case DELETE_API_KEY ->
                new Expected(c -> c.deleteApiKey("p/1", "k1"), "{}", "DELETE " + P + "/api_keys/k1", "");
            case CREATE_LLM_API_KEY ->
                new Expected(
                        c -> c.createLlmApiKey(
                                "p/1", new LlmApiKeyDraft("openai", Secret.of("sk-x"), List.of("m1", "m2"), false)),
                        ONE,
                        "POST " + P + "/llm_api_keys",
                        "{'data':{'type':'llm_api_keys','attributes':{'provider':'openai','apiKey':'sk-x',"
                                + "'customModels':['m1','m2'],'withDefaultModels':false}}}");
            case DELETE_LLM_API_KEY ->
                new Expected(c -> c.deleteLlmApiKey("p/1", "l1"), "{}", "DELETE " + P + "/llm_api_keys/l1", "");
            case LIST_MEMBERS -> new Expected(c -> c.members("p/1"), NONE, "GET " + P + "/users", "");
            case ADD_MEMBER ->
                new Expected(
                        c -> c.addMember("p/1", new MemberDraft("bo@example.com", Role.MEMBER, Role.ADMIN, false)),
                        ONE,
                        "POST " + P + "/add_user",
                        "{'data':{'type':'users','attributes':{'email':'bo@example.com','role':'MEMBER',"
                                + "'organization_role':'ADMIN','project_only':false}}}");
            case CHANGE_ROLE ->
                new Expected(
                        c -> c.changeRole("p/1", "u1", Role.VIEWER),
                        ONE,
                        "PATCH " + P + "/users/u1",
                        "{'data':{'attributes':{'role':'VIEWER'}}}");
            case REMOVE_MEMBER -> new Expected(c -> c.removeMember("p/1", "u1"), "{}", "DELETE " + P + "/users/u1", "");
            case DENY_ACCESS ->
                new Expected(c -> c.denyAccess("p/1", "u1"), "{}", "POST " + P + "/users/u1/deny_access", "");
            case RESTORE_ACCESS ->
                new Expected(
                        c -> c.restoreAccess("p/1", "u1", Role.ADMIN),
                        "{}",
                        "POST " + P + "/users/u1/restore_access",
                        "{'data':{'attributes':{'role':'ADMIN'}}}");
            case SEND_INVITATION ->
                new Expected(
                        c -> c.invite("p/1", new InvitationDraft("cy@example.com")),
                        ONE,
                        "POST " + P + "/invitations",
                        "{'data':{'type':'membershipInvitation','attributes':{'email':'cy@example.com',"
                                + "'role':'MEMBER','project_only':true}}}");
            case LIST_INVITATIONS -> new Expected(c -> c.invitations("p/1"), NONE, "GET " + P + "/invitations", "");
            case RESEND_INVITATION ->
                new Expected(c -> c.resendInvitation("p/1", "i1"), "{}", "POST " + P + "/invitations/i1/resend", "");
            case CANCEL_INVITATION ->
                new Expected(c -> c.cancelInvitation("p/1", "i1"), "{}", "DELETE " + P + "/invitations/i1", "");
            case LIST_SENTINEL_PASSES ->
                new Expected(
                        c -> c.sentinelPasses("p/1", new SentinelPassQuery(true, "oauth", "a b", List.of("x", "y"))),
                        NONE,
                        "GET " + P + "/sentinel_passes?active=true&credential_type=oauth&search=a%20b&tags=x%2Cy",
                        "");
            case CREATE_SENTINEL_PASS ->
                new Expected(
                        c -> c.createSentinelPass("p/1", new SentinelPassDraft("s", "oauth", List.of("x"))),
                        ONE,
                        "POST " + P + "/sentinel_passes",
                        "{'sentinelPass':{'name':'s','credential_type':'oauth','tags':['x']}}");
            case LOGIN ->
                new Expected(
                        c -> c.projects(ProjectQuery.ALL),
                        NONE,
                        "POST /oauth/token",
                        "{'username':'ann@example.com','password':'correct \\\"horse\\\" & <battery>'}");
            case REFRESH_TOKEN ->
                new Expected(
                        c -> c.projects(ProjectQuery.ALL), NONE, "POST /oauth/token/refresh", "{'refresh_token':'r'}");
        };
    }

    @Test
    void sendsEveryFilterOfTheProjectList() throws IOException {
        ProjectQuery query = ProjectQuery.FRESH
                .withUserRoles(Set.of(Role.ADMIN, Role.OWNER))
                .withWallet(true)
                .withTools(false)
                .withNotebooks(true)
                .withMembers(2, 5)
                .withSearch("a&b")
                .withSort(ProjectSort.RECENT_ACTIVITY)
                .withCreated(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-02-01T00:00:00Z"));
        try (RawServer server = RawServer.start(RawServer.json(200, NONE));
                OrganizationsClient client = Organization.client(server)) {
            client.projects(query);
            String target = URLDecoder.decode(server.requests().getFirst().target(), StandardCharsets.UTF_8);
            assertThat(target)
                    .endsWith("/projects?user_role=OWNER,ADMIN&has_wallet=true&has_tools=false&has_notebooks=true"
                            + "&min_members=2&max_members=5&search=a&b&sort=recent_activity"
                            + "&created_after=2026-01-01T00:00:00Z&created_before=2026-02-01T00:00:00Z"
                            + "&forceRefresh=true");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204})
    void takesAnySuccessForADeletionWithOrWithoutABody(int status) throws IOException {
        RawServer.Answer empty = status == 204
                ? (request, socket) -> RawServer.send(socket, "HTTP/1.1 204 X\r\n\r\n", new byte[0])
                : RawServer.respond(status, "", new byte[0]);
        try (RawServer server = RawServer.start(empty);
                OrganizationsClient client = Organization.client(server)) {
            client.deleteApiKey("p", "k");
            client.deleteProject("p");
            assertThat(client.renameProject("p", "n").name()).isEqualTo("n");
            assertThat(client.updateApiKey("p", "k", "n").note()).isEqualTo("n");
            assertThat(client.changeRole("p", "u", Role.ADMIN).role()).isEqualTo("ADMIN");
            assertThat(server.requests()).hasSize(5);
        }
    }
}
