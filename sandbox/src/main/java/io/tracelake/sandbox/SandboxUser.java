package io.tracelake.sandbox;

/**
 * Somebody with an account. Password and token are not part of {@link #toString}.
 *
 * @param token a bearer token that never expires
 * @param role in the organisation, in capitals; empty for none
 */
public record SandboxUser(String id, String email, String password, String token, String role) {
    @Override
    public String toString() {
        return "SandboxUser[id=%s, email=%s, password=****, token=****, role=%s]".formatted(id, email, role);
    }
}
