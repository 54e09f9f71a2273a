package io.tracelake.client.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tracelake.client.http.Query;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceFilterTest {
    private static final Instant FROM = Instant.parse("2026-11-20T15:00:00Z");
    private static final Instant TO = Instant.parse("2026-11-20T16:00:00.5Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"datetime\",\"column\":\"timestamp\",\"operator\":\">=\",\"value\":\"2026-03-01T07:15:00Z\"}",
                "{\"type\":\"string\",\"column\":\"userId\",\"operator\":\"starts with\",\"value\":\"zażółć \\\"\"}",
                "{\"type\":\"number\",\"column\":\"totalCost\",\"operator\":\"<=\",\"value\":0.010}",
                "{\"type\":\"stringOptions\",\"column\":\"environment\",\"operator\":\"none of\",\"value\":[\"dev\",\"a,b\"]}",
                "{\"type\":\"arrayOptions\",\"column\":\"tags\",\"operator\":\"all of\",\"value\":[]}",
                "{\"type\":\"categoryOptions\",\"column\":\"score_categories\",\"operator\":\"any of\",\"value\":[\"good\"],\"key\":\"tone\"}",
                "{\"type\":\"stringObject\",\"column\":\"metadata\",\"operator\":\"does not contain\",\"value\":\"eu\",\"key\":\"region\"}",
                "{\"type\":\"numberObject\",\"column\":\"scores_avg\",\"operator\":\">\",\"value\":1E+3,\"key\":\"tone\"}",
                "{\"type\":\"boolean\",\"column\":\"bookmarked\",\"operator\":\"<>\",\"value\":true}",
                "{\"type\":\"null\",\"column\":\"sessionId\",\"operator\":\"is not null\",\"value\":\"\"}"
            })
    void readsAndWritesEachTypeAsTheServiceDoes(String condition) {
        String json = "[" + condition + "]";
        assertThat(TraceFilter.parse(json).json()).isEqualTo(json);
        assertThat(TraceFilter.parse(" [" + condition + " , " + condition + "] ")
                        .conditions())
                .hasSize(2);
    }

    @Test
    void takesADateAndANullConditionWithoutAValue() {
        assertThat(TraceFilter.parse("""
                        [{"column":"timestamp","value":"2026-03-01","type":"datetime","operator":"<"},
                         {"type":"null","column":"name","operator":"is null"}]
                        """).conditions())
                .containsExactly(
                        new TraceFilterCondition(
                                FilterType.DATETIME,
                                "timestamp",
                                FilterOperator.LESS,
                                new FilterValue.Time(Instant.parse("2026-03-01T00:00:00Z"))),
                        new TraceFilterCondition(
                                FilterType.NULL, "name", FilterOperator.IS_NULL, new FilterValue.Nothing()));
        assertThat(TraceFilter.parse("[]")).isEqualTo(TraceFilter.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | not a JSON array of objects",
                "{} | not a JSON array of objects",
                "[1] | condition 1: not a JSON object",
                "[ | not JSON, at character 1",
                "[{\"type\":\"string\",}] | not JSON, at character 18",
                "[] [] | not a JSON array alone: something follows it",
                "[{}] | condition 1: type is missing",
                "[{\"type\":\"text\"}] | condition 1: type 'text' is none of datetime, string, number, stringOptions,"
                        + " categoryOptions, arrayOptions, stringObject, numberObject, boolean, null",
                "[{\"type\":7}] | condition 1: type is not a string",
                "[{\"type\":\"string\"}] | condition 1: column is missing",
                "[{\"type\":\"string\",\"column\":\"name\"}] | condition 1: operator is missing",
                "[{\"type\":\"number\",\"column\":\"latency\",\"operator\":\"~\"}]"
                        + " | condition 1: operator '~' is none of =, >, <, >=, <=",
                "[{\"type\":\"string\",\"column\":\"name\",\"operator\":\"=\"}]"
                        + " | condition 1: value of type string must be a string",
                "[{\"type\":\"string\",\"column\":\"name\",\"operator\":\"=\",\"value\":{}}]"
                        + " | condition 1: value must not be an object",
                "[{\"type\":\"null\",\"column\":\"name\",\"operator\":\"is null\",\"value\":\"x\"}]"
                        + " | condition 1: value of type null must be left out or empty",
                "[{\"type\":\"arrayOptions\",\"column\":\"tags\",\"operator\":\"any of\",\"value\":[]}]"
                        + " | condition 1: value must not be empty for type arrayOptions",
                "[{\"type\":\"arrayOptions\",\"column\":\"tags\",\"operator\":\"any of\",\"value\":[1]}]"
                        + " | condition 1: an element of value is not a string",
                "[{\"type\":\"stringObject\",\"column\":\"metadata\",\"operator\":\"=\",\"value\":\"x\"}]"
                        + " | condition 1: key must be given for type stringObject",
                "[{\"type\":\"string\",\"column\":\"name\",\"operator\":\"=\",\"value\":\"x\",\"key\":\"k\"}]"
                        + " | condition 1: key must not be given for type string",
                "[{\"type\":\"datetime\",\"column\":\"timestamp\",\"operator\":\">\",\"value\":\"now\"}]"
                        + " | condition 1: value 'now' is no time such as 2026-03-01T07:15:00Z or 2026-03-01",
                "[{\"type\":\"string\",\"colunm\":\"name\"}] | condition 1: unknown member 'colunm'"
            })
    void saysInOneLineWhatIsWrong(String json, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TraceFilter.parse(json))
                .withMessage(message);
    }

    /** A filter either is refused with a message or comes back as the same conditions; nothing else may escape. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void survivesAnyDamageToItsText(long seed) {
        Random random = new Random(seed);
        StringBuilder json = new StringBuilder(
                "[{\"type\":\"arrayOptions\",\"column\":\"tags\",\"operator\":\"any of\",\"value\":[\"a\"]},"
                        + "{\"type\":\"number\",\"column\":\"latency\",\"operator\":\">\",\"value\":1.5e1}]");
        for (int n = random.nextInt(1, 4); n > 0; n--) {
            int at = random.nextInt(json.length());
            switch (random.nextInt(3)) {
                case 0 -> json.deleteCharAt(at);
                case 1 -> json.insert(at, "[]{}\",:9e-ntf\\".charAt(random.nextInt(14)));
                default -> json.setLength(at + 1);
            }
        }
        try {
            TraceFilter filter = TraceFilter.parse(json.toString());
            assertThat(TraceFilter.parse(filter.json())).isEqualTo(filter);
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).as(json.toString()).isNotBlank().hasLineCount(1);
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 500);
    }

    @Test
    void keepsTheWindowWhenAConditionOnTheTimestampWouldReplaceIt() {
        TraceFilter filter = TraceFilter.of(time(FilterOperator.GREATER, "2026-11-01T00:00:00Z"));
        assertThat(filter.within(FROM, TO).conditions())
                .containsExactly(
                        filter.conditions().getFirst(),
                        time(FilterOperator.GREATER_OR_EQUAL, FROM.toString()),
                        time(FilterOperator.LESS, TO.toString()));
        TraceFilter other = TraceFilter.parse("[{\"type\":\"null\",\"column\":\"name\",\"operator\":\"is null\"}]");
        assertThat(other.within(FROM, TO)).isSameAs(other);
        assertThat(TraceQuery.window(FROM, TO).withFilter(filter).parameters().toString())
                .endsWith("&filter=" + Query.encode(filter.within(FROM, TO).json()));
    }

    /** The service cuts times to milliseconds, so it must get the bound that selects the same whole milliseconds. */
    @ParameterizedTest
    @CsvSource({
        ">=, 00.0005, 00.001",
        "<, 00.0005, 00.001",
        ">, 00.0005, 00",
        "<=, 00.0005, 00",
        ">=, 00.5, 00.500",
        ">, 00, 00"
    })
    void roundsATimeToTheMillisecondsThatSelectTheSameTraces(String operator, String second, String sent) {
        TraceFilter filter = TraceFilter.parse(
                "[{\"type\":\"datetime\",\"column\":\"timestamp\",\"operator\":\"%s\",\"value\":\"2026-03-01T07:15:%sZ\"}]"
                        .formatted(operator, second));
        assertThat(filter.json()).contains("\"2026-03-01T07:15:" + sent + "Z\"");
    }

    @Test
    void neverChangesAfterItIsMade() {
        List<String> tags = new ArrayList<>(List.of("a"));
        FilterValue.Texts value = new FilterValue.Texts(tags);
        tags.clear();
        assertThat(value.texts()).containsExactly("a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TraceFilterCondition(
                        FilterType.NUMBER, "latency", FilterOperator.CONTAINS, new FilterValue.Decimal(BigDecimal.ONE)))
                .withMessage("operator of type number must be one of [=, >, <, >=, <=]: contains");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TraceFilterCondition(
                        FilterType.STRING, " ", FilterOperator.EQUAL, new FilterValue.Text("")))
                .withMessage("column must not be blank");
    }

    private static TraceFilterCondition time(FilterOperator operator, String time) {
        return new TraceFilterCondition(
                FilterType.DATETIME, "timestamp", operator, new FilterValue.Time(Instant.parse(time)));
    }
}
