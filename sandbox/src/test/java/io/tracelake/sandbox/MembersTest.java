package io.tracelake.sandbox;

import static io.tracelake.sandbox.Application.attributes;
import static io.tracelake.sandbox.Application.typed;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.sandbox.Application.Answer;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MembersTest {
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.defaults(InstantSource.system()));
    private final Application owner = Application.of(sandbox);
    private final Application admin = owner.as("admin");
    private final String project = "/" + sandbox.projects().get(1).id();

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,,200,200,200,200,403",
        "GET,?secret=true,200,200,403,403,403",
        "GET,?include=users,200,200,200,200,403",
        "GET,?include=apiKeys,200,200,403,403,403",
        "GET,?include=sentinelPasses,200,200,403,403,403",
        "GET,/users,200,200,200,200,403",
        "GET,/api_keys,200,200,403,403,403",
        "GET,/invitations,200,200,403,403,403",
        "GET,/sentinel_passes,200,200,403,403,403",
        "POST,/api_keys,400,400,403,403,403",
        "POST,/llm_api_keys,400,400,403,403,403",
        "POST,/add_user,400,400,403,403,403",
        "POST,/invitations,400,400,403,403,403",
        "POST,/sentinel_passes,400,400,403,403,403",
        "PATCH,,400,400,403,403,403",
        "DELETE,/api_keys/none,404,404,403,403,403",
        "DELETE,/llm_api_keys/none,404,404,403,403,403",
        "DELETE,/users/none,404,404,403,403,403",
        "DELETE,/invitations/none,404,404,403,403,403",
        "DELETE,,204,403,403,403,403",
    })
    void eachRoleMayDoItsPartAndStrangersNothing(
            String method, String path, int owned, int administered, int member, int viewer, int guest) {
        String end = path == null ? "" : path;
        assertThat(status("guest", method, end)).isEqualTo(guest);
        assertThat(status("viewer", method, end)).isEqualTo(viewer);
        assertThat(status("member", method, end)).isEqualTo(member);
        assertThat(status("admin", method, end)).isEqualTo(administered);
        assertThat(status("owner", method, end)).isEqualTo(owned);
    }

    @Test
    void strangersSeeNoProjectAndLearnNothingOfOnesThatAreNotThere() {
        Application guest = owner.as("guest");
        assertThat(guest.get("").json().get("data").size()).isZero();
        assertThat(guest.get("/nowhere").status()).isEqualTo(404);
        assertThat(guest.post("", attributes("\"name\":\"Mine\"")).status()).isEqualTo(403);
        assertThat(owner.as("member").post("", attributes("\"name\":\"Mine\"")).status())
                .isEqualTo(403);
    }

    @Test
    void whoCreatesAProjectKeepsTheRoleOfTheOrganizationInIt() {
        Answer created = admin.post("", attributes("\"name\":\"Mine\""));
        assertThat(created.text("/data/attributes/role")).isEqualTo("ADMIN");
        assertThat(owner.get("/" + created.id()).text("/data/attributes/role")).isEqualTo("OWNER");
        assertThat(owner.as("member").get("/" + created.id()).status()).isEqualTo(403);
        assertThat(admin.delete("/" + created.id()).status()).isEqualTo(403);
        assertThat(owner.delete("/" + created.id()).status()).isEqualTo(204);
    }

    @Test
    void aRoleDoesNotExceedTheOneInTheOrganization() {
        Answer refused = setRole(owner, "member", "ADMIN");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.pointer()).isEqualTo("/data/attributes/role");
        assertThat(setRole(owner, "member", "viewer").text("/data/attributes/role"))
                .isEqualTo("VIEWER");
        assertThat(setRole(owner, "nobody", "VIEWER").status()).isEqualTo(404);
        assertThat(setRole(owner, "member", "KING").pointer()).isEqualTo("/data/attributes/role");
    }

    @Test
    void onlyAnOwnerMakesOrTouchesAnOwner() {
        assertThat(setRole(admin, "admin", "OWNER").status()).isEqualTo(403);
        assertThat(setRole(admin, "owner", "VIEWER").status()).isEqualTo(403);
        assertThat(admin.delete(user("owner")).status()).isEqualTo(403);
        assertThat(admin.post(user("owner") + "/deny_access", null).status()).isEqualTo(403);
        assertThat(add(admin, "\"role\":\"OWNER\",\"project_only\":true").status())
                .isEqualTo(403);
        assertThat(add(admin, "\"role\":\"ADMIN\",\"organization_role\":\"OWNER\"")
                        .status())
                .as("no higher role in the organization than one's own")
                .isEqualTo(403);
    }

    @Test
    void theLastOwnerStays() {
        assertThat(setRole(owner, "owner", "ADMIN").status()).isEqualTo(422);
        assertThat(owner.delete(user("owner")).status()).isEqualTo(422);
        assertThat(owner.post(user("owner") + "/deny_access", null).status()).isEqualTo(422);
        assertThat(add(owner, "\"role\":\"OWNER\",\"project_only\":true").status())
                .isEqualTo(201);
        assertThat(owner.post(user("guest") + "/deny_access", null).status()).isEqualTo(200);
        assertThat(owner.delete(user("owner")).status())
                .as("a denied owner doesn't count")
                .isEqualTo(422);
        assertThat(owner.post(user("guest") + "/restore_access", null).status()).isEqualTo(200);
        assertThat(owner.delete(user("owner")).status()).isEqualTo(204);
        assertThat(owner.get(project).status()).isEqualTo(403);
    }

    @Test
    void whoIsAddedNeedsAnAccountAndARoleInTheOrganizationUnlessItIsForTheProjectOnly() {
        assertThat(add(owner, "\"role\":\"MEMBER\"").pointer()).isEqualTo("/data/attributes/organization_role");
        assertThat(add(owner, "\"role\":\"MEMBER\",\"organization_role\":\"VIEWER\"")
                        .pointer())
                .isEqualTo("/data/attributes/organization_role");
        Answer added = add(owner, "\"role\":\"member\",\"organization_role\":\"ADMIN\"");
        assertThat(added.status()).isEqualTo(201);
        assertThat(added.text("/data/attributes/organizationRole")).isEqualTo("ADMIN");
        assertThat(added.text("/data/attributes/status")).isEqualTo("active");
        assertThat(add(owner, "\"role\":\"MEMBER\",\"organization_role\":\"ADMIN\"")
                        .status())
                .isEqualTo(409);
        Answer unknown = owner.post(
                project + "/add_user", typed("users", "\"email\":\"new@sandbox.example\",\"role\":\"VIEWER\""));
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.pointer()).isEqualTo("/data/attributes/email");
    }

    @Test
    void aMemberOfTheProjectOnlyHasNoPlaceInTheOrganization() {
        Answer added = add(owner, "\"role\":\"ADMIN\",\"project_only\":true");
        assertThat(added.json().at("/data/attributes/organizationRole").isNull())
                .isTrue();
        Application guest = owner.as("guest");
        assertThat(guest.get("").json().get("data").size()).isEqualTo(1);
        assertThat(guest.get(project + "/api_keys").status()).isEqualTo(200);
        assertThat(guest.post("", attributes("\"name\":\"Mine\"")).status()).isEqualTo(403);
    }

    @Test
    void deniedMembersAreOutUntilTheyAreRestoredInTheirPreviousRole() {
        Application member = owner.as("member");
        Answer denied = owner.post(user("member") + "/deny_access", "");
        assertThat(denied.status()).isEqualTo(200);
        assertThat(denied.text("/data/attributes/status")).isEqualTo("denied");
        assertThat(member.get(project).status()).isEqualTo(403);
        assertThat(member.get("").json().get("data").size()).isEqualTo(2);
        assertThat(owner.post(user("member") + "/deny_access", null).status()).isEqualTo(409);
        Answer restored = owner.post(user("member") + "/restore_access", null);
        assertThat(restored.text("/data/attributes/role")).isEqualTo("MEMBER");
        assertThat(member.get(project).status()).isEqualTo(200);
        assertThat(owner.post(user("member") + "/restore_access", null).status())
                .isEqualTo(409);
    }

    @Test
    void aRestoreMayNameAnotherRoleWithinTheRules() {
        owner.post(user("member") + "/deny_access", null);
        assertThat(owner.post(user("member") + "/restore_access", attributes("\"role\":\"ADMIN\""))
                        .status())
                .isEqualTo(422);
        assertThat(admin.post(user("member") + "/restore_access", attributes("\"role\":\"OWNER\""))
                        .status())
                .isEqualTo(403);
        assertThat(owner.post(user("member") + "/restore_access", attributes("\"role\":\"VIEWER\""))
                        .text("/data/attributes/role"))
                .isEqualTo("VIEWER");
    }

    @Test
    void aFaultTurnsAUserAwayWhoeverTheyAre() {
        sandbox.faults().denyAccess(project.substring(1), "owner@sandbox.example");
        assertThat(owner.get(project + "?secret=true").status()).isEqualTo(403);
        assertThat(owner.get("?forceRefresh=true").json().get("data").size()).isEqualTo(2);
        assertThat(admin.get(project).status()).isEqualTo(200);
        sandbox.faults().allowAccess(project.substring(1), "owner@sandbox.example");
        assertThat(owner.get(project + "?secret=true").status()).isEqualTo(200);
    }

    @Test
    void twoOwnersWhoLeaveAtOnceLeaveOneBehind() throws Exception {
        add(owner, "\"role\":\"OWNER\",\"project_only\":true");
        Application guest = owner.as("guest");
        for (int round = 0; round < 20; round++) {
            var start = new CountDownLatch(1);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var one = threads.submit(() -> {
                    start.await();
                    return owner.post(user("guest") + "/deny_access", null).status();
                });
                var two = threads.submit(() -> {
                    start.await();
                    return guest.post(user("owner") + "/deny_access", null).status();
                });
                start.countDown();
                assertThat(Set.of(one.get(), two.get())).as("round %s", round).isEqualTo(Set.of(200, 403));
                (one.get() == 200 ? owner : guest)
                        .post(user(one.get() == 200 ? "guest" : "owner") + "/restore_access", null);
            }
        }
    }

    private int status(String user, String method, String path) {
        Application application = owner.as(user);
        return application
                .call(method, project + path, List.of("POST", "PATCH").contains(method) ? "" : null)
                .status();
    }

    private String user(String name) {
        String id = name.equals("nobody") ? "nobody" : owner.user(name).id();
        return project + "/users/" + id;
    }

    private Answer setRole(Application by, String name, String role) {
        return by.patch(user(name), attributes("\"role\":\"" + role + "\""));
    }

    private Answer add(Application by, String members) {
        return by.post(project + "/add_user", typed("users", "\"email\":\"Guest@sandbox.example\"," + members));
    }
}
