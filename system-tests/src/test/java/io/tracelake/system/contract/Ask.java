package io.tracelake.system.contract;

import io.tracelake.client.Secret;
import io.tracelake.client.organizations.InvitationDraft;
import io.tracelake.client.organizations.LlmApiKeyDraft;
import io.tracelake.client.organizations.MemberDraft;
import io.tracelake.client.organizations.Operation;
import io.tracelake.client.organizations.OrganizationsClient;
import io.tracelake.client.organizations.ProjectQuery;
import io.tracelake.client.organizations.Related;
import io.tracelake.client.organizations.Role;
import io.tracelake.client.organizations.SentinelPassDraft;
import io.tracelake.client.organizations.SentinelPassQuery;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;

/** Each way to ask about a project: through the client, and as the request that is expected of it. */
enum Ask {
    LIST_PROJECTS(Operation.LIST_PROJECTS, "", "", (client, scene) -> client.projects(ProjectQuery.FRESH)),
    CREATE_PROJECT(
            Operation.CREATE_PROJECT,
            "",
            "{'data':{'attributes':{'name':'{new}'}}}",
            (client, scene) -> client.createProject(UUID.randomUUID().toString())),
    GET_PROJECT(Operation.GET_PROJECT, "", "", (client, scene) -> client.project(scene.projectId(), Set.of(), false)),
    GET_PROJECT_WITH_SECRET(
            Operation.GET_PROJECT,
            "?secret=true",
            "",
            (client, scene) -> client.project(scene.projectId(), Set.of(), true)),
    GET_PROJECT_WITH_USERS(Related.USERS, "users"),
    GET_PROJECT_WITH_API_KEYS(Related.API_KEYS, "apiKeys"),
    GET_PROJECT_WITH_LLM_API_KEYS(Related.LLM_API_KEYS, "llmApiKeys"),
    GET_PROJECT_WITH_SENTINEL_PASSES(Related.SENTINEL_PASSES, "sentinelPasses"),
    RENAME_PROJECT(
            Operation.RENAME_PROJECT,
            "",
            "{'data':{'id':'{project}','type':'project','attributes':{'name':'{new}'}}}",
            (client, scene) ->
                    client.renameProject(scene.projectId(), UUID.randomUUID().toString())),
    DELETE_PROJECT(Operation.DELETE_PROJECT, "", "", (client, scene) -> client.deleteProject(scene.projectId())),

    LIST_API_KEYS(Operation.LIST_API_KEYS, "", "", (client, scene) -> client.apiKeys(scene.projectId())),
    CREATE_API_KEY(
            Operation.CREATE_API_KEY,
            "",
            "{'data':{'attributes':{'note':'n'}}}",
            (client, scene) -> client.createApiKey(scene.projectId(), "n", null)),
    UPDATE_API_KEY(
            Operation.UPDATE_API_KEY,
            "",
            "{'data':{'attributes':{'note':'m'}}}",
            (client, scene) -> client.updateApiKey(scene.projectId(), scene.apiKeyId(), "m")),
    DELETE_API_KEY(
            Operation.DELETE_API_KEY,
            "",
            "",
            (client, scene) -> client.deleteApiKey(scene.projectId(), scene.apiKeyId())),

    CREATE_LLM_API_KEY(
            Operation.CREATE_LLM_API_KEY,
            "",
            "{'data':{'type':'llm_api_keys','attributes':{'provider':'openai','apiKey':'sk-provider'}}}",
            (client, scene) ->
                    client.createLlmApiKey(scene.projectId(), new LlmApiKeyDraft("openai", Secret.of("sk-provider")))),
    DELETE_LLM_API_KEY(
            Operation.DELETE_LLM_API_KEY,
            "",
            "",
            (client, scene) -> client.deleteLlmApiKey(scene.projectId(), scene.llmApiKeyId())),

    LIST_MEMBERS(Operation.LIST_MEMBERS, "", "", (client, scene) -> client.members(scene.projectId())),
    ADD_MEMBER(
            Operation.ADD_MEMBER,
            "",
            "{'data':{'type':'users','attributes':{'email':'{account}','role':'VIEWER','project_only':true}}}",
            (client, scene) -> client.addMember(
                    scene.projectId(), new MemberDraft(scene.accountEmail(), Role.VIEWER, null, true))),
    CHANGE_ROLE(
            Operation.CHANGE_ROLE,
            "",
            "{'data':{'attributes':{'role':'VIEWER'}}}",
            (client, scene) -> client.changeRole(scene.projectId(), scene.memberId(), Role.VIEWER)),
    REMOVE_MEMBER(
            Operation.REMOVE_MEMBER,
            "",
            "",
            (client, scene) -> client.removeMember(scene.projectId(), scene.memberId())),
    DENY_ACCESS(
            Operation.DENY_ACCESS, "", "", (client, scene) -> client.denyAccess(scene.projectId(), scene.memberId())),
    RESTORE_ACCESS(
            Operation.RESTORE_ACCESS,
            "",
            "",
            (client, scene) -> client.restoreAccess(scene.projectId(), scene.deniedId(), null)),

    SEND_INVITATION(
            Operation.SEND_INVITATION,
            "",
            "{'data':{'type':'membershipInvitation','attributes':{'email':'{new}@example.com','project_only':true}}}",
            (client, scene) ->
                    client.invite(scene.projectId(), new InvitationDraft(UUID.randomUUID() + "@example.com"))),
    LIST_INVITATIONS(Operation.LIST_INVITATIONS, "", "", (client, scene) -> client.invitations(scene.projectId())),
    RESEND_INVITATION(
            Operation.RESEND_INVITATION,
            "",
            "",
            (client, scene) -> client.resendInvitation(scene.projectId(), scene.invitationId())),
    CANCEL_INVITATION(
            Operation.CANCEL_INVITATION,
            "",
            "",
            (client, scene) -> client.cancelInvitation(scene.projectId(), scene.invitationId())),

    LIST_SENTINEL_PASSES(
            Operation.LIST_SENTINEL_PASSES,
            "",
            "",
            (client, scene) -> client.sentinelPasses(scene.projectId(), SentinelPassQuery.ALL)),
    CREATE_SENTINEL_PASS(
            Operation.CREATE_SENTINEL_PASS,
            "",
            "{'sentinelPass':{'name':'n','credential_type':'api_key','tags':[]}}",
            (client, scene) ->
                    client.createSentinelPass(scene.projectId(), new SentinelPassDraft("n", "api_key", List.of())));

    private final Operation operation;
    private final String query;
    private final String body;

    @SuppressWarnings("ImmutableEnumChecker") // none of the lambdas captures anything but constants
    private final BiConsumer<OrganizationsClient, Scene> call;

    Ask(Operation operation, String query, String body, BiConsumer<OrganizationsClient, Scene> call) {
        this.operation = operation;
        this.query = query;
        this.body = body;
        this.call = call;
    }

    Ask(Related related, String parameter) {
        this(
                Operation.GET_PROJECT,
                "?include=" + parameter,
                "",
                (client, scene) -> client.project(scene.projectId(), Set.of(related), false));
    }

    Operation operation() {
        return operation;
    }

    void through(OrganizationsClient client, Scene scene) {
        call.accept(client, scene);
    }

    Wire.Answer over(Wire wire, Scene scene) {
        String json = body.replace('\'', '"')
                .replace("{new}", UUID.randomUUID().toString())
                .replace("{project}", scene.projectId())
                .replace("{account}", scene.accountEmail());
        return wire.send(operation.method().name(), scene.path(operation) + query, json);
    }
}
