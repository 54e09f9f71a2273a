package io.tracelake.sandbox.organization;

import io.tracelake.sandbox.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what {@link StateWriter} has written, for the same seed and number of projects. */
final class StateReader {
    private final Seed seed;

    StateReader(Seed seed) {
        this.seed = seed;
    }

    State read(JsonObject json) {
        if (!json.text("format").equals(StateWriter.FORMAT)) {
            throw json.mismatch("format", "must be " + StateWriter.FORMAT);
        }
        if (!json.text("organization").equals(seed.organizationId())) {
            throw json.mismatch("organization", "belongs to another seed than this sandbox's");
        }
        if (!json.text("firstProjects").equals(String.valueOf(seed.projects().size()))) {
            throw json.mismatch(
                    "firstProjects", "differs from the " + seed.projects().size() + " of this sandbox");
        }
        var accounts = new Accounts(all(json, "accounts", StateReader::account));
        var projects = new Projects(all(json, "projects", this::project));
        return new State(accounts, projects);
    }

    private static Account account(JsonObject json) {
        return new Account(
                json.text("id"),
                json.text("email"),
                json.text("firstName"),
                json.text("lastName"),
                roleOrNull(json, "organizationRole"),
                json.time("createdAt"));
    }

    private Project project(JsonObject json) {
        return new Project(
                facts(json),
                new Members(all(json, "members", StateReader::member)),
                new ApiKeys(all(json, "apiKeys", this::apiKey)),
                new LlmApiKeys(all(json, "llmApiKeys", StateReader::llmApiKey)),
                new Invitations(all(json, "invitations", StateReader::invitation)),
                new SentinelPasses(all(json, "sentinelPasses", StateReader::sentinelPass)));
    }

    private ProjectFacts facts(JsonObject json) {
        String id = json.text("id");
        int number = seed.projects().stream()
                .filter(seeded -> seeded.id().equals(id))
                .mapToInt(Seed.SeededProject::number)
                .findFirst()
                .orElse(ProjectFacts.CREATED);
        return new ProjectFacts(id, json.text("name"), number, json.time("createdAt"), json.time("updatedAt"));
    }

    private static Membership member(JsonObject json) {
        return new Membership(
                json.text("userId"),
                role(json, "role"),
                json.flag("projectOnly", false),
                json.flag("denied", false),
                json.time("createdAt"));
    }

    private ApiKey apiKey(JsonObject json) {
        String id = json.text("id");
        return new ApiKey(
                id,
                json.text("note"),
                json.flag("serviceMade", false),
                json.time("createdAt"),
                json.timeOrNull("expiresAt"),
                seed.pair(id));
    }

    private static LlmApiKey llmApiKey(JsonObject json) {
        return new LlmApiKey(
                json.text("id"),
                json.text("provider"),
                json.text("displaySecretKey"),
                json.texts("customModels"),
                json.flag("withDefaultModels", true),
                json.time("createdAt"));
    }

    private static Invitation invitation(JsonObject json) {
        return new Invitation(
                json.text("id"),
                json.text("email"),
                role(json, "role"),
                roleOrNull(json, "organizationRole"),
                json.flag("projectOnly", false),
                status(json),
                json.time("createdAt"));
    }

    private static SentinelPass sentinelPass(JsonObject json) {
        return new SentinelPass(
                json.text("id"),
                json.text("name"),
                json.text("credentialType"),
                json.texts("tags"),
                json.flag("active", true),
                json.time("createdAt"));
    }

    private static Invitation.Status status(JsonObject json) {
        String text = json.text("status");
        return Arrays.stream(Invitation.Status.values())
                .filter(status -> status.name().equals(text))
                .findFirst()
                .orElseThrow(() -> json.mismatch("status", "is unknown"));
    }

    private static Role role(JsonObject json, String name) {
        return Role.of(json.text(name)).orElseThrow(() -> json.mismatch(name, "is unknown"));
    }

    private static @Nullable Role roleOrNull(JsonObject json, String name) {
        return json.has(name) ? role(json, name) : null;
    }

    private static <T> List<T> all(JsonObject json, String name, Function<JsonObject, T> form) {
        return json.objects(name).stream().map(form).toList();
    }
}
