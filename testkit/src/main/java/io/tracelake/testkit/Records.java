package io.tracelake.testkit;

import io.tracelake.schemas.DailyMetrics;
import io.tracelake.schemas.DeadLetter;
import io.tracelake.schemas.DeadLetterReason;
import io.tracelake.schemas.ModelUsage;
import io.tracelake.schemas.Project;
import io.tracelake.schemas.Topics;
import io.tracelake.schemas.Trace;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Plausible records, each a function of seed and number alone: the same pair is always the same record.
 *
 * <p>Records spread over three projects and, a minute apart, over as many days as their numbers span.
 */
public final class Records {
    /** Event time of record 0. */
    public static final Instant EPOCH = Instant.parse("2026-03-01T00:00:00Z");

    private static final int PROJECTS = 3;
    private static final List<String> MODELS = List.of("large", "small", "embedding");

    private Records() {}

    public static String projectId(long i) {
        return "project-" + Math.floorMod(i, PROJECTS);
    }

    /** The first revision of trace {@code i}; some optional members are absent. */
    public static Trace trace(long seed, long i) {
        return trace(seed, i, 1);
    }

    /** Revisions of one trace differ in cost, latency and output. */
    public static Trace trace(long seed, long i, int revision) {
        var fixed = random(seed, i);
        var changing = random(seed + 31L * revision, i);
        var timestamp = EPOCH.plus(Duration.ofMinutes(i)).plusMillis(fixed.nextInt(60_000));
        return Trace.newBuilder()
                .setProjectId(projectId(i))
                .setTraceId("trace-" + seed + '-' + i)
                .setRevision(revision)
                .setObservedAt(timestamp.plus(Duration.ofMinutes(revision)))
                .setTimestamp(timestamp)
                .setName(fixed.nextBoolean() ? "chat" : null)
                .setUserId("user-" + fixed.nextInt(100))
                .setSessionId(fixed.nextBoolean() ? "session-" + fixed.nextInt(50) : null)
                .setEnvironment("default")
                .setTags(fixed.nextBoolean() ? List.of("beta", "web") : List.of())
                .setPublic$(false)
                .setInput("{\"question\":\"" + fixed.nextInt() + "\"}")
                .setOutput("{\"answer\":\"" + changing.nextInt() + "\"}")
                .setLatencyMs((long) changing.nextInt(10_000))
                .setTotalCost(BigDecimal.valueOf(changing.nextLong(1_000_000_000L), 12))
                .setObservationIds(List.of("observation-" + i))
                .setCreatedAt(timestamp)
                .setUpdatedAt(timestamp.plusSeconds(5))
                .build();
    }

    /** The whole-project figures of day {@code i}. */
    public static DailyMetrics dailyMetrics(long seed, long i) {
        var random = random(seed, i);
        var day = LocalDate.ofEpochDay(EPOCH.getEpochSecond() / 86_400 + i / PROJECTS);
        var usage = MODELS.stream().map(model -> usage(random, model)).toList();
        return DailyMetrics.newBuilder()
                .setProjectId(projectId(i))
                .setDay(day)
                .setRevision(1)
                .setObservedAt(EPOCH.plus(Duration.ofDays(i + 1)))
                .setCountTraces(random.nextInt(1_000))
                .setCountObservations(random.nextInt(5_000))
                .setTotalCost(usage.stream().map(ModelUsage::getTotalCost).reduce(BigDecimal.ZERO, BigDecimal::add))
                .setUsage(usage)
                .build();
    }

    public static Project project(long i) {
        return Project.newBuilder()
                .setProjectId(projectId(i))
                .setOrganizationId("organization")
                .setName("Project " + i)
                .setStatus("active")
                .setRevision(1)
                .setObservedAt(EPOCH)
                .build();
    }

    public static DeadLetter deadLetter(long seed, long i) {
        return DeadLetter.newBuilder()
                .setProjectId(projectId(i))
                .setStream(Topics.TRACES.name())
                .setReason(DeadLetterReason.MALFORMED)
                .setDetail("timestamp: missing")
                .setPayload("{\"id\":\"trace-" + seed + '-' + i + "\"}")
                .setSource("http://127.0.0.1/api/public/traces?page=1")
                .setObservedAt(EPOCH.plus(Duration.ofMinutes(i)))
                .build();
    }

    /** The key under which the line carries the trace. */
    public static String key(Trace trace) {
        return Topics.key(trace.getProjectId(), trace.getTraceId());
    }

    private static ModelUsage usage(RandomGenerator random, String model) {
        long input = random.nextInt(100_000);
        long output = random.nextInt(10_000);
        return ModelUsage.newBuilder()
                .setModel(model)
                .setInputUsage(input)
                .setOutputUsage(output)
                .setTotalUsage(input + output)
                .setCountTraces(random.nextInt(1_000))
                .setCountObservations(random.nextInt(1_000))
                .setTotalCost(BigDecimal.valueOf(random.nextLong(1_000_000_000_000L), 12))
                .build();
    }

    private static RandomGenerator random(long seed, long i) {
        // One draw of the seed's own stream keeps neighbouring pairs apart.
        return new SplittableRandom(new Random(seed).nextLong() + i);
    }
}
