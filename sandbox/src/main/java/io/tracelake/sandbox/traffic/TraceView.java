package io.tracelake.sandbox.traffic;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one row shows at one moment, each part drawn only when it is asked for. For one thread. */
public final class TraceView {
    private final TraceStream stream;
    private final long row;
    private final long now;
    private @Nullable Attributes attributes;

    TraceView(TraceStream stream, long row, long now) {
        this.stream = stream;
        this.row = row;
        this.now = now;
    }

    public String id() {
        return stream.id(row);
    }

    public Attributes attributes() {
        if (attributes == null) {
            attributes = stream.attributes(row, now);
        }
        return attributes;
    }

    /** Those that have arrived. */
    public List<Observation> observations() {
        return stream.observations(row, now);
    }

    /** Milliseconds, as {@link Trace#latency()}. */
    public long latency() {
        return Trace.latency(observations());
    }

    /** JSON text. */
    public String metadata() {
        return stream.payload(row, now).metadata();
    }
}
