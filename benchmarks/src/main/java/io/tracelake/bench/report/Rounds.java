package io.tracelake.bench.report;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Figures of several rounds. */
public final class Rounds {
    private Rounds() {}

    /** The one in the middle; NaN of none. */
    public static <T> double median(List<T> rounds, ToDoubleFunction<T> figure) {
        return median(rounds.stream().mapToDouble(figure).sorted().toArray());
    }

    /** The median of what one is to the other in the same round. */
    public static <T> double medianRatio(List<T> rounds, List<T> others, ToDoubleFunction<T> figure) {
        return median(IntStream.range(0, Math.min(rounds.size(), others.size()))
                .mapToDouble(i -> figure.applyAsDouble(rounds.get(i)) / figure.applyAsDouble(others.get(i)))
                .sorted()
                .toArray());
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length == 0
                ? Double.NaN
                : sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
