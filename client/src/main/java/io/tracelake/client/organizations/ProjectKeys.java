package io.tracelake.client.organizations;

import static java.util.Comparator.comparing;

import io.tracelake.client.KeyPair;
import io.tracelake.client.Secret;
import io.tracelake.client.json.JsonCursor;
import io.tracelake.client.json.ShapeException;
import io.tracelake.client.json.UnreadableBodyException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer for one project: the resource itself, the plain pair under {@code meta.secrets}, what belongs to the
 * project under {@code included}. How {@code encryptedSecretKey} is encrypted is the service's own affair; it is passed
 * over unread.
 */
final class ProjectKeys {
    private @Nullable OrganizationProject project;
    private @Nullable String publicKey;
    private @Nullable Secret secretKey;
    private boolean encrypted;
    private boolean complete;
    private final List<ApiKey> apiKeys = new ArrayList<>();
    private final List<LlmApiKey> llmApiKeys = new ArrayList<>();
    private final List<Member> members = new ArrayList<>();
    private final List<SentinelPass> sentinelPasses = new ArrayList<>();
    private final List<ReadableKey> readable = new ArrayList<>();

    /** An included key whose secret isn't encrypted. */
    private record ReadableKey(KeyPair pair, Instant usableUntil) {}

    static OrganizationProjectDetails read(byte[] body) throws UnreadableBodyException {
        return JsonCursor.read(body, json -> new ProjectKeys().readRoot(json));
    }

    private OrganizationProjectDetails readRoot(JsonCursor json) throws ShapeException {
        for (String member = json.nextMember(); member != null; member = json.nextMember()) {
            switch (member) {
                case "data" -> project = ProjectMembers.read(json);
                case "meta" -> readMeta(json);
                case "included" -> readIncluded(json);
                default -> json.skip();
            }
        }
        if (project == null) {
            throw new ShapeException("data: missing");
        }
        KeyPair pair = pair();
        return new OrganizationProjectDetails(
                project, pair, pair == null && encrypted, apiKeys, llmApiKeys, members, sentinelPasses, complete);
    }

    private @Nullable KeyPair pair() throws ShapeException {
        if (publicKey == null || secretKey == null || secretKey.reveal().isBlank()) {
            return longestUsable();
        }
        try {
            return new KeyPair(publicKey, secretKey);
        } catch (IllegalArgumentException unusable) {
            throw new ShapeException("meta.secrets: not a pair of keys");
        }
    }

    private @Nullable KeyPair longestUsable() {
        return readable.stream()
                .min(comparing(ReadableKey::usableUntil).reversed())
                .map(ReadableKey::pair)
                .orElse(null);
    }

    private void readMeta(JsonCursor json) throws ShapeException {
        eachMember(json, (member, at) -> {
            if (member.equals("secrets")) {
                eachMember(at, this::readSecret);
            } else {
                at.skip();
            }
        });
    }

    private void readSecret(String member, JsonCursor json) throws ShapeException {
        switch (member) {
            case "publicKey", "public_key" -> publicKey = json.string();
            case "secretKey", "secret_key" -> {
                String value = json.string();
                secretKey = value == null ? null : Secret.of(value);
            }
            case "encryptedSecretKey", "encrypted_secret_key" -> {
                encrypted |= !json.atNull();
                json.skip();
            }
            default -> json.skip();
        }
    }

    private void readIncluded(JsonCursor json) throws ShapeException {
        if (json.arrayOrNull()) {
            complete = true;
            while (json.nextElement()) {
                if (json.atObject()) {
                    add(Resource.read(json));
                } else {
                    complete = false;
                    json.skip();
                }
            }
        }
    }

    /** Related resources come as an addition: without an id they are of no use, but no reason to lose the project. */
    private void add(Resource resource) throws ShapeException {
        complete &= resource.hasId();
        switch (resource.type()) {
            case "apikey", "apikeys" -> {
                addSecret(resource);
                if (resource.hasId()) {
                    apiKeys.add(Resources.apiKey(resource));
                }
            }
            case "llmapikey", "llmapikeys" -> {
                if (resource.hasId()) {
                    llmApiKeys.add(Resources.llmApiKey(resource));
                }
            }
            case "user", "users" -> {
                if (resource.hasId()) {
                    members.add(Resources.member(resource));
                }
            }
            case "sentinelpass", "sentinelpasses" -> {
                if (resource.hasId()) {
                    sentinelPasses.add(Resources.sentinelPass(resource));
                }
            }
            default -> {}
        }
    }

    private void addSecret(Resource key) {
        encrypted |= key.has("encryptedSecretKey");
        String name = key.text("publicKey");
        String secret = key.text("secretKey");
        if (name != null && secret != null && !name.isBlank() && name.indexOf(':') < 0 && !secret.isBlank()) {
            Instant expiry = key.instant("expiresAt");
            readable.add(new ReadableKey(new KeyPair(name, Secret.of(secret)), expiry == null ? Instant.MAX : expiry));
        }
    }

    /** Walks through an object; passes over anything else. */
    private static void eachMember(JsonCursor json, MemberReader reader) throws ShapeException {
        if (!json.atObject()) {
            json.skip();
            return;
        }
        for (String member = json.nextMember(); member != null; member = json.nextMember()) {
            reader.read(member, json);
        }
    }

    @FunctionalInterface
    private interface MemberReader {
        void read(String member, JsonCursor json) throws ShapeException;
    }
}
