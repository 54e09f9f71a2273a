package io.tracelake.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Holds the pages that name tests against the sources. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..");
    private static final Path OPERATIONS = ROOT.resolve("docs").resolve("operations.md");
    private static final Pattern FAILURE = Pattern.compile("(?s)## When something fails\n(.*)");
    private static final Pattern METRIC = Pattern.compile("`((?:tracelake|jvm|process|system)_[a-z0-9_]+)`");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*Test)(?:\\.(\\w+))?`");

    @Test
    void everyTestThatShowsAGuaranteeExists() throws IOException {
        assertTestsExist(Files.readString(ROOT.resolve("README.md")), 10);
    }

    @Test
    void everyFailureInTheOperationsGuideNamesATestThatShowsIt() throws IOException {
        var text = Files.readString(OPERATIONS);
        assertTestsExist(text, 30);

        var table = FAILURE.matcher(text);
        assertThat(table.find()).isTrue();
        var rows = table.group(1).lines().filter(line -> line.startsWith("| ")).toList();
        assertThat(rows)
                .hasSizeGreaterThan(15)
                .allMatch(row -> TEST.matcher(row).find() || row.startsWith("| what |"));
    }

    @Test
    void everyMetricInTheOperationsGuideExists() throws IOException {
        var known = Files.readString(ROOT.resolve("docs").resolve("metrics.md"));
        var named = METRIC.matcher(Files.readString(OPERATIONS))
                .results()
                .map(metric -> metric.group(1))
                .toList();
        assertThat(named).hasSizeGreaterThan(20).allMatch(metric -> known.contains("\n| `" + metric + "` |"));
    }

    private static void assertTestsExist(String page, int atLeast) throws IOException {
        Map<String, List<Path>> tests = tests();
        var missing = new ArrayList<String>();
        var named = TEST.matcher(page);
        int found = 0;
        while (named.find()) {
            found++;
            List<Path> files = tests.getOrDefault(named.group(1) + ".java", List.of());
            if (!isThere(files, named.group(2))) {
                missing.add(named.group());
            }
        }
        assertThat(found).isGreaterThan(atLeast);
        assertThat(missing).isEmpty();
    }

    private static boolean isThere(List<Path> files, @Nullable String method) throws IOException {
        for (Path file : files) {
            if (method == null || Files.readString(file).contains(" " + method + "(")) {
                return true;
            }
        }
        return false;
    }

    /** Test classes of one name may stand in several modules. */
    private static Map<String, List<Path>> tests() throws IOException {
        var tests = new HashMap<String, List<Path>>();
        try (var modules = Files.newDirectoryStream(ROOT, Files::isDirectory)) {
            for (Path module : modules) {
                Path sources = module.resolve(Path.of("src", "test", "java"));
                if (Files.isDirectory(sources)) {
                    try (var files = Files.walk(sources)) {
                        files.forEach(file -> tests.computeIfAbsent(
                                        String.valueOf(file.getFileName()), _ -> new ArrayList<>())
                                .add(file));
                    }
                }
            }
        }
        return tests;
    }
}
