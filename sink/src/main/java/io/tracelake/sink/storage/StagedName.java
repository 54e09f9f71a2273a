package io.tracelake.sink.storage;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Name of a staged file, unique for each attempt to write it.
 *
 * <p>The group's generation comes first because it tells past from future: a paused owner that wakes up in the middle
 * of its recovery may delete what was staged before its own time, but never what a later owner has staged since.
 *
 * @param generation of the consumer group, as the writer knew it
 * @param instance one run of a sink; letters, digits and '-'
 * @param sequence counts the files of the instance
 */
public record StagedName(int generation, String instance, long sequence) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,10})-(.+)-(\\d{1,18})\\.parquet");

    static @Nullable StagedName parse(String name) {
        Matcher matcher = FORM.matcher(name);
        if (!matcher.matches()) {
            return null;
        }
        long generation = Long.parseLong(matcher.group(1));
        return generation > Integer.MAX_VALUE
                ? null
                : new StagedName((int) generation, matcher.group(2), Long.parseLong(matcher.group(3)));
    }

    @Override
    public String toString() {
        return generation + "-" + instance + "-" + sequence + ".parquet";
    }
}
