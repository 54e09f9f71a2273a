package io.tracelake.system.cluster;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Every trace that the service showed has a row in the lake. */
final class Complete implements Check {
    @Override
    public List<String> problems(Evidence evidence) {
        Set<String> held = new HashSet<>(
                evidence.texts("traces", "SELECT DISTINCT project_id || '/' || trace_id AS name FROM {traces}"));
        var missing = new ArrayList<String>();
        for (String name : evidence.shown()) {
            if (!held.contains(name)) {
                missing.add(name);
            }
        }
        return Evidence.several("missing in the lake", missing.stream().sorted().toList());
    }
}
