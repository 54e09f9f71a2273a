package io.tracelake.schemas;

import java.util.List;

/** Records that the streams role writes for itself alone. They outlive a release, so they are versioned like topics. */
public final class UsageState {
    /** The part of a record of {@link Topics#TRACES} that usage needs; never written. */
    public static final Codec<TraceFigures> FIGURES = new Codec<>(Topics.TRACES.name(), TraceFigures.class);

    /** Key: project id / trace id. */
    public static final Codec<UsageFact> FACTS = new Codec<>("usage-fact", UsageFact.class);

    /** Key: project id. */
    public static final Codec<UsageChange> CHANGES = new Codec<>("usage-change", UsageChange.class);

    static final List<Codec<?>> WRITTEN = List.of(FACTS, CHANGES);

    private UsageState() {}
}
