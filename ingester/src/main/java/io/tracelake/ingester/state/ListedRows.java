package io.tracelake.ingester.state;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The newest carried revision of each thing of one kind that a project lists, encoded, by id. Not thread-safe. */
public final class ListedRows {
    /** What an entry takes beside its id and its row. */
    private static final int ENTRY_BYTES = 128;

    private final Map<String, byte[]> rows = new HashMap<>();
    private long bytes;

    public byte @Nullable [] get(String id) {
        return rows.get(id);
    }

    public void put(String id, byte[] row) {
        byte[] before = rows.put(id, row);
        bytes += row.length - (before == null ? -entryBytes(id) : before.length);
    }

    public List<String> ids() {
        return List.copyOf(rows.keySet());
    }

    /** About how much memory the rows take. */
    public long bytes() {
        return bytes;
    }

    private static long entryBytes(String id) {
        return ENTRY_BYTES + (long) id.length();
    }
}
