package io.tracelake.system.cluster;

import io.tracelake.sandbox.traffic.Poisoned;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Each poisoned record is a dead letter with its payload, no sound one is, and no letter came twice. */
final class NothingSilent implements Check {
    @Override
    public List<String> problems(Evidence evidence) {
        var problems = new ArrayList<String>();
        Set<String> letters = new HashSet<>(evidence.texts(
                "dead_letters",
                "SELECT project_id || '/' || coalesce(payload->>'$.id', '') AS name FROM {dead_letters}"
                        + " WHERE stream = 'traces'"));
        var silent = new ArrayList<String>();
        var poisoned = new HashSet<String>();
        evidence.poisoned().forEach((project, records) -> {
            for (Poisoned record : records) {
                String name = project + '/' + record.traceId();
                poisoned.add(name);
                // One without a readable id is found by number alone, below.
                if (!record.poison().member().equals("id") && !letters.contains(name)) {
                    silent.add(name + " (" + record.poison() + ')');
                }
            }
        });
        problems.addAll(Evidence.several("poisoned records without a dead letter", silent));
        problems.addAll(Evidence.several(
                "dead letters of sound records",
                letters.stream()
                        .filter(name -> evidence.shown().contains(name) && !poisoned.contains(name))
                        .sorted()
                        .toList()));
        problems.addAll(Evidence.several(
                "doubled dead letters",
                evidence.texts(
                        "dead_letters",
                        "SELECT project_id || ' ' || detail AS letter FROM {dead_letters}"
                                + " GROUP BY project_id, detail, payload HAVING count(*) > 1")));
        problems.addAll(Evidence.several(
                "dead letters for another reason",
                evidence.texts(
                        "dead_letters",
                        "SELECT reason || ' ' || stream || ' ' || detail AS letter FROM {dead_letters}"
                                + " WHERE reason::VARCHAR <> 'MALFORMED'")));
        long unnamed = evidence.poisoned().values().stream()
                .flatMap(List::stream)
                .filter(record -> record.poison().member().equals("id"))
                .count();
        long unnamedLetters = letters(evidence);
        if (unnamedLetters < unnamed) {
            problems.add(
                    "%d records without a readable id, but %d such dead letters".formatted(unnamed, unnamedLetters));
        }
        return problems;
    }

    /** Letters whose payload has no id that the service would use. */
    private static long letters(Evidence evidence) {
        return evidence.texts(
                        "dead_letters",
                        "SELECT 1 AS letter FROM {dead_letters} WHERE stream = 'traces'"
                                + " AND coalesce(json_type(payload, '$.id'), 'NULL') <> 'VARCHAR'"
                                + " OR payload->>'$.id' = ''")
                .size();
    }
}
