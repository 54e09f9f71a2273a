package io.tracelake.client.http;

import io.tracelake.client.KeyPair;
import io.tracelake.client.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The headers that prove who asks, and what of them must never be printed. */
public final class Credentials {
    private static final Credentials NONE = new Credentials(Map.of(), List.of());

    private final Map<String, Secret> headers;
    private final List<Secret> hidden;

    private Credentials(Map<String, Secret> headers, List<Secret> hidden) {
        this.headers = headers;
        this.hidden = hidden;
    }

    public static Credentials none() {
        return NONE;
    }

    /** HTTP Basic with the public key as user name and the secret key as password. */
    public static Credentials basic(KeyPair keys) {
        byte[] pair = (keys.publicKey() + ':' + keys.secretKey().reveal()).getBytes(StandardCharsets.UTF_8);
        Secret encoded = Secret.of(Base64.getEncoder().encodeToString(pair));
        return new Credentials(
                Map.of("Authorization", Secret.of("Basic " + encoded.reveal())), List.of(keys.secretKey(), encoded));
    }

    /** {@code Api-Key} for the application and a bearer token for the user. */
    public static Credentials bearer(Secret apiKey, Secret token) {
        requireHeaderValue("api-key", apiKey);
        requireHeaderValue("token", token);
        return new Credentials(
                Map.of("Api-Key", apiKey, "Authorization", Secret.of("Bearer " + token.reveal())),
                List.of(apiKey, token));
    }

    /** {@code Api-Key} alone, for those who have no token yet. */
    public static Credentials application(Secret apiKey) {
        requireHeaderValue("api-key", apiKey);
        return new Credentials(Map.of("Api-Key", apiKey), List.of(apiKey));
    }

    Map<String, Secret> headers() {
        return headers;
    }

    /** What of these credentials must never be printed. */
    Stream<Secret> secrets() {
        return hidden.stream();
    }

    private static void requireHeaderValue(String key, Secret value) {
        if (value.reveal().isEmpty() || !value.reveal().chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException(key + " must be of visible ASCII characters: " + value);
        }
    }

    @Override
    public String toString() {
        return headers.toString();
    }
}
