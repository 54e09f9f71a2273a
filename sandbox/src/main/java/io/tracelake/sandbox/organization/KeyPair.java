package io.tracelake.sandbox.organization;

/** What opens a project at the analytics service. The secret is not part of {@link #toString}. */
public record KeyPair(String publicKey, String secretKey) {
    private static final int SHOWN = 4;

    /** The secret for display: begin and end only. */
    public String displaySecretKey() {
        return mask("sk-lf-", secretKey);
    }

    static String mask(String begin, String secret) {
        String end = secret.length() > 4 * SHOWN ? secret.substring(secret.length() - SHOWN) : "";
        return begin + "..." + end;
    }

    @Override
    public String toString() {
        return "KeyPair[publicKey=%s, secretKey=****]".formatted(publicKey);
    }
}
