package io.tracelake.app.config;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the table of settings in {@code docs/configuration.md} against the settings. */
class ConfigurationPageTest {
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");

    /** Key, variable, default and the default of {@code up}, with the words around each in their cells. */
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([a-z.<> -]+)` \\| `([A-Z_<>]+)`[^|]*\\|([^|]*)\\|([^|]*)\\|$");

    private static final Pattern CODE = Pattern.compile("^`([^`]*)`");

    private record Row(String variable, String byDefault, String byDefaultInUp) {
        static Row of(MatchResult found) {
            return new Row(found.group(2), value(found.group(3)), value(found.group(4)));
        }

        /** The value that a cell begins with; its text if it begins with none. */
        private static String value(String cell) {
            var code = CODE.matcher(cell.strip());
            return code.find() ? code.group(1) : cell.strip();
        }
    }

    @Test
    void listsEverySettingAndNoOther() throws Exception {
        var names = Key.paths();

        assertThat(table().keySet()).containsAll(names);
        assertThat(table().keySet())
                .filteredOn(name -> !names.contains(name))
                .containsExactlyInAnyOrder(
                        "projects", "ingest.redact", "organizations.paths.<operation>", "kafka.<client property>");
    }

    @Test
    void namesTheVariableAndTheDefaultsOfEachSetting() throws Exception {
        var table = table();
        for (var key : Key.values()) {
            var row = table.get(key.path());
            assertThat(row).as(key.path()).isNotNull();
            assertThat(row.variable()).as(key.path()).isEqualTo(key.variable());
            var byDefault = key.byDefault(Mode.ROLE);
            if (byDefault == null) {
                assertThat(row.byDefault()).as(key.path()).startsWith("none");
            } else {
                assertThat(row.byDefault()).as(key.path()).isEqualTo(byDefault);
            }
            var inUp = key.byDefault(Mode.UP);
            boolean same = inUp == null || inUp.equals(byDefault);
            assertThat(row.byDefaultInUp()).as(key.path() + " with up").isEqualTo(same ? "" : inUp);
        }
    }

    private static Map<String, Row> table() throws Exception {
        return ROW.matcher(Files.readString(PAGE)).results().collect(toMap(found -> found.group(1), Row::of));
    }
}
