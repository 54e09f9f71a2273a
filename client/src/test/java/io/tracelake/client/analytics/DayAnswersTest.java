package io.tracelake.client.analytics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracelake.client.json.UnreadableBodyException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DayAnswersTest {
    private static final String MODEL =
            "\"inputUsage\":2438,\"outputUsage\":648,\"totalUsage\":3086,\"countTraces\":2,\"countObservations\":3";

    @Test
    void readsADay() throws UnreadableBodyException {
        assertThat(row("{\"date\":\"2026-11-20\",\"countTraces\":10,\"countObservations\":1.8e1,"
                        + "\"totalCost\":98765432109876543210987654.05369105,\"new\":{},\"usage\":["
                        + "{\"model\":\"gpt-4o\"," + MODEL + ",\"totalCost\":\"0.017034\",\"x\":[1]},"
                        + "{\"model\":null," + MODEL + "}]}"))
                .isEqualTo(new Row.Valid<>(new DayRow(
                        LocalDate.of(2026, 11, 20),
                        10,
                        18,
                        new BigDecimal("98765432109876543210987654.053691050000"),
                        List.of(
                                new ModelRow("gpt-4o", 2438, 648, 3086, 2, 3, new BigDecimal("0.017034000000")),
                                new ModelRow(null, 2438, 648, 3086, 2, 3, null)))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"countTraces\":1.5      | countTraces: not a whole number of 64 bits",
                "\"countTraces\":1e30     | countTraces: not a whole number of 64 bits",
                "\"countTraces\":1e-999999999 | countTraces: not a whole number of 64 bits",
                "\"countTraces\":\"1\"    | countTraces: not a number",
                "\"countTraces\":null     | countTraces: missing",
                "\"totalCost\":1e26       | totalCost: does not fit decimal(38,12)",
                "\"date\":\"2026-11-31\"  | date: not a date",
                "\"date\":\"20261130\"    | date: not a date of the form YYYY-MM-DD",
                "\"usage\":[{\"model\":\"m\"}] | usage: inputUsage: missing",
                "\"usage\":[{\"model\":[[{}]]}] | usage: model: not a string",
                "\"usage\":[7]            | usage: not an array of objects",
            })
    void namesTheMemberThatIsMalformed(String member, String detail) throws UnreadableBodyException {
        assertThat(row("{\"date\":\"2026-11-20\",\"countTraces\":1,\"countObservations\":1," + member + "}"))
                .isInstanceOfSatisfying(
                        Row.Malformed.class, row -> assertThat(row.detail()).isEqualTo(detail));
    }

    @Test
    void aMalformedDayStillTellsItsTime() throws UnreadableBodyException {
        assertThat(row("{\"date\":\"2026-11-20\"}"))
                .isInstanceOfSatisfying(
                        Row.Malformed.class,
                        row -> assertThat(row.timestamp()).isEqualTo(Instant.parse("2026-11-20T00:00:00Z")));
    }

    @Test
    void readsHealthAndTheOwnProject() throws UnreadableBodyException {
        assertThat(Answers.health("{\"version\":\"2.95.12\",\"status\":\"OK\"}".getBytes(UTF_8)))
                .isEqualTo(new Health("OK", "2.95.12"));
        assertThat(Answers.ownProject(
                        "{\"data\":[{\"id\":\"project-a\",\"organization\":{\"id\":\"o\"},\"name\":\"A\"}]}"
                                .getBytes(UTF_8)))
                .isEqualTo(new OwnProject("project-a", "A"));
        assertThatThrownBy(() -> Answers.ownProject("{\"data\":[]}".getBytes(UTF_8)))
                .isInstanceOf(UnreadableBodyException.class)
                .hasMessageContaining("0 projects");
    }

    private static Row<DayRow> row(String record) throws UnreadableBodyException {
        byte[] body = ("{\"data\":[" + record + "]}").getBytes(UTF_8);
        return Answers.page(body, URI.create("http://h"), DayMembers::new)
                .rows()
                .getFirst();
    }
}
