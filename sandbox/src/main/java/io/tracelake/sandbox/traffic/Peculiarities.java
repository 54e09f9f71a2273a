package io.tracelake.sandbox.traffic;

import java.util.List;
import java.util.Set;

/**
 * How far a project's records stray from what a client expects.
 *
 * @param poisonShare records that carry one of these poisons
 * @param poisons sorted, so that the same set draws the same
 * @param payloadBytes of the input and the output of each trace together; 0 for those of a plausible length
 */
public record Peculiarities(double poisonShare, List<Poison> poisons, long payloadBytes) {
    static final Peculiarities NONE = new Peculiarities(0, List.of(), 0);

    public Peculiarities {
        Behaviour.requireShare("poisonShare", poisonShare);
        if (poisonShare > 0 && poisons.isEmpty()) {
            throw new IllegalArgumentException("poison needs at least one kind");
        }
        if (payloadBytes != 0 && payloadBytes < 2 * Text.Generated.LEAST) {
            throw new IllegalArgumentException(
                    "payloadBytes must be 0 or at least %d: %d".formatted(2 * Text.Generated.LEAST, payloadBytes));
        }
    }

    Peculiarities withPoison(double share, Set<Poison> kinds) {
        return new Peculiarities(share, kinds.stream().sorted().toList(), payloadBytes);
    }

    Peculiarities withPayloadBytes(long bytes) {
        return new Peculiarities(poisonShare, poisons, bytes);
    }
}
