package io.tracelake.ingester.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a state that the service shows is a new revision. Pure.
 *
 * <ul>
 *   <li>The same id may be shown twice, on two days. The newest {@code updatedAt} wins, then the newest timestamp; an
 *       older row never replaces a newer one.
 *   <li>Cost and latency may change while {@code updatedAt} stands still, because the service adds up observations when
 *       it is asked. They may also depend on the window asked for, and then alternate for ever. So only a few such
 *       silent changes are taken on trust. After that a differing row is only a hint to read the trace by its id, which
 *       no window narrows; that answer decides.
 *   <li>What was carried whole is not replaced by what the service shows of the same state without its texts when it can't
 *       give it whole. What was carried so is followed like anything else.
 * </ul>
 */
public final class RevisionRule {
    /** Silent changes taken from a listing before each further one has to be confirmed. */
    public static final int SILENT_CHANGES_ON_TRUST = 3;

    /** What to do with a row. */
    public sealed interface Verdict {
        /** A new state: carry it, and remember {@code next}. */
        record Carry(Known next) implements Verdict {}

        /** Nothing new, or older than what was carried. */
        record Ignore() implements Verdict {}

        /** Read the trace by its id, then judge that. */
        record Confirm() implements Verdict {}
    }

    private static final Verdict IGNORE = new Verdict.Ignore();
    private static final Verdict CONFIRM = new Verdict.Confirm();

    private RevisionRule() {}

    /**
     * Judges one state that the service shows.
     *
     * @param known the newest carried state, null if there is none
     * @param confirmed whether the state was read by id
     */
    public static Verdict judge(
            @Nullable Known known, long content, Instant timestamp, @Nullable Instant updatedAt, boolean confirmed) {
        return judge(known, Known.first(content, timestamp, updatedAt), confirmed);
    }

    /** Judges one state that the service shows without its texts, because it can't give it whole. */
    public static Verdict judgeBare(
            @Nullable Known known, long content, Instant timestamp, @Nullable Instant updatedAt, boolean confirmed) {
        return judge(known, Known.first(content, timestamp, updatedAt).withoutTexts(), confirmed);
    }

    private static Verdict judge(@Nullable Known known, Known shown, boolean confirmed) {
        if (known == null) {
            return new Verdict.Carry(shown);
        }
        if (shown.content() == known.content() || isOlder(shown, known) || isPartOf(shown, known)) {
            return IGNORE;
        }
        boolean silent = !isDated(shown, known) || shown.updatedAt() == known.updatedAt();
        if (silent && !confirmed && known.silentChanges() >= SILENT_CHANGES_ON_TRUST) {
            return CONFIRM;
        }
        int silentChanges = silent ? Math.min(known.silentChanges() + 1, SILENT_CHANGES_ON_TRUST) : 0;
        return new Verdict.Carry(new Known(
                shown.content(),
                Math.addExact(known.revision(), 1),
                shown.timestamp(),
                shown.updatedAt(),
                silentChanges,
                shown.bare()));
    }

    private static boolean isPartOf(Known shown, Known known) {
        return shown.bare() && !known.bare() && shown.updatedAt() == known.updatedAt();
    }

    private static boolean isOlder(Known shown, Known known) {
        if (isDated(shown, known) && shown.updatedAt() != known.updatedAt()) {
            return shown.updatedAt() < known.updatedAt();
        }
        return shown.timestamp() < known.timestamp();
    }

    /** A service may send updatedAt with one generation and leave it out with the next. */
    private static boolean isDated(Known shown, Known known) {
        return shown.updatedAt() != 0 && known.updatedAt() != 0;
    }
}
