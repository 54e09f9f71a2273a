package io.tracelake.sandbox;

import io.tracelake.sandbox.traffic.Text;
import io.tracelake.sandbox.traffic.Trace;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What was sent as input and output, as JSON text in UTF-8: the lengths in bytes, and SHA-256 in hexadecimal digits.
 */
public record SentPayload(long inputBytes, String inputSha256, long outputBytes, String outputSha256) {
    private static final int CHUNK = 65_536;

    public static SentPayload of(Trace trace) {
        Text input = trace.payload().input();
        Text output = trace.payload().output();
        return new SentPayload(input.bytes(), sha256(input), output.bytes(), sha256(output));
    }

    private static String sha256(Text text) {
        MessageDigest digest = digest();
        switch (text) {
            case Text.Written written -> digest.update(written.json().getBytes(StandardCharsets.UTF_8));
            case Text.Generated generated -> {
                byte[] chunk = new byte[CHUNK];
                for (long position = 0; position < generated.bytes(); ) {
                    int count = generated.read(position, chunk, 0, chunk.length);
                    digest.update(chunk, 0, count);
                    position += count;
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
