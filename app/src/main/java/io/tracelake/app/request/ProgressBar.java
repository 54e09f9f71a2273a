package io.tracelake.app.request;

import static io.tracelake.app.output.Cells.count;

import io.tracelake.app.output.Moments;
import io.tracelake.schemas.RequestProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** How far backfills are, together: a bar, the share, rows, their rate and the time left. Not thread-safe. */
public final class ProgressBar {
    private static final int WIDTH = 24;
    private static final Duration RATED = Duration.ofSeconds(15);

    private Instant since = Instant.MIN;
    private long rowsThen;
    private double shareThen;
    private double rate;
    private double shareRate;

    /** One line. */
    public String line(List<TrackedRequest> backfills, Instant now) {
        long rows = sum(backfills);
        double share = backfills.stream()
                .mapToDouble(backfill -> backfill.hasEnded() ? 1 : backfill.share())
                .average()
                .orElse(1);
        measure(rows, share, now);
        int filled = (int) (share * WIDTH);
        return "[%s%s] %s  %s rows%s%s"
                .formatted(
                        "#".repeat(filled),
                        "-".repeat(WIDTH - filled),
                        BackfillText.percent(share),
                        count(rows),
                        rate > 0 ? ", " + count(Math.round(rate)) + " a second" : "",
                        left(backfills, share));
    }

    private static long sum(List<TrackedRequest> backfills) {
        return backfills.stream()
                .map(TrackedRequest::progress)
                .filter(Objects::nonNull)
                .mapToLong(RequestProgress::getRows)
                .sum();
    }

    private void measure(long rows, double share, Instant now) {
        if (since.equals(Instant.MIN) || (rows > 0 && rowsThen == 0 && rate == 0)) {
            begin(rows, share, now);
            return;
        }
        double seconds = Duration.between(since, now).toMillis() / 1000.0;
        if (seconds >= 1) {
            rate = (rows - rowsThen) / seconds;
            shareRate = (share - shareThen) / seconds;
        }
        if (seconds > RATED.toSeconds()) {
            begin(rows, share, now);
        }
    }

    private void begin(long rows, double share, Instant now) {
        since = now;
        rowsThen = rows;
        shareThen = share;
    }

    private String left(List<TrackedRequest> backfills, double share) {
        if (backfills.stream().allMatch(backfill -> backfill.progress() == null)) {
            return "; waiting for an ingester";
        }
        return shareRate > 0 && share < 1
                ? ", " + Moments.length(Duration.ofSeconds((long) ((1 - share) / shareRate))) + " left"
                : "";
    }
}
