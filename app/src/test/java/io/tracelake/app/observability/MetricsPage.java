package io.tracelake.app.observability;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The table of metrics in {@code docs/metrics.md}. */
final class MetricsPage {
    private static final Path PAGE = Path.of("..", "docs", "metrics.md");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([a-z0-9_]+)` \\| (counter|gauge|histogram|summary) \\|([^|]*)\\|");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private MetricsPage() {}

    static Map<String, Exposition.Metric> metrics() throws IOException {
        return ROW.matcher(Files.readString(PAGE))
                .results()
                .collect(toMap(
                        row -> row.group(1),
                        row -> new Exposition.Metric(row.group(2), tags(row.group(3))),
                        (a, b) -> a,
                        TreeMap::new));
    }

    private static Set<String> tags(String cell) {
        return CODE.matcher(cell).results().map(tag -> tag.group(1)).collect(toSet());
    }
}
