package io.tracelake.sink.table;

import io.tracelake.schemas.Topic;
import io.tracelake.schemas.Topics;
import io.tracelake.schemas.Usage;
import java.util.List;

/** Every table of the lake. */
public final class LakeTables {
    /** By the day of the trace's timestamp. */
    public static final LakeTable TRACES = new LakeTable(
            Topics.TRACES,
            "traces",
            "timestamp",
            List.of("project_id", "timestamp", "trace_id", "revision"),
            List.of("trace_id"),
            List.of("trace_id", "input", "output", "html_path", "observation_ids.list.element"));

    /** By the day that the figures are of. */
    public static final LakeTable DAILY_METRICS = new LakeTable(
            Topics.DAILY_METRICS, "daily_metrics", "day", List.of("project_id", "day", "tag", "revision"));

    /** By the day of observation. */
    public static final LakeTable PROJECTS =
            new LakeTable(Topics.PROJECTS, "projects", "observed_at", List.of("project_id", "observed_at", "revision"));

    /** By the day of observation. */
    public static final LakeTable MEMBERS = new LakeTable(
            Topics.MEMBERS, "members", "observed_at", List.of("project_id", "observed_at", "user_id", "revision"));

    /** By the day of observation. */
    public static final LakeTable API_KEYS = new LakeTable(
            Topics.API_KEYS, "api_keys", "observed_at", List.of("project_id", "observed_at", "api_key_id", "revision"));

    /** By the day of observation. */
    public static final LakeTable LLM_API_KEYS = new LakeTable(
            Topics.LLM_API_KEYS,
            "llm_api_keys",
            "observed_at",
            List.of("project_id", "observed_at", "llm_api_key_id", "revision"));

    /** By the day of observation. */
    public static final LakeTable DEAD_LETTERS = new LakeTable(
            Topics.DEAD_LETTERS,
            "dead_letters",
            "observed_at",
            List.of("project_id", "observed_at", "stream", "source"));

    /** By the day that the hour belongs to. */
    public static final LakeTable USAGE_HOURLY = usage(Topics.USAGE_HOURLY, "usage_hourly");

    /** By the day itself. */
    public static final LakeTable USAGE_DAILY = usage(Topics.USAGE_DAILY, "usage_daily");

    public static final List<LakeTable> ALL = List.of(
            TRACES, DAILY_METRICS, PROJECTS, MEMBERS, API_KEYS, LLM_API_KEYS, DEAD_LETTERS, USAGE_HOURLY, USAGE_DAILY);

    private LakeTables() {}

    private static LakeTable usage(Topic<Usage> topic, String name) {
        return new LakeTable(
                topic, name, "window_start", List.of("project_id", "window_start", "scope", "tag", "revision"));
    }
}
