package io.tracelake.bench.line;

import io.tracelake.bench.data.ProjectIndex;
import io.tracelake.bench.data.Shape;
import io.tracelake.bench.process.Metrics;
import io.tracelake.bench.report.Delays;
import java.net.URI;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When traces of a project were first counted. Traces are taken to be counted in the order of their timestamps: it is the
 * n-th one's moment when n are counted. Not thread-safe.
 */
final class CountedTraces {
    private static final Pattern PROJECT_ROW = Pattern.compile("\"scope\":\"PROJECT\"[^}]*?\"traces\":(\\d+)");

    private final ProjectIndex index;
    private final URI address;
    private final Metrics http = new Metrics();
    private int counted;

    CountedTraces(ProjectIndex index, int project, URI usage) {
        this.index = index;
        this.address = usage.resolve("/usage?granularity=daily&scope=PROJECT&project=" + Shape.projectId(project));
    }

    /** Asks once, and adds the delays of those that are counted now and weren't before. */
    void look(Delays delays) throws InterruptedException {
        Matcher rows = PROJECT_ROW.matcher(http.ask(address));
        Instant now = Instant.now();
        int total = 0;
        while (rows.find()) {
            total += Integer.parseInt(rows.group(1));
        }
        for (; counted < Math.min(total, index.traces()); counted++) {
            delays.add((now.toEpochMilli() - index.timestamp(counted)) / 1_000.0);
        }
    }

    boolean isComplete() {
        return counted >= index.traces();
    }
}
