package io.tracelake.app.status;

import io.tracelake.app.status.LineStatus.Progress;
import io.tracelake.app.status.LineStatus.ProjectStatus;
import io.tracelake.ingester.state.StateKey;
import io.tracelake.schemas.Cursor;
import io.tracelake.schemas.KafkaConfig;
import io.tracelake.schemas.Project;
import io.tracelake.schemas.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The newest of each project among the records of {@code projects} and {@code ingest-state}. */
final class Projects {
    private final Map<String, Project> published = new HashMap<>();
    private final Map<String, Progress> progress = new HashMap<>();

    Consumer<ConsumerRecord<String, byte[]>> reader(KafkaConfig kafka) {
        String projects = kafka.topic(Topics.PROJECTS);
        return record -> {
            if (record.topic().equals(projects)) {
                publish(record.key(), record.value());
            } else if (isCursor(record.key())) {
                move(Topics.projectOf(record.key()), record.value());
            }
        };
    }

    /** Most of {@code ingest-state} is fingerprints: millions that needn't be decoded. */
    private static boolean isCursor(@Nullable String key) {
        return key != null && key.equals(StateKey.cursor(Topics.projectOf(key)).toString());
    }

    private void publish(String id, byte @Nullable [] value) {
        if (value == null) {
            published.remove(id);
        } else {
            published.put(id, Topics.PROJECTS.decode(value));
        }
    }

    private void move(String id, byte @Nullable [] value) {
        Cursor cursor = value == null ? null : Topics.INGEST_STATE.decode(value).getCursor();
        if (cursor == null) {
            progress.remove(id);
        } else {
            progress.put(
                    id,
                    new Progress(
                            cursor.getTraces(), cursor.getRevisions(), cursor.getDeadLetters(), cursor.getWatermark()));
        }
    }

    List<ProjectStatus> statuses() {
        var ids = new TreeSet<>(published.keySet());
        ids.addAll(progress.keySet());
        return ids.stream().map(this::status).toList();
    }

    private ProjectStatus status(String id) {
        Project project = published.get(id);
        return new ProjectStatus(
                id,
                project == null ? null : project.getName(),
                project == null ? "unknown" : project.getStatus(),
                progress.get(id));
    }
}
