package io.tracelake.client.organizations;

import io.tracelake.client.KeyPair;
import io.tracelake.client.Secret;
import io.tracelake.client.json.JsonCursor;
import io.tracelake.client.json.ShapeException;
import io.tracelake.client.json.UnreadableBodyException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An answer with one resource. */
final class SingleResource {
    private SingleResource() {}

    static <T> T read(byte[] body, ResourcePage.ElementReader<T> reader) throws UnreadableBodyException {
        return JsonCursor.read(body, json -> {
            List<T> found = new ArrayList<>();
            for (String member = json.nextMember(); member != null; member = json.nextMember()) {
                if (member.equals("data")) {
                    found.add(reader.read(json));
                } else {
                    json.skip();
                }
            }
            if (found.isEmpty()) {
                throw new ShapeException("data: missing");
            }
            return found.getLast();
        });
    }

    /** The answer that shows a new key's secret. */
    static NewApiKey newApiKey(byte[] body) throws UnreadableBodyException {
        return JsonCursor.read(body, json -> {
            Resource resource = null;
            Shown shown = new Shown();
            for (String member = json.nextMember(); member != null; member = json.nextMember()) {
                switch (member) {
                    case "data" -> resource = Resource.read(json);
                    case "meta" -> shown.readMeta(json);
                    default -> json.skip();
                }
            }
            if (resource == null) {
                throw new ShapeException("data: missing");
            }
            return new NewApiKey(Resources.apiKey(resource), shown.pair(resource));
        });
    }

    /** What the answer shows of the secret. */
    private static final class Shown {
        private @Nullable String secretKey;
        private @Nullable String publicKey;

        void readMeta(JsonCursor json) throws ShapeException {
            if (!json.atObject()) {
                json.skip();
                return;
            }
            for (String member = json.nextMember(); member != null; member = json.nextMember()) {
                switch (member) {
                    case "secretKey", "secret_key" -> secretKey = json.string();
                    case "publicKey", "public_key" -> publicKey = json.string();
                    case "secrets" -> readMeta(json);
                    default -> json.skip();
                }
            }
        }

        KeyPair pair(Resource key) throws ShapeException {
            String secret = secretKey == null ? key.text("secretKey") : secretKey;
            String name = key.text("publicKey") == null ? publicKey : key.text("publicKey");
            if (secret == null || name == null) {
                throw new ShapeException("a new key without its " + (name == null ? "public key" : "secret"));
            }
            try {
                return new KeyPair(name, Secret.of(secret));
            } catch (IllegalArgumentException unusable) {
                throw new ShapeException("a new key that is no pair");
            }
        }
    }
}
