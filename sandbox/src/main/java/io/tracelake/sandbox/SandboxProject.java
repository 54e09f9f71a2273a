package io.tracelake.sandbox;

/** A project of the sandbox with one of its key pairs: the one that the service itself made, as long as it lives. The secret is not part of {@link #toString}. */
public record SandboxProject(String id, String name, String publicKey, String secretKey) {
    @Override
    public String toString() {
        return "SandboxProject[id=%s, name=%s, publicKey=%s, secretKey=****]".formatted(id, name, publicKey);
    }
}
