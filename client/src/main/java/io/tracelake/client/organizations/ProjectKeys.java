package io.tracelake.client.organizations;

import io.tracelake.client.KeyPair;
import io.tracelake.client.Secret;
import io.tracelake.client.http.UnreadableBodyException;
import io.tracelake.client.json.JsonCursor;
import io.tracelake.client.json.ShapeException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer for one project: the resource itself, the plain pair under {@code meta.secrets}, the project's API keys
 * under {@code included}. How {@code encryptedSecretKey} is encrypted is the service's own affair; it is passed over
 * unread.
 */
final class ProjectKeys {
    private @Nullable OrganizationProject project;
    private @Nullable String publicKey;
    private @Nullable Secret secretKey;
    private final List<String> publicKeys = new ArrayList<>();
    private boolean encrypted;

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
        return new OrganizationProjectDetails(project, pair, publicKeys, pair == null && encrypted);
    }

    private @Nullable KeyPair pair() throws ShapeException {
        if (publicKey == null || secretKey == null || secretKey.reveal().isBlank()) {
            return null;
        }
        try {
            return new KeyPair(publicKey, secretKey);
        } catch (IllegalArgumentException unusable) {
            throw new ShapeException("meta.secrets: not a pair of keys");
        }
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
            case "encryptedSecretKey", "encrypted_secret_key" -> readEncrypted(json);
            default -> json.skip();
        }
    }

    private void readIncluded(JsonCursor json) throws ShapeException {
        if (json.arrayOrNull()) {
            while (json.nextElement()) {
                readResource(json);
            }
        }
    }

    private void readResource(JsonCursor json) throws ShapeException {
        IncludedKey key = new IncludedKey();
        eachMember(json, key::read);
        if (key.isApiKey()) {
            if (key.publicKey != null) {
                publicKeys.add(key.publicKey);
            }
            encrypted |= key.encrypted;
        }
    }

    private void readEncrypted(JsonCursor json) {
        encrypted |= !json.atNull();
        json.skip();
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

    /** One included resource, whose type may come after its attributes. */
    private static final class IncludedKey {
        private @Nullable String type;
        private @Nullable String publicKey;
        private boolean encrypted;

        void read(String member, JsonCursor json) throws ShapeException {
            switch (member) {
                case "type" -> type = json.string();
                case "attributes" -> eachMember(json, this::readAttribute);
                default -> json.skip();
            }
        }

        private void readAttribute(String member, JsonCursor json) throws ShapeException {
            switch (member) {
                case "publicKey", "public_key" -> publicKey = json.string();
                case "encryptedSecretKey", "encrypted_secret_key" -> {
                    encrypted = !json.atNull();
                    json.skip();
                }
                default -> json.skip();
            }
        }

        boolean isApiKey() {
            return "apiKey".equals(type) || "api_key".equals(type);
        }
    }
}
