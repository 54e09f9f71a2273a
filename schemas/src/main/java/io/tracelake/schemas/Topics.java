package io.tracelake.schemas;

import java.time.Duration;
import java.util.List;

/** Every topic of the line. */
public final class Topics {
    private static final Duration A_MONTH = Duration.ofDays(30);

    /** Key: project id. */
    public static final Topic<Project> PROJECTS = new Topic<>("projects", Project.class, new Cleanup.Compact(), false);

    /** Key: project id / trace id. */
    public static final Topic<Trace> TRACES = new Topic<>("traces", Trace.class, new Cleanup.Delete(A_MONTH), true);

    /** Key: project id / date, then / tag if the figures are one tag's. */
    public static final Topic<DailyMetrics> DAILY_METRICS =
            new Topic<>("daily-metrics", DailyMetrics.class, new Cleanup.Compact(), false);

    /** Key: project id / user id. */
    public static final Topic<ProjectMember> MEMBERS =
            new Topic<>("members", ProjectMember.class, new Cleanup.Compact(), false);

    /** Key: project id / id of the key. */
    public static final Topic<ProjectApiKey> API_KEYS =
            new Topic<>("api-keys", ProjectApiKey.class, new Cleanup.Compact(), false);

    /** Key: project id / id of the key. */
    public static final Topic<ProjectLlmApiKey> LLM_API_KEYS =
            new Topic<>("llm-api-keys", ProjectLlmApiKey.class, new Cleanup.Compact(), false);

    /** Key: project id / kind, then / id for kinds of many. Partitioned by project id alone. */
    public static final Topic<IngestState> INGEST_STATE =
            new Topic<>("ingest-state", IngestState.class, new Cleanup.Compact(), true);

    /** Key: project id / kind / id. So little that every ingester reads all of it, whatever it owns. */
    public static final Topic<IngestRequest> INGEST_REQUESTS =
            new Topic<>("ingest-requests", IngestRequest.class, new Cleanup.Compact(), false);

    /** Key: project id. */
    public static final Topic<DeadLetter> DEAD_LETTERS =
            new Topic<>("dead-letters", DeadLetter.class, new Cleanup.Delete(A_MONTH), false);

    /** Key: project id / scope, then / tag for that scope, then / window start. */
    public static final Topic<Usage> USAGE_HOURLY =
            new Topic<>("usage-hourly", Usage.class, new Cleanup.Compact(), true);

    /** Key: as for an hour. */
    public static final Topic<Usage> USAGE_DAILY = new Topic<>("usage-daily", Usage.class, new Cleanup.Compact(), true);

    /** Key: topic - partition. */
    public static final Topic<LakeCommit> LAKE_COMMITS =
            new Topic<>("lake-commits", LakeCommit.class, new Cleanup.Compact(), false);

    /** All topics, in the order of the line. */
    public static final List<Topic<?>> ALL = List.of(
            PROJECTS,
            MEMBERS,
            API_KEYS,
            LLM_API_KEYS,
            TRACES,
            DAILY_METRICS,
            INGEST_STATE,
            INGEST_REQUESTS,
            DEAD_LETTERS,
            USAGE_HOURLY,
            USAGE_DAILY,
            LAKE_COMMITS);

    private Topics() {}

    /** A key of several parts, such as {@code project/trace}. A project id never holds a slash. */
    public static String key(String projectId, String... parts) {
        return parts.length == 0 ? projectId : projectId + '/' + String.join("/", parts);
    }

    /** The project id that a key begins with. */
    public static String projectOf(String key) {
        int slash = key.indexOf('/');
        return slash < 0 ? key : key.substring(0, slash);
    }
}
