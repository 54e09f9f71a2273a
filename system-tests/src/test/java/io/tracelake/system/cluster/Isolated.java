package io.tracelake.system.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The refused project waits with a reason, the others are active, and every instance is alive. */
final class Isolated implements Check {
    @Override
    public List<String> problems(Evidence evidence) {
        var cluster = evidence.cluster();
        var problems = new ArrayList<String>();
        for (Instance instance : cluster.instances()) {
            if (!instance.isAlive()) {
                String log = instance.log();
                problems.add(instance.end() + ": " + log.substring(Math.max(0, log.length() - 2_000)));
            }
        }
        Map<String, String> status = new TreeMap<>();
        evidence.lake(
                        "projects",
                        "SELECT project_id, status FROM {projects}"
                                + " QUALIFY row_number() OVER (PARTITION BY project_id ORDER BY revision DESC) = 1")
                .forEach(row -> status.put(String.valueOf(row.get("project_id")), String.valueOf(row.get("status"))));
        cluster.served().forEach(project -> {
            if (!"active".equals(status.get(project.id()))) {
                problems.add("project " + project.id() + " is " + status.get(project.id()));
            }
        });
        String refused = status.get(cluster.refused().id());
        if (refused == null || refused.equals("active")) {
            problems.add("the project whose key is refused is " + refused);
        }
        return problems;
    }
}
