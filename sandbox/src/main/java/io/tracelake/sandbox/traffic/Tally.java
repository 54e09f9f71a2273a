package io.tracelake.sandbox.traffic;

import io.tracelake.sandbox.traffic.DayTotal.ModelTotal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sums of whole traces by UTC day and model. Two tallies of different traces can be added. */
final class Tally {
    private static final long DAY_MILLIS = 86_400_000;
    private static final int NO_MODEL = Model.CATALOGUE.size();

    private final Map<Long, Day> days = new TreeMap<>(Comparator.reverseOrder());

    void countTrace(long timestamp) {
        day(timestamp).traces++;
    }

    /** Adds the observations of one trace. */
    void addObservations(long row, List<Observation> observations) {
        for (Observation observation : observations) {
            Usage usage = day(observation.start()).usage[slot(observation.model())];
            if (usage.lastRow != row) {
                usage.lastRow = row;
                usage.traces++;
            }
            usage.observations++;
            usage.inputTokens += observation.inputTokens();
            usage.outputTokens += observation.outputTokens();
            usage.cost += observation.cost();
        }
    }

    void add(Tally other) {
        other.days.forEach((number, theirs) -> {
            Day ours = days.computeIfAbsent(number, _ -> new Day());
            ours.traces += theirs.traces;
            for (int slot = 0; slot <= NO_MODEL; slot++) {
                ours.usage[slot].add(theirs.usage[slot]);
            }
        });
    }

    /** Days with data, newest first. */
    List<DayTotal> totals() {
        return days.entrySet().stream()
                .map(day -> new DayTotal(
                        LocalDate.ofEpochDay(day.getKey()),
                        day.getValue().traces,
                        day.getValue().models()))
                .toList();
    }

    private Day day(long millis) {
        return days.computeIfAbsent(Math.floorDiv(millis, DAY_MILLIS), _ -> new Day());
    }

    private static int slot(@Nullable Model model) {
        return model == null ? NO_MODEL : Model.CATALOGUE.indexOf(model);
    }

    private static final class Day {
        private final Usage[] usage = new Usage[NO_MODEL + 1];
        private long traces;

        Day() {
            for (int slot = 0; slot <= NO_MODEL; slot++) {
                usage[slot] = new Usage();
            }
        }

        List<ModelTotal> models() {
            List<ModelTotal> totals = new ArrayList<>();
            for (int slot = 0; slot <= NO_MODEL; slot++) {
                if (usage[slot].observations > 0) {
                    totals.add(usage[slot].total(
                            slot == NO_MODEL ? null : Model.CATALOGUE.get(slot).name()));
                }
            }
            totals.sort(Comparator.comparing(ModelTotal::model, Comparator.nullsLast(Comparator.naturalOrder())));
            return totals;
        }
    }

    private static final class Usage {
        private long lastRow = -1;
        private long inputTokens;
        private long outputTokens;
        private long traces;
        private long observations;
        private long cost;

        void add(Usage other) {
            inputTokens += other.inputTokens;
            outputTokens += other.outputTokens;
            traces += other.traces;
            observations += other.observations;
            cost += other.cost;
        }

        ModelTotal total(@Nullable String model) {
            return new ModelTotal(model, inputTokens, outputTokens, traces, observations, cost);
        }
    }
}
