package io.tracelake.client.analytics;

import io.tracelake.client.json.Cut;
import io.tracelake.client.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * One value on its way into what is held: the whole of it, or, once it has become too large, its beginning as a JSON string,
 * while its length and hash are counted on.
 */
final class CutValue implements JsonBytes.Sink, AutoCloseable {
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private final HeldBytes held;
    private final Keep keep;
    private final int start;
    private final long allowed;
    private final boolean carried;
    private byte[] head = {};
    private long count;
    private @Nullable MessageDigest digest;
    private Overflow.@Nullable Text overflow;

    /**
     * @param allowed bytes up to which the value is held
     * @param carried false if nothing is to be kept of a larger value but that it was there
     */
    CutValue(HeldBytes held, Keep keep, long allowed, boolean carried) {
        this.held = held;
        this.keep = keep;
        this.start = held.length();
        this.allowed = allowed;
        this.carried = carried;
    }

    /** Length of the value, as far as it has come. */
    long count() {
        return count;
    }

    @Override
    public void take(byte[] bytes, int from, int length) throws IOException {
        if (count + length <= allowed) {
            held.add(bytes, from, length);
        } else {
            if (count <= allowed && digest == null) {
                begin(bytes, from);
            }
            hash(bytes, from, length);
        }
        count += length;
    }

    private void begin(byte[] bytes, int from) {
        digest = sha256();
        int kept = held.length() - start;
        if (carried) {
            head = new byte[keep.cutBytes()];
            int first = Math.min(kept, head.length);
            System.arraycopy(held.bytes(), start, head, 0, first);
            System.arraycopy(bytes, from, head, first, head.length - first);
            overflow = keep.overflow().begin();
            hash(held.bytes(), start, kept);
        }
        held.truncate(start);
    }

    private void hash(byte[] bytes, int from, int length) {
        if (digest != null && overflow != null) {
            digest.update(bytes, from, length);
            overflow.write(bytes, from, length);
        }
    }

    /** The value has ended. Returns what is known of it if it was cut, null if it is held as it came. */
    @Nullable Cut end() throws IOException {
        if (digest == null) {
            return null;
        }
        if (overflow == null) {
            held.add(NULL, 0, NULL.length);
            return new Cut(count, "", null);
        }
        String hash = HexFormat.of().formatHex(digest.digest());
        String place = overflow.complete(hash);
        overflow = null;
        quoteHead();
        return new Cut(count, hash, place.isEmpty() ? null : place);
    }

    /** The beginning is a JSON text, perhaps in the midst of an escape, and becomes the content of a JSON string. */
    private void quoteHead() throws IOException {
        int length = wholeCharacters(head);
        held.add('"');
        for (int i = 0; i < length; i++) {
            int b = head[i] & 0xff;
            if (b < ' ') {
                byte[] escape = JsonObject.quoted(Character.toString(b)).getBytes(StandardCharsets.US_ASCII);
                held.add(escape, 1, escape.length - 2);
            } else {
                if (b == '"' || b == '\\') {
                    held.add('\\');
                }
                held.add(b);
            }
        }
        held.add('"');
    }

    /** Up to the last character that is there with all its bytes. */
    private static int wholeCharacters(byte[] text) {
        int last = text.length - 1;
        while (last >= 0 && last > text.length - 4 && (text[last] & 0xc0) == 0x80) {
            last--;
        }
        if (last < 0) {
            return text.length;
        }
        int b = text[last] & 0xff;
        int bytes = b < 0xc0 ? 1 : b < 0xe0 ? 2 : b < 0xf0 ? 3 : 4;
        return last + bytes > text.length ? last : text.length;
    }

    @Override
    public void close() {
        if (overflow != null) {
            overflow.abandon();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
