package io.tracelake.sandbox.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws the observations of a trace: mostly one to three model calls, some with retrieval or tool spans between. */
final class Steps {
    /** No observation starts later than this after its trace's timestamp. */
    static final Duration LATEST_START = Duration.ofMinutes(10);

    private static final List<String> SPANS = List.of("retrieve", "rerank", "tool-call", "guardrail");

    private Steps() {}

    static List<Observation> draw(Draws draws, Identity identity, long row, long timestamp, Lifecycle life, long now) {
        int count = draws.chance(0.02) ? 0 : Math.min(draws.between(1, 6), draws.between(1, 6));
        int arrived = life.isGrown(now) ? count : count / 2;
        int prompt = life.grows() == life.appears() ? count : count / 2;
        Model model = Model.draw(draws);
        List<Observation> steps = new ArrayList<>(arrived);
        long start = timestamp + draws.between(1, 40);
        for (int n = 0; n < arrived; n++) {
            boolean generation = n == 0 || draws.chance(0.65);
            Model called = generation ? draws.chance(0.8) ? model : Model.draw(draws) : null;
            long end = start + (generation ? draws.spread(250, 15_000) : draws.spread(4, 900));
            long createdAt = n < prompt ? life.appears() : life.grows();
            steps.add(step(draws, identity.observationId(row, n), called, start, end, createdAt));
            start = end + draws.between(1, 60);
        }
        return steps;
    }

    private static Observation step(
            Draws draws, String id, @Nullable Model model, long start, long end, long createdAt) {
        if (model == null) {
            return new Observation(id, draws.pick(SPANS), null, start, end, 0, 0, createdAt);
        }
        int input = (int) draws.spread(60, 8_000);
        int output = (int) draws.spread(10, 1_500);
        return new Observation(id, "llm", model, start, end, input, output, createdAt);
    }
}
