package io.tracelake.client;

/**
 * The pair that opens one project of the analytics service. The service finds the project by the secret alone: a public
 * key of another project isn't noticed, so whose data a pair opens is known only by asking for it.
 *
 * @param publicKey names the key; no secret, must not contain a colon (it would end the user name of HTTP Basic)
 * @param secretKey opens the project
 */
public record KeyPair(String publicKey, Secret secretKey) {
    public KeyPair {
        if (publicKey.isBlank() || publicKey.indexOf(':') >= 0) {
            throw new IllegalArgumentException("public-key must not be blank or contain a colon: " + publicKey);
        }
        if (secretKey.reveal().isBlank()) {
            throw new IllegalArgumentException("secret-key must not be blank (public-key " + publicKey + ")");
        }
    }
}
