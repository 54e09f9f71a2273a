package io.tracelake.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.client.organizations.Routes;
import io.tracelake.client.organizations.UserAccess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds {@code tracelake.yml.example} against the settings. */
class ExampleFileTest {
    private static final Path EXAMPLE = Path.of("..", "tracelake.yml.example");

    /** A commented setting; prose begins with a capital letter. */
    private static final Pattern SETTING = Pattern.compile("(?m)^(\\s*)# ((- |  )?[a-z.-]+: )");

    @Test
    void changesNothingAsItStands() throws Exception {
        for (var mode : Mode.values()) {
            assertThat(Settings.load(EXAMPLE, Map.of(), mode)).isEqualTo(Settings.of("", "", Map.of(), mode));
        }
    }

    @Test
    void showsEverySettingWithItsDefault() throws Exception {
        var values = uncommented().values();
        for (var key : Key.values()) {
            assertThat(values).as(key.path()).containsKey(key);
            var byDefault = key.byDefault(Mode.ROLE);
            if (byDefault != null) {
                assertThat(values.get(key)).as(key.path()).isEqualTo(new Given(byDefault, "example"));
            }
        }
        assertThat(uncommented().kafka()).containsKey("bootstrap.servers");
        assertThat(uncommented().paths()).containsOnlyKeys("rename-project");
        assertThat(Settings.of(without("(token)"), "example", Map.of(), Mode.ROLE)
                        .services()
                        .projects())
                .hasSize(1);
    }

    @Test
    void showsTwoWaysToBeKnownToTheService() throws Exception {
        assertThat(organization(without("(token)")).user()).isInstanceOf(UserAccess.Login.class);
        assertThat(organization(without("(username|password|auth-base-url)")).user())
                .isInstanceOf(UserAccess.Token.class);
        assertThat(organization(without("(token)")).routes()).isEqualTo(Routes.DEFAULT);
    }

    private static OrganizationSettings organization(String text) {
        return Objects.requireNonNull(
                Settings.of(text, "example", Map.of(), Mode.ROLE).services().organization());
    }

    private static String without(String names) throws Exception {
        return text().replaceAll("(?m)^  " + names + ": .*$", "");
    }

    @Test
    void namesEveryVariableBesideItsSetting() throws Exception {
        for (var key : Key.values()) {
            var name = key.path().substring(key.path().lastIndexOf('.') + 1);
            assertThat(Files.readString(EXAMPLE)).containsPattern(name + ": .*# " + key.variable() + '\n');
        }
    }

    private static Sources uncommented() throws Exception {
        return Sources.of(text(), "example", Map.of());
    }

    private static String text() throws Exception {
        return SETTING.matcher(Files.readString(EXAMPLE)).replaceAll("$1$2");
    }
}
