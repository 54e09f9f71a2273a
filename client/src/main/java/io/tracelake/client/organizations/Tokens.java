package io.tracelake.client.organizations;

import io.tracelake.client.Secret;
import io.tracelake.client.json.ShapeException;
import io.tracelake.client.json.UnreadableBodyException;
import org.jspecify.annotations.Nullable;

/**
 * What the authentication service gives.
 *
 * @param refreshToken null: the one in use stays
 */
record Tokens(Secret accessToken, @Nullable Secret refreshToken) {
    static Tokens read(byte[] body) throws UnreadableBodyException {
        return SingleResource.read(body, json -> {
            Resource session = Resource.read(json);
            String access = session.text("accessToken");
            String refresh = session.text("refreshToken");
            if (access == null) {
                throw new ShapeException("data: a session without an access token");
            }
            if (!AccessToken.wellFormed(Secret.of(access))) {
                throw new ShapeException("data: an access token with more than " + AccessToken.CHARACTERS);
            }
            return new Tokens(Secret.of(access), refresh == null || refresh.isBlank() ? null : Secret.of(refresh));
        });
    }
}
