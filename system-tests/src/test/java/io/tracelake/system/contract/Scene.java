package io.tracelake.system.contract;

import io.tracelake.client.organizations.Operation;

/** A project in which there is one of everything that can be asked about. */
record Scene(
        String organizationId,
        String projectId,
        String apiKeyId,
        String llmApiKeyId,
        String memberId,
        String deniedId,
        String invitationId,
        String accountEmail) {

    /** The operation's path with the ids of this scene. */
    String path(Operation operation) {
        boolean llm = operation.path().contains("/llm_api_keys/");
        String user = operation == Operation.RESTORE_ACCESS ? deniedId : memberId;
        return operation
                .path()
                .replace("{organizationId}", organizationId)
                .replace("{projectId}", projectId)
                .replace("{keyId}", llm ? llmApiKeyId : apiKeyId)
                .replace("{userId}", user)
                .replace("{invitationId}", invitationId);
    }
}
