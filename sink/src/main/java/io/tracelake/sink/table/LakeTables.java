package io.tracelake.sink.table;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;

import io.tracelake.schemas.DailyMetrics;
import io.tracelake.schemas.DeadLetter;
import io.tracelake.schemas.Project;
import io.tracelake.schemas.ProjectApiKey;
import io.tracelake.schemas.ProjectLlmApiKey;
import io.tracelake.schemas.ProjectMember;
import io.tracelake.schemas.Topic;
import io.tracelake.schemas.Topics;
import io.tracelake.schemas.Trace;
import io.tracelake.schemas.Usage;
import java.time.Instant;
import java.util.List;

/** Every table of the lake. */
public final class LakeTables {
    private static final long SECONDS_A_DAY = 86_400;

    /** By the day of the trace's timestamp. */
    public static final LakeTable<Trace> TRACES = new LakeTable<>(
            Topics.TRACES,
            "traces",
            row -> epochDay(row.getTimestamp()),
            comparing(Trace::getProjectId)
                    .thenComparing(Trace::getTimestamp)
                    .thenComparing(Trace::getTraceId)
                    .thenComparingInt(Trace::getRevision),
            List.of("trace_id"),
            List.of("trace_id", "input", "output", "html_path", "observation_ids.list.element"));

    /** By the day that the figures are of. */
    public static final LakeTable<DailyMetrics> DAILY_METRICS = new LakeTable<>(
            Topics.DAILY_METRICS,
            "daily_metrics",
            row -> row.getDay().toEpochDay(),
            comparing(DailyMetrics::getProjectId)
                    .thenComparing(DailyMetrics::getDay)
                    .thenComparing(DailyMetrics::getTag, nullsFirst(naturalOrder()))
                    .thenComparingInt(DailyMetrics::getRevision));

    /** By the day of observation. */
    public static final LakeTable<Project> PROJECTS = new LakeTable<>(
            Topics.PROJECTS,
            "projects",
            row -> epochDay(row.getObservedAt()),
            comparing(Project::getProjectId)
                    .thenComparing(Project::getObservedAt)
                    .thenComparingInt(Project::getRevision));

    /** By the day of observation. */
    public static final LakeTable<ProjectMember> MEMBERS = new LakeTable<>(
            Topics.MEMBERS,
            "members",
            row -> epochDay(row.getObservedAt()),
            comparing(ProjectMember::getProjectId)
                    .thenComparing(ProjectMember::getObservedAt)
                    .thenComparing(ProjectMember::getUserId)
                    .thenComparingInt(ProjectMember::getRevision));

    /** By the day of observation. */
    public static final LakeTable<ProjectApiKey> API_KEYS = new LakeTable<>(
            Topics.API_KEYS,
            "api_keys",
            row -> epochDay(row.getObservedAt()),
            comparing(ProjectApiKey::getProjectId)
                    .thenComparing(ProjectApiKey::getObservedAt)
                    .thenComparing(ProjectApiKey::getApiKeyId)
                    .thenComparingInt(ProjectApiKey::getRevision));

    /** By the day of observation. */
    public static final LakeTable<ProjectLlmApiKey> LLM_API_KEYS = new LakeTable<>(
            Topics.LLM_API_KEYS,
            "llm_api_keys",
            row -> epochDay(row.getObservedAt()),
            comparing(ProjectLlmApiKey::getProjectId)
                    .thenComparing(ProjectLlmApiKey::getObservedAt)
                    .thenComparing(ProjectLlmApiKey::getLlmApiKeyId)
                    .thenComparingInt(ProjectLlmApiKey::getRevision));

    /** By the day of observation. */
    public static final LakeTable<DeadLetter> DEAD_LETTERS = new LakeTable<>(
            Topics.DEAD_LETTERS,
            "dead_letters",
            row -> epochDay(row.getObservedAt()),
            comparing(DeadLetter::getProjectId, nullsFirst(naturalOrder()))
                    .thenComparing(DeadLetter::getObservedAt)
                    .thenComparing(DeadLetter::getStream)
                    .thenComparing(DeadLetter::getSource));

    /** By the day that the hour belongs to. */
    public static final LakeTable<Usage> USAGE_HOURLY = usage(Topics.USAGE_HOURLY, "usage_hourly");

    /** By the day itself. */
    public static final LakeTable<Usage> USAGE_DAILY = usage(Topics.USAGE_DAILY, "usage_daily");

    public static final List<LakeTable<?>> ALL = List.of(
            TRACES, DAILY_METRICS, PROJECTS, MEMBERS, API_KEYS, LLM_API_KEYS, DEAD_LETTERS, USAGE_HOURLY, USAGE_DAILY);

    private LakeTables() {}

    private static LakeTable<Usage> usage(Topic<Usage> topic, String name) {
        return new LakeTable<>(
                topic,
                name,
                row -> epochDay(row.getWindowStart()),
                comparing(Usage::getProjectId)
                        .thenComparing(Usage::getWindowStart)
                        .thenComparing(Usage::getScope)
                        .thenComparing(Usage::getTag, nullsFirst(naturalOrder()))
                        .thenComparingInt(Usage::getRevision));
    }

    private static long epochDay(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), SECONDS_A_DAY);
    }
}
