package io.tracelake.client.organizations;

import static io.tracelake.client.http.Method.DELETE;
import static io.tracelake.client.http.Method.GET;
import static io.tracelake.client.http.Method.PATCH;
import static io.tracelake.client.http.Method.POST;
import static io.tracelake.client.organizations.Certainty.INFERRED;
import static io.tracelake.client.organizations.Certainty.KNOWN;

import io.tracelake.client.http.Method;

/**
 * Everything that is asked of the organizations service, and where. {@link Routes} can put an operation elsewhere. The
 * paths of {@link #LOGIN} and {@link #REFRESH_TOKEN} follow the address of the authentication service.
 */
public enum Operation {
    LIST_PROJECTS("list-projects", GET, "/organizations/{organizationId}/projects", KNOWN),
    CREATE_PROJECT("create-project", POST, "/organizations/{organizationId}/projects", KNOWN),
    GET_PROJECT("get-project", GET, "/organizations/{organizationId}/projects/{projectId}", KNOWN),
    RENAME_PROJECT("rename-project", PATCH, "/organizations/{organizationId}/projects/{projectId}", INFERRED),
    DELETE_PROJECT("delete-project", DELETE, "/organizations/{organizationId}/projects/{projectId}", INFERRED),

    LIST_API_KEYS("list-api-keys", GET, "/organizations/{organizationId}/projects/{projectId}/api_keys", KNOWN),
    CREATE_API_KEY("create-api-key", POST, "/organizations/{organizationId}/projects/{projectId}/api_keys", KNOWN),
    UPDATE_API_KEY(
            "update-api-key", PATCH, "/organizations/{organizationId}/projects/{projectId}/api_keys/{keyId}", INFERRED),
    DELETE_API_KEY(
            "delete-api-key", DELETE, "/organizations/{organizationId}/projects/{projectId}/api_keys/{keyId}", KNOWN),

    CREATE_LLM_API_KEY(
            "create-llm-api-key", POST, "/organizations/{organizationId}/projects/{projectId}/llm_api_keys", INFERRED),
    DELETE_LLM_API_KEY(
            "delete-llm-api-key",
            DELETE,
            "/organizations/{organizationId}/projects/{projectId}/llm_api_keys/{keyId}",
            INFERRED),

    LIST_MEMBERS("list-members", GET, "/organizations/{organizationId}/projects/{projectId}/users", INFERRED),
    ADD_MEMBER("add-member", POST, "/organizations/{organizationId}/projects/{projectId}/add_user", INFERRED),
    CHANGE_ROLE("change-role", PATCH, "/organizations/{organizationId}/projects/{projectId}/users/{userId}", INFERRED),
    REMOVE_MEMBER(
            "remove-member", DELETE, "/organizations/{organizationId}/projects/{projectId}/users/{userId}", INFERRED),
    DENY_ACCESS(
            "deny-access",
            POST,
            "/organizations/{organizationId}/projects/{projectId}/users/{userId}/deny_access",
            INFERRED),
    RESTORE_ACCESS(
            "restore-access",
            POST,
            "/organizations/{organizationId}/projects/{projectId}/users/{userId}/restore_access",
            INFERRED),

    SEND_INVITATION(
            "send-invitation", POST, "/organizations/{organizationId}/projects/{projectId}/invitations", INFERRED),
    LIST_INVITATIONS(
            "list-invitations", GET, "/organizations/{organizationId}/projects/{projectId}/invitations", INFERRED),
    RESEND_INVITATION(
            "resend-invitation",
            POST,
            "/organizations/{organizationId}/projects/{projectId}/invitations/{invitationId}/resend",
            INFERRED),
    CANCEL_INVITATION(
            "cancel-invitation",
            DELETE,
            "/organizations/{organizationId}/projects/{projectId}/invitations/{invitationId}",
            INFERRED),

    LIST_SENTINEL_PASSES(
            "list-sentinel-passes", GET, "/organizations/{organizationId}/projects/{projectId}/sentinel_passes", KNOWN),
    CREATE_SENTINEL_PASS(
            "create-sentinel-pass",
            POST,
            "/organizations/{organizationId}/projects/{projectId}/sentinel_passes",
            KNOWN),

    LOGIN("login", POST, "/oauth/token", KNOWN),
    REFRESH_TOKEN("refresh-token", POST, "/oauth/token/refresh", KNOWN);

    private final String label;
    private final Method method;
    private final String path;
    private final Certainty certainty;

    Operation(String label, Method method, String path, Certainty certainty) {
        this.label = label;
        this.method = method;
        this.path = path;
        this.certainty = certainty;
    }

    /** The name that configuration calls it by, in kebab-case. */
    public String label() {
        return label;
    }

    public Method method() {
        return method;
    }

    /** The path after the service's address; a name in braces stands for one encoded segment. */
    public String path() {
        return path;
    }

    public Certainty certainty() {
        return certainty;
    }
}
