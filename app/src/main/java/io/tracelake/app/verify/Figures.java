package io.tracelake.app.verify;

import java.math.BigDecimal;

/**
 * What a comparison has found, for a day, a project or everything.
 *
 * @param service traces that the service shows
 * @param lake traces in the lake, by their newest revision
 * @param missing shown by the service, not in the lake
 * @param doubled revisions that the lake holds more than once
 * @param stale the newest revision in the lake isn't what the service shows
 * @param pending likewise, but so young that the ingester is still going to read it again
 * @param gone in the lake, no longer shown by the service; absence is not deletion, so this is as it should be
 * @param serviceCost USD
 * @param lakeCost USD, of the newest revisions
 */
public record Figures(
        long service,
        long lake,
        long missing,
        long doubled,
        long stale,
        long pending,
        long gone,
        BigDecimal serviceCost,
        BigDecimal lakeCost) {
    public static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO);

    public Figures plus(Figures other) {
        return new Figures(
                service + other.service,
                lake + other.lake,
                missing + other.missing,
                doubled + other.doubled,
                stale + other.stale,
                pending + other.pending,
                gone + other.gone,
                serviceCost.add(other.serviceCost),
                lakeCost.add(other.lakeCost));
    }

    /** What the lake has more than the service. */
    public BigDecimal costDifference() {
        return lakeCost.subtract(serviceCost);
    }

    /** Whether the lake is what it should be. */
    public boolean sound(boolean strict) {
        return missing == 0 && doubled == 0 && stale == 0 && (!strict || pending == 0);
    }

    static Figures shown(TraceState state) {
        return new Figures(1, 0, 0, 0, 0, 0, 0, state.dollars(), BigDecimal.ZERO);
    }

    static Figures held(TraceState state) {
        return new Figures(0, 1, 0, 0, 0, 0, 0, BigDecimal.ZERO, state.dollars());
    }

    static Figures doubled(long revisions) {
        return new Figures(0, 0, 0, revisions, 0, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO);
    }

    static final Figures MISSING = new Figures(0, 0, 1, 0, 0, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO);
    static final Figures STALE = new Figures(0, 0, 0, 0, 1, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO);
    static final Figures PENDING = new Figures(0, 0, 0, 0, 0, 1, 0, BigDecimal.ZERO, BigDecimal.ZERO);
    static final Figures GONE = new Figures(0, 0, 0, 0, 0, 0, 1, BigDecimal.ZERO, BigDecimal.ZERO);
}
