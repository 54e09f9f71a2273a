package io.tracelake.client.organizations;

import io.tracelake.client.Secret;
import io.tracelake.client.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of a request: its text, null for none, and the secrets in it. */
record Body(@Nullable Secret text, List<Secret> secrets) {
    static final Body NONE = new Body(null, List.of());

    static Body of(JsonObject json, Secret... secrets) {
        return new Body(Secret.of(json.text()), List.of(secrets));
    }
}
