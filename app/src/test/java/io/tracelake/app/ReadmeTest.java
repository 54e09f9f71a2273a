package io.tracelake.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*Test)(?:\\.(\\w+))?`");

    @Test
    void everyTestThatShowsAGuaranteeExists() throws IOException {
        Map<String, Path> tests = tests();
        var missing = new ArrayList<String>();
        var named = TEST.matcher(Files.readString(ROOT.resolve("README.md")));
        int found = 0;
        while (named.find()) {
            found++;
            Path test = tests.get(named.group(1) + ".java");
            String method = named.group(2);
            if (test == null || (method != null && !Files.readString(test).contains(" " + method + "("))) {
                missing.add(named.group());
            }
        }
        assertThat(found).isGreaterThan(10);
        assertThat(missing).isEmpty();
    }

    private static Map<String, Path> tests() throws IOException {
        var tests = new HashMap<String, Path>();
        try (var modules = Files.newDirectoryStream(ROOT, Files::isDirectory)) {
            for (Path module : modules) {
                Path sources = module.resolve(Path.of("src", "test", "java"));
                if (Files.isDirectory(sources)) {
                    try (var files = Files.walk(sources)) {
                        files.forEach(file -> tests.put(String.valueOf(file.getFileName()), file));
                    }
                }
            }
        }
        return tests;
    }
}
