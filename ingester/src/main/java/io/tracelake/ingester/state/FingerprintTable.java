package io.tracelake.ingester.state;

import org.jspecify.annotations.Nullable;

/**
 * Id hash → newest carried state, in one array of longs: 32 bytes a slot, 38 to 47 bytes an entry. Not thread-safe.
 *
 * <p>A slot is four longs: 64 bits of the id hash; 24 more and the timestamp; the content hash; updatedAt, revision,
 * silent changes and whether it is bare. A revision is at least 1, so a fourth long of zero marks a free slot. Open
 * addressing with linear probing; entries leave only by {@link #evictBefore}, which builds the array anew, so no slot is
 * ever half free.
 */
public final class FingerprintTable {
    /** Revisions are kept in 20 bits. */
    static final int MAX_REVISION = (1 << 20) - 1;

    private static final int WORDS = 4;
    private static final int MIN_SLOTS = 16;
    private static final double MAX_LOAD = 0.85;
    private static final double GROWTH = 1.25;
    private static final int SILENT_BITS = 4;
    private static final int SILENT_MASK = (1 << (SILENT_BITS - 1)) - 1;
    private static final int BARE = 1 << (SILENT_BITS - 1);

    private long[] words = new long[MIN_SLOTS * WORDS];
    private int slots = MIN_SLOTS;
    private int size;

    public int size() {
        return size;
    }

    /** Bytes held by the array. */
    public long bytes() {
        return (long) words.length * Long.BYTES;
    }

    public @Nullable Known get(IdHash id) {
        int at = find(words, slots, id.high(), idTail(id));
        if (words[at + 3] == 0) {
            return null;
        }
        long last = words[at + 3];
        return new Known(
                words[at + 2],
                (int) (last >>> SILENT_BITS) & MAX_REVISION,
                PackedTime.unpack(words[at + 1] & PackedTime.MASK),
                PackedTime.unpack(last >>> (64 - PackedTime.BITS)),
                (int) last & SILENT_MASK,
                (last & BARE) != 0);
    }

    public void put(IdHash id, Known known) {
        if (known.revision() < 1 || known.revision() > MAX_REVISION) {
            throw new IllegalArgumentException("revision " + known.revision() + " is not in 1.." + MAX_REVISION);
        }
        int at = find(words, slots, id.high(), idTail(id));
        boolean added = words[at + 3] == 0;
        words[at] = id.high();
        words[at + 1] = idTail(id) | PackedTime.pack(known.timestamp());
        words[at + 2] = known.content();
        words[at + 3] = PackedTime.pack(known.updatedAt()) << (64 - PackedTime.BITS)
                | (long) known.revision() << SILENT_BITS
                | known.silentChanges()
                | (known.bare() ? BARE : 0);
        if (added) {
            grow();
        }
    }

    private void grow() {
        if (++size > slots * MAX_LOAD) {
            rebuild((int) (slots * GROWTH), Long.MIN_VALUE, Long.MAX_VALUE);
        }
    }

    /** Adds what another table lacks, entry by entry. */
    void copyMissingTo(FingerprintTable other) {
        for (int at = 0; at < words.length; at += WORDS) {
            if (words[at + 3] != 0) {
                other.copyIfMissing(words, at);
            }
        }
    }

    private void copyIfMissing(long[] from, int at) {
        int to = find(words, slots, from[at], from[at + 1] & ~PackedTime.MASK);
        if (words[to + 3] == 0) {
            System.arraycopy(from, at, words, to, WORDS);
            grow();
        }
    }

    /** Forgets every entry whose timestamp lies before the instant. */
    public void evictBefore(long epochMillis) {
        keep(epochMillis, Long.MAX_VALUE);
    }

    /** Forgets every entry whose timestamp doesn't lie before the instant. */
    void evictFrom(long epochMillis) {
        keep(Long.MIN_VALUE, epochMillis);
    }

    private void keep(long from, long to) {
        int kept = 0;
        for (int at = 0; at < words.length; at += WORDS) {
            if (words[at + 3] != 0 && timestamp(at) >= from && timestamp(at) < to) {
                kept++;
            }
        }
        if (kept < size) {
            rebuild(Math.max(MIN_SLOTS, (int) (kept / MAX_LOAD * GROWTH)), from, to);
        }
    }

    private void rebuild(int newSlots, long from, long until) {
        long[] next = new long[Math.multiplyExact(newSlots, WORDS)];
        int kept = 0;
        for (int at = 0; at < words.length; at += WORDS) {
            if (words[at + 3] != 0 && timestamp(at) >= from && timestamp(at) < until) {
                int to = find(next, newSlots, words[at], words[at + 1] & ~PackedTime.MASK);
                System.arraycopy(words, at, next, to, WORDS);
                kept++;
            }
        }
        words = next;
        slots = newSlots;
        size = kept;
    }

    private long timestamp(int at) {
        return PackedTime.unpack(words[at + 1] & PackedTime.MASK);
    }

    /** Where the id is, or the free slot where it belongs. */
    private static int find(long[] words, int slots, long idHead, long idTail) {
        int slot = (int) Math.unsignedMultiplyHigh(idHead, slots);
        while (true) {
            int at = slot * WORDS;
            boolean free = words[at + 3] == 0;
            if (free || (words[at] == idHead && (words[at + 1] & ~PackedTime.MASK) == idTail)) {
                return at;
            }
            slot = slot + 1 == slots ? 0 : slot + 1;
        }
    }

    private static long idTail(IdHash id) {
        return id.low() & ~PackedTime.MASK;
    }
}
