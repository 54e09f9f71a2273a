package io.tracelake.app.observability;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What Prometheus would read, by a reader of its own. */
record Exposition(String text) {
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");
    private static final Pattern TAG = Pattern.compile("([a-zA-Z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** A metric's type and the names of its tags. */
    record Metric(String type, Set<String> tags) {}

    /** All of them by name; the largest value of a histogram or summary belongs to that. */
    Map<String, Metric> metrics() {
        Map<String, String> types =
                TYPE.matcher(text).results().collect(toMap(row -> row.group(1), row -> row.group(2)));
        var metrics = new TreeMap<String, Metric>();
        types.forEach((name, type) -> {
            if (!name.endsWith("_max") || !types.containsKey(name.substring(0, name.length() - 4))) {
                metrics.put(name, new Metric(type, tags(name)));
            }
        });
        return metrics;
    }

    private Set<String> tags(String name) {
        return text.lines()
                .filter(line -> line.matches(Pattern.quote(name) + "(_bucket|_sum|_count)?[{ ].*"))
                .flatMap(line -> TAG.matcher(line).results().map(tag -> tag.group(1)))
                .filter(tag -> !tag.equals("le"))
                .collect(toSet());
    }

    /** The sum of a metric's samples that have these tags, each {@code name="value"}. */
    double sum(String name, String... tags) {
        return samples(name, tags)
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    long count(String name, String... tags) {
        return samples(name, tags).count();
    }

    private Stream<String> samples(String name, String... tags) {
        return text.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> Arrays.stream(tags).allMatch(line::contains));
    }
}
