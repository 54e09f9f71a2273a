package io.tracelake.sandbox.http;

import io.tracelake.sandbox.traffic.Window;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One condition of the filter parameter: right in its form, but nobody has looked yet whether its column exists.
 *
 * @param window what it leaves of all time, if it bounds the timestamp
 * @param test what the column's value has to pass
 */
record FilterCondition(
        String type, String column, @Nullable String key, Window window, Predicate<@Nullable Object> test) {}
