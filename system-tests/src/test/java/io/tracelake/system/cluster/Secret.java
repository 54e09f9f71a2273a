package io.tracelake.system.cluster;

import io.tracelake.testkit.LakeReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** No file of any process holds a secret: Kafka's, the states, the logs, and the lake, read as text. */
final class Secret implements Check {
    private static final List<String> TABLES = List.of(
            "traces",
            "daily_metrics",
            "projects",
            "members",
            "api_keys",
            "dead_letters",
            "usage_hourly",
            "usage_daily");

    @Override
    public List<String> problems(Evidence evidence) {
        var cluster = evidence.cluster();
        var secrets = new ArrayList<String>();
        cluster.sandbox().projects().forEach(project -> secrets.add(project.secretKey()));
        secrets.add(cluster.sandbox().apiKey());
        secrets.add(cluster.sandbox().token());
        var problems = new ArrayList<String>();
        for (Path file : files(cluster.directory())) {
            if (secrets.stream().anyMatch(content(file)::contains)) {
                problems.add("a secret is in " + file);
            }
        }
        for (String table : TABLES) {
            if (secrets.stream().anyMatch(secret -> holds(evidence, table, secret))) {
                problems.add("a secret is in table " + table);
            }
        }
        return problems;
    }

    private static boolean holds(Evidence evidence, String table, String secret) {
        return !evidence.lake(
                        table,
                        "SELECT 1 AS one FROM " + LakeReader.scan(table)
                                + " AS line WHERE CAST(line AS VARCHAR) LIKE '%" + secret + "%' LIMIT 1")
                .isEmpty();
    }

    /** Indexes of Kafka are numbers alone, and mostly holes. */
    private static List<Path> files(Path directory) {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith("index") && !file.endsWith("ballast"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file may go while it is looked for: compaction, a file that is published. */
    private static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
