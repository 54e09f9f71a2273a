package io.tracelake.sandbox.organization;

import io.tracelake.sandbox.traffic.Plan;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Everything about the organisation that follows from the sandbox's seed: its credentials, its first projects, and the
 * secret that belongs to an id made later. So no secret ever has to be stored.
 */
public final class Seed {
    private static final String ALGORITHM = "HmacSHA256";
    private static final List<String> NAMES = List.of(
            "Support Assistant", "Search Answers", "Reply Drafts", "Ticket Triage", "Contract Reader", "Data Agent");

    private final long seed;
    private final String organizationId;
    private final String apiKey;
    private final String token;
    private final List<SeededProject> projects;
    private final Map<String, KeyPair> seededPairs = new LinkedHashMap<>();

    /** Always draws in the same order, so the first projects don't depend on how many follow. */
    public Seed(long seed, int projectCount) {
        var random = new SplittableRandom(seed);
        this.seed = seed;
        this.organizationId = "org-" + hex(random, 1);
        this.apiKey = "ak-" + hex(random, 2);
        this.token = "sandbox." + hex(random, 2) + "." + hex(random, 2);
        List<SeededProject> drawn = new ArrayList<>();
        for (int n = 0; n < projectCount; n++) {
            String name = n < NAMES.size() ? NAMES.get(n) : "Project " + (n + 1);
            String id = "proj-" + hex(random, 1);
            var pair = new KeyPair("pk-lf-" + hex(random, 2), "sk-lf-" + hex(random, 2));
            var project = new SeededProject(n, id, name, "key-" + derived("first-key", id, 16));
            seededPairs.put(project.keyId(), pair);
            drawn.add(project);
        }
        this.projects = List.copyOf(drawn);
    }

    public String organizationId() {
        return organizationId;
    }

    public String apiKey() {
        return apiKey;
    }

    /** The owner's token, which never expires. */
    public String token() {
        return token;
    }

    List<SeededProject> projects() {
        return projects;
    }

    /** The pair of a key, made from its id. */
    KeyPair pair(String keyId) {
        KeyPair seeded = seededPairs.get(keyId);
        return seeded != null
                ? seeded
                : new KeyPair("pk-lf-" + derived("public-key", keyId, 32), "sk-lf-" + derived("secret-key", keyId, 32));
    }

    String userId(String email) {
        return "user-" + derived("user", email, 16);
    }

    /** The token of any user but the owner of the beginning. */
    String token(String userId) {
        return "sandbox." + derived("token", userId, 32) + "." + derived("token-end", userId, 32);
    }

    String password(String userId) {
        return derived("password", userId, 16);
    }

    /** Stands for ciphertext: it can't be turned into the secret and no client can use it. */
    String opaque(KeyPair pair) {
        return derived("encrypted", pair.secretKey(), 64);
    }

    /** Where the traces of a project that isn't one of the first are drawn from. */
    public long trafficKey(String projectId) {
        return Plan.key(seed, (int) ByteBuffer.wrap(hmac("traffic", projectId)).getLong());
    }

    private String derived(String purpose, String id, int digits) {
        return HexFormat.of().formatHex(hmac(purpose, id)).substring(0, digits);
    }

    private byte[] hmac(String purpose, String id) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(
                    ByteBuffer.allocate(Long.BYTES).putLong(seed).array(), ALGORITHM));
            return mac.doFinal((purpose + "\0" + id).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private static String hex(SplittableRandom random, int words) {
        StringBuilder text = new StringBuilder();
        for (int n = 0; n < words; n++) {
            text.append(HexFormat.of().toHexDigits(random.nextLong()));
        }
        return text.toString();
    }

    /** A project that is there from the beginning. */
    record SeededProject(int number, String id, String name, String keyId) {}
}
