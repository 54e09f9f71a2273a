package io.tracelake.client.organizations;

import io.tracelake.client.json.ShapeException;

/** What the resources of the service mean. */
final class Resources {
    private Resources() {}

    static ApiKey apiKey(Resource resource) throws ShapeException {
        String display = resource.text("displaySecretKey");
        return new ApiKey(
                resource.id(),
                resource.text("note"),
                resource.text("publicKey"),
                display != null && masked(display) ? display : null,
                resource.instant("createdAt"),
                resource.instant("expiresAt"));
    }

    /** A service that shows a key in full by mistake must not make it look like one that may be shown. */
    private static boolean masked(String display) {
        return display.contains("..") || display.chars().anyMatch(c -> c == '*' || c == '…' || c == '•');
    }

    static LlmApiKey llmApiKey(Resource resource) throws ShapeException {
        return new LlmApiKey(
                resource.id(),
                resource.text("provider"),
                resource.texts("customModels"),
                resource.bool("withDefaultModels"),
                resource.instant("createdAt"),
                resource.instant("expiresAt"));
    }

    static Member member(Resource resource) throws ShapeException {
        return new Member(
                resource.id(),
                resource.text("email"),
                resource.text("firstName"),
                resource.text("lastName"),
                resource.text("role"),
                resource.text("organizationRole"),
                resource.bool("projectOnly"),
                resource.text("status"),
                resource.instant("createdAt"));
    }

    static Invitation invitation(Resource resource) throws ShapeException {
        return new Invitation(
                resource.id(),
                resource.text("email"),
                resource.text("role"),
                resource.text("organizationRole"),
                resource.bool("projectOnly"),
                resource.text("status"),
                resource.instant("createdAt"));
    }

    static SentinelPass sentinelPass(Resource resource) throws ShapeException {
        return new SentinelPass(
                resource.id(),
                resource.text("name"),
                resource.text("credentialType"),
                resource.texts("tags"),
                resource.bool("active"),
                resource.instant("createdAt"));
    }
}
