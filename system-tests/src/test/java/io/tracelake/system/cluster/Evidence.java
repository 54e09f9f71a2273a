package io.tracelake.system.cluster;

import io.tracelake.sandbox.SandboxProject;
import io.tracelake.sandbox.traffic.Poisoned;
import io.tracelake.schemas.Topics;
import io.tracelake.schemas.Trace;
import io.tracelake.system.ServiceReader;
import io.tracelake.testkit.LakeReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the service showed and what the topic held at one moment; the lake and everything else are looked at when asked.
 *
 * @param until the service's time of that moment
 * @param shown traces that can be carried, as {@code project/trace}
 * @param poisoned the others of the served projects, by project
 * @param revisions of the topic, as {@code project/trace/revision}, in their order
 */
record Evidence(
        Cluster cluster,
        Instant until,
        Set<String> shown,
        Map<String, List<Poisoned>> poisoned,
        List<String> revisions) {

    static Evidence gather(Cluster cluster) {
        Instant until = cluster.clock().instant();
        var shown = new HashSet<String>();
        var poisoned = new HashMap<String, List<Poisoned>>();
        for (SandboxProject project : cluster.served()) {
            var sound = ServiceReader.readIds(cluster.sandbox(), project);
            var others = cluster.sandbox().poisoned(project.id());
            others.forEach(record -> sound.remove(record.traceId()));
            sound.forEach(id -> shown.add(project.id() + '/' + id));
            poisoned.put(project.id(), others);
        }
        var revisions = cluster.topics().reader(Topics.TRACES).values().stream()
                .map(Evidence::name)
                .toList();
        return new Evidence(cluster, until, shown, poisoned, revisions);
    }

    private static String name(Trace trace) {
        return trace.getProjectId() + '/' + trace.getTraceId() + '/' + trace.getRevision();
    }

    /** Rows of a query over the lake; none as long as the table that it begins with has no file. */
    List<Map<String, @Nullable Object>> lake(String table, String sql) {
        return LakeReader.files(cluster.lake(), table).isEmpty()
                ? List.of()
                : LakeReader.query(cluster.lake(), sql.replace("{" + table + "}", LakeReader.scan(table)));
    }

    /** One column of text. */
    List<String> texts(String table, String sql) {
        var texts = new ArrayList<String>();
        lake(table, sql)
                .forEach(row -> texts.add(String.valueOf(row.values().iterator().next())));
        return texts;
    }

    /** A problem that many things have: how many, and the first of them. */
    static List<String> several(String what, List<String> things) {
        return things.isEmpty()
                ? List.of()
                : List.of("%,d %s: %s%s"
                        .formatted(
                                things.size(),
                                what,
                                things.stream().limit(10).collect(Collectors.joining(", ")),
                                things.size() > 10 ? ", ..." : ""));
    }
}
