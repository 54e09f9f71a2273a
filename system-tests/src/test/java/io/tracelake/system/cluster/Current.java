package io.tracelake.system.cluster;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code tracelake verify --strict} finds nothing; only for a service that stands still. */
final class Current implements Check {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    public List<String> problems(Evidence evidence) {
        var arguments = new ArrayList<>(List.of(
                "verify", "--strict", "--json", "--until", evidence.until().toString()));
        evidence.cluster().served().forEach(project -> arguments.addAll(List.of("--project", project.id())));
        var verified = evidence.cluster().run(arguments.toArray(String[]::new));
        if (verified.status() == 0) {
            return List.of();
        }
        if (verified.output().isBlank()) {
            return List.of("verify ended with " + verified.status() + ": " + verified.errors());
        }
        JsonNode report = JSON.readTree(verified.output());
        JsonNode total = report.path("total");
        var problems = new ArrayList<String>();
        problems.add("verify: missing %s, doubled %s, stale %s, pending %s"
                .formatted(total.path("missing"), total.path("doubled"), total.path("stale"), total.path("pending")));
        for (JsonNode project : report.path("projects")) {
            if (!project.path("sound").asBoolean()) {
                problems.add(project.toString());
            }
        }
        return problems;
    }
}
