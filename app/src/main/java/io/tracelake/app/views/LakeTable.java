package io.tracelake.app.views;

import io.tracelake.schemas.Topic;
import io.tracelake.schemas.Topics;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * A table of the lake.
 *
 * @param key columns that, without the revision, name a thing; empty if rows are no revisions of anything
 */
record LakeTable(String name, Topic<?> topic, List<String> key) {
    static final List<LakeTable> ALL = List.of(
            new LakeTable("traces", Topics.TRACES, List.of("project_id", "trace_id")),
            new LakeTable("daily_metrics", Topics.DAILY_METRICS, List.of("project_id", "day", "tag")),
            new LakeTable("projects", Topics.PROJECTS, List.of("project_id")),
            new LakeTable("members", Topics.MEMBERS, List.of("project_id", "user_id")),
            new LakeTable("api_keys", Topics.API_KEYS, List.of("project_id", "api_key_id")),
            new LakeTable("llm_api_keys", Topics.LLM_API_KEYS, List.of("project_id", "llm_api_key_id")),
            new LakeTable("usage_hourly", Topics.USAGE_HOURLY, List.of("project_id", "scope", "tag", "window_start")),
            new LakeTable("usage_daily", Topics.USAGE_DAILY, List.of("project_id", "scope", "tag", "window_start")),
            new LakeTable("dead_letters", Topics.DEAD_LETTERS, List.of()));

    /** The record's fields, then the partition. */
    List<String> columns() {
        return Stream.concat(topic.schema().getFields().stream().map(Schema.Field::name), Stream.of("date"))
                .toList();
    }
}
