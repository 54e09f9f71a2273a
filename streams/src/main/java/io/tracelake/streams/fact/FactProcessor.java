package io.tracelake.streams.fact;

import io.tracelake.schemas.DeadLetter;
import io.tracelake.schemas.Topics;
import io.tracelake.schemas.TraceFigures;
import io.tracelake.schemas.UsageChange;
import io.tracelake.schemas.UsageFact;
import io.tracelake.streams.config.UsageConfig;
import io.tracelake.streams.fact.FactOutcome.Counted;
import io.tracelake.streams.fact.FactOutcome.Rejected;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Revisions of traces → changes of usage, keyed by project. Remembers of each trace what it adds, so that the next
 * revision takes that back; one store for each partition of {@code traces}.
 */
public final class FactProcessor implements Processor<@Nullable String, Revision, @Nullable String, FactOutcome> {
    /** The store: project id / trace id → what the trace adds. */
    public static final String STORE = "facts";

    private static final Duration SWEEP_TICK = Duration.ofSeconds(1);

    private final UsageConfig config;
    private final FactRule rule;
    private final TraceFacts facts;

    @SuppressWarnings("NullAway.Init") // set by init, before anything else
    private ProcessorContext<@Nullable String, FactOutcome> context;

    @SuppressWarnings("NullAway.Init") // likewise
    private KeyValueStore<String, UsageFact> store;

    @SuppressWarnings("NullAway.Init") // likewise
    private Cancellable sweeping;

    public FactProcessor(UsageConfig config) {
        this.config = config;
        this.rule = new FactRule(config.horizon());
        this.facts = new TraceFacts(config.maxTags());
    }

    @Override
    public void init(ProcessorContext<@Nullable String, FactOutcome> newContext) {
        context = newContext;
        store = context.getStateStore(STORE);
        var sweep = new FactSweep(store, rule, config.horizon());
        sweeping = context.schedule(SWEEP_TICK, PunctuationType.WALL_CLOCK_TIME, _ -> sweep.run(streamTime()));
    }

    /** Kafka Streams doesn't forget the schedule when it goes back to the last commit with this very object. */
    @Override
    public void close() {
        sweeping.cancel();
    }

    @Override
    public void process(Record<@Nullable String, Revision> record) {
        switch (record.value()) {
            case Revision.Decoded(var figures) -> count(figures, record);
            case Revision.Undecodable undecodable ->
                reject(RejectedRevisions.undecodable(record.key(), undecodable, source(), now()), record);
        }
    }

    private void count(TraceFigures figures, Record<@Nullable String, Revision> record) {
        String problem = TraceFacts.problem(figures);
        if (problem != null) {
            reject(RejectedRevisions.malformed(record.key(), figures, problem, source(), now()), record);
            return;
        }
        String key = Topics.key(figures.getProjectId(), figures.getTraceId());
        var counted = facts.count(figures);
        UsageFact held = store.get(key);
        switch (rule.judge(held, counted.fact(), streamTime())) {
            case FactRule.Verdict.Ignore() -> {}
            case FactRule.Verdict.TooOld() ->
                reject(RejectedRevisions.tooOld(figures, config.horizon(), source(), now()), record);
            case FactRule.Verdict.Count(var before) -> {
                store.put(key, counted.fact());
                context.forward(record.withKey(figures.getProjectId())
                        .withValue(new Counted(new UsageChange(before, counted.fact()))));
                if (hasOtherTagsLeftOut(before, counted.fact())) {
                    reject(RejectedRevisions.tooManyTags(figures, counted.tagsLeftOut(), source(), now()), record);
                }
            }
        }
    }

    /** Once for a trace, not with each of its revisions. */
    private static boolean hasOtherTagsLeftOut(@Nullable UsageFact before, UsageFact after) {
        return after.getTagsLeftOut() != 0 && (before == null || before.getTagsLeftOut() != after.getTagsLeftOut());
    }

    /** A dead letter is as old as itself, not as what it is about: the topic forgets by age. */
    private void reject(DeadLetter letter, Record<@Nullable String, Revision> record) {
        context.forward(record.withKey(letter.getProjectId())
                .<FactOutcome>withValue(new Rejected(letter))
                .withTimestamp(context.currentSystemTimeMs()));
    }

    private String source() {
        return context.recordMetadata()
                .map(record -> "%s-%d-%d".formatted(record.topic(), record.partition(), record.offset()))
                .orElse("");
    }

    private Instant now() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }

    private long streamTime() {
        return context.currentStreamTimeMs() * 1_000;
    }
}
