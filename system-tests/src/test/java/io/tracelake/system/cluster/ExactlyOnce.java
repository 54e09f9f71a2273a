package io.tracelake.system.cluster;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Each revision of the topic is there once and in the lake once; those of a trace are 1, 2, 3 and so on. */
final class ExactlyOnce implements Check {
    @Override
    public List<String> problems(Evidence evidence) {
        var problems = new ArrayList<String>();
        var inTopic = new HashSet<String>();
        problems.addAll(Evidence.several(
                "doubled in the topic",
                evidence.revisions().stream()
                        .filter(revision -> !inTopic.add(revision))
                        .toList()));
        List<String> rows = evidence.texts(
                "traces", "SELECT project_id || '/' || trace_id || '/' || revision AS name FROM {traces}");
        Set<String> inLake = new HashSet<>();
        problems.addAll(Evidence.several(
                "doubled in the lake",
                rows.stream().filter(revision -> !inLake.add(revision)).toList()));
        problems.addAll(Evidence.several(
                "revisions of the topic missing in the lake",
                inTopic.stream()
                        .filter(revision -> !inLake.contains(revision))
                        .sorted()
                        .toList()));
        problems.addAll(Evidence.several(
                "traces with a gap in their revisions",
                evidence.texts(
                        "traces",
                        "SELECT project_id || '/' || trace_id AS name FROM {traces} GROUP BY ALL"
                                + " HAVING max(revision) <> count(DISTINCT revision) ORDER BY 1")));
        return problems;
    }
}
