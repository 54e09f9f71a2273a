package io.tracelake.client.analytics;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** What a {@link TraceFilterCondition} compares with. */
public sealed interface FilterValue {
    record Text(String text) implements FilterValue {}

    record Texts(List<String> texts) implements FilterValue {
        public Texts {
            texts = List.copyOf(texts);
        }
    }

    record Decimal(BigDecimal number) implements FilterValue {}

    record Flag(boolean flag) implements FilterValue {}

    record Time(Instant time) implements FilterValue {}

    /** For conditions that ask only whether there is a value. */
    record Nothing() implements FilterValue {}
}
