package io.tracelake.client.analytics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracelake.client.json.HeldText;
import io.tracelake.client.json.UnreadableBodyException;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceAnswersTest {
    private static final URI SOURCE = URI.create("http://h/api/public/traces");
    private static final String MINIMAL = "\"id\":\"t1\",\"timestamp\":\"2026-11-20T15:43:04.038Z\"";

    @Test
    void readsEveryMemberOfATrace() throws UnreadableBodyException {
        assertThat(valid("""
                        {"id":"t1","timestamp":"2026-11-20T15:43:04.038Z","name":"summarize","userId":"u","sessionId":"s",
                        "release":"1.0","version":"v1","environment":"prod","tags":["a,b","zażółć"],"public":true,
                        "bookmarked":false,"input": {"b" : 1.50, "a":"\\u0000é😀"} ,"output":"plain","metadata":[1e3, null],
                        "latency":1.003999948501587,"totalCost":0.0000000000005,"observations":["o2","o1"],"scores":["s1"],
                        "htmlPath":"/p","externalId":"x","projectId":"p","createdAt":"2026-11-21T02:39:51.866Z",
                        "updatedAt":"2026-11-21T04:39:51+02:00","new":{"x" : 1},"other":null}"""))
                .isEqualTo(new TraceRow(
                        "t1",
                        Instant.parse("2026-11-20T15:43:04.038Z"),
                        "summarize",
                        "u",
                        "s",
                        "1.0",
                        "v1",
                        "prod",
                        List.of("a,b", "zażółć"),
                        true,
                        false,
                        "{\"b\" : 1.50, \"a\":\"\\u0000é😀\"}",
                        "\"plain\"",
                        "[1e3, null]",
                        1004L,
                        new BigDecimal("0E-12"),
                        List.of("o2", "o1"),
                        List.of("s1"),
                        "/p",
                        "x",
                        "p",
                        Instant.parse("2026-11-21T02:39:51.866Z"),
                        Instant.parse("2026-11-21T02:39:51Z"),
                        "{\"new\":{\"x\" : 1},\"other\":null}"));
    }

    @Test
    void readsAbsentAndNullAlike() throws UnreadableBodyException {
        TraceRow absent = valid("{" + MINIMAL + "}");
        assertThat(valid("{" + MINIMAL + """
                        ,"name":null,"userId":null,"sessionId":null,"release":null,"version":null,"environment":null,
                        "tags":null,"public":null,"bookmarked":null,"input":null,"output":null,"metadata":null,
                        "latency":null,"totalCost":null,"observations":null,"scores":null,"htmlPath":null,
                        "externalId":null,"projectId":null,"createdAt":null,"updatedAt":null}""")).isEqualTo(absent);
        assertThat(absent.tags()).isEmpty();
        assertThat(absent.totalCost()).isNull();
        assertThat(absent.extras()).isNull();
    }

    @Test
    void readsLeftOutMetricsAsUnknown() throws UnreadableBodyException {
        TraceRow trace = valid("{" + MINIMAL + ",\"latency\":-1,\"totalCost\":-1.0}");
        assertThat(trace.latencyMillis()).isNull();
        assertThat(trace.totalCost()).isNull();
    }

    @Test
    void takesTheLastOfAMemberThatComesTwice() throws UnreadableBodyException {
        TraceRow trace = valid("{\"id\":5," + MINIMAL + ",\"name\":[1],\"x\":1,\"name\":\"b\",\"x\":2}");
        assertThat(trace.name()).isEqualTo("b");
        assertThat(trace.extras()).isEqualTo("{\"x\":2}");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.000000000000",
        "0e999999, 0.000000000000",
        "0.0053691050005, 0.005369105000",
        "0.0053691050015, 0.005369105002",
        "1e-999999999, 0.000000000000",
        "6e-13, 0.000000000001",
        "'\"0.0116196\"', 0.011619600000",
        "999999.999999999999, 999999.999999999999",
        "-0.5, -0.500000000000",
        "12e-2, 0.120000000000",
    })
    void readsCostsAsDecimalsRoundedHalfEven(String sent, BigDecimal read) throws UnreadableBodyException {
        assertThat(valid("{" + MINIMAL + ",\"totalCost\":" + sent + "}").totalCost())
                .isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"totalCost\":1e6                   | totalCost: does not fit decimal(18,12)",
                "\"totalCost\":999999.9999999999999  | totalCost: does not fit decimal(18,12)",
                "\"totalCost\":1e999999999           | totalCost: does not fit decimal(18,12)",
                "\"totalCost\":1e99999999999         | totalCost: not a number",
                "\"totalCost\":\"free\"              | totalCost: not a number",
                "\"totalCost\":{}                    | totalCost: not a number",
                "\"latency\":\"1\"                   | latency: not a number",
                "\"latency\":1e300                   | latency: does not fit decimal(18,3)",
                "\"name\":5                          | name: not a string",
                "\"tags\":\"a\"                      | tags: not an array",
                "\"tags\":[\"a\",{\"b\":[[]]}]       | tags: not a string",
                "\"tags\":[null]                     | tags: null in an array of strings",
                "\"public\":\"yes\"                  | public: not true or false",
                "\"observations\":[{\"x\":{\"id\":1}}] | observations: id: missing",
                "\"createdAt\":\"2026-11-20\"        | createdAt: not an ISO 8601 time with an offset",
                "\"createdAt\":1700000000            | createdAt: not a string",
                "\"updatedAt\":\"+99999-11-20T00:00:00Z\" | updatedAt: not a time between the years 1 and 9999",
                "\"updatedAt\":\"2026-02-30T00:00:00.000Z\" | updatedAt: not an ISO 8601 time with an offset",
                "\"updatedAt\":\"2026-02-20T24:00:00.000Z\" | updatedAt: not an ISO 8601 time with an offset",
                "\"id\":null                         | id: missing",
                "\"id\":\"\"                         | id: empty",
                "\"name\":[[1]],\"public\":{}        | name: not a string; public: not true or false",
            })
    void namesTheMemberThatIsMalformed(String member, String detail) throws UnreadableBodyException {
        String record = "{" + MINIMAL + ",\"input\":{\"k\":[{}]}," + member + " , \"extra\":[{\"id\":[]}]}";
        assertThat(rows("{\"data\":[ " + record + " ,{" + MINIMAL + "}]}"))
                .satisfiesExactly(
                        row -> assertThat(row)
                                .isEqualTo(new Row.Malformed<TraceRow>(
                                        record, detail, Instant.parse("2026-11-20T15:43:04.038Z"))),
                        row -> assertThat(row).isInstanceOf(Row.Valid.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "5", "\"text\"", "[{\"id\":\"x\"}]", "true"})
    void reportsARecordThatIsNoObject(String record) throws UnreadableBodyException {
        assertThat(rows("{\"data\":[" + record + ",{" + MINIMAL + "}]}").getFirst())
                .isEqualTo(new Row.Malformed<TraceRow>(record, "record: not an object", null));
    }

    @Test
    void reportsARecordWithoutTime() throws UnreadableBodyException {
        assertThat(rows("{\"data\":[{\"id\":\"x\"}]}"))
                .containsExactly(new Row.Malformed<>("{\"id\":\"x\"}", "timestamp: missing", null));
    }

    @Test
    void readsWhatThePageSaysOfTheWhole() throws UnreadableBodyException {
        Page<TraceRow> page = page(
                "{\"_deprecation\":{\"message\":\"m\"},\"meta\":{\"page\":1,\"limit\":50,\"totalItems\":9000000000,"
                        + "\"totalPages\":null},\"data\":[]}");
        assertThat(page).isEqualTo(new Page<TraceRow>(List.of(), 50, 9_000_000_000L, null, SOURCE));
        assertThat(page("{\"data\":[],\"meta\":{\"limit\":\"x\",\"totalItems\":[1],\"totalPages\":1e99}}"))
                .isEqualTo(new Page<TraceRow>(List.of(), null, null, null, SOURCE));
        assertThat(page("{\"data\":[],\"meta\":7}").limit()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "<html>",
                "{}",
                "{\"message\":\"x\"}",
                "{\"data\":null}",
                "{\"data\":{}}",
                "{\"data\":[]",
                "{\"data\":[{]}",
                "{\"data\":[]}{}",
                "{\"data\":[]}x",
                "{\"data\":[{\"id\":\"a",
                "{\"data\":[{\"id\":nul",
            })
    void refusesABodyThatIsNoPage(String body) {
        assertThatThrownBy(() -> page(body)).isInstanceOf(UnreadableBodyException.class);
    }

    @Test
    void refusesAPageThatIsCutAnywhere() {
        String body = "{\"data\":[{" + MINIMAL + ",\"input\":{\"k\":[1,\"ł\"]},\"totalCost\":1.5}],\"meta\":{}}";
        byte[] bytes = body.getBytes(UTF_8);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> Answers.page(cut, SOURCE, TraceMembers::new))
                    .isInstanceOf(UnreadableBodyException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\u0000\"",
                "\"\\ud800\"",
                "\"\\udc00\\ud800\"",
                "\"a\tb\u0000\"",
                "{\"\\ud800\":\"\\ud83d\"}",
                "{\"\":0}",
            })
    void oddTextIsCarriedAlong(String value) throws UnreadableBodyException {
        TraceRow trace = valid("{" + MINIMAL + ",\"input\":" + value + ",\"odd\":" + value + "}");
        assertThat(trace.input()).isEqualTo(value);
        assertThat(trace.extras()).isEqualTo("{\"odd\":" + value + "}");
    }

    @Test
    void oddNamesAreCarriedAlong() throws UnreadableBodyException {
        assertThat(valid("{" + MINIMAL + ",\"a\\\"b\\u0000\":1,\"\":2}").extras())
                .isEqualTo("{\"a\\\"b\\u0000\":1,\"\":2}");
    }

    @Test
    void bytesThatAreNoUtf8DoNotCostThePage() throws UnreadableBodyException {
        for (byte[] odd : List.of(new byte[] {(byte) 0xFF}, new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80})) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.writeBytes(("{\"data\":[{" + MINIMAL + "},{" + MINIMAL + ",\"name\":\"x").getBytes(UTF_8));
            body.writeBytes(odd);
            body.writeBytes("\",\"input\":\"".getBytes(UTF_8));
            body.writeBytes(odd);
            body.writeBytes("\"}]}".getBytes(UTF_8));
            Page<TraceRow> page = Answers.page(body.toByteArray(), SOURCE, TraceMembers::new);
            assertThat(page.rows()).hasSize(2).allMatch(row -> row instanceof Row.Valid);
        }
    }

    @Test
    @Timeout(20)
    void monstrousPayloadsDoNotCostThePage() throws UnreadableBodyException {
        String digits = "9".repeat(100_000);
        String deep = "[".repeat(50_000) + "]".repeat(50_000);
        for (String monster : List.of(digits, "1e" + digits, deep, "{\"" + digits + "\":1}")) {
            TraceRow trace = valid("{" + MINIMAL + ",\"input\":" + monster + ",\"x\":" + monster + "}");
            assertThat(trace.input()).isEqualTo(monster);
            Row<TraceRow> row = rows("{\"data\":[{" + MINIMAL + ",\"totalCost\":" + monster + "}]}")
                    .getFirst();
            assertThat(row).isInstanceOf(Row.Malformed.class);
        }
    }

    @Test
    void reducesTheObjectsOfASingleTraceToTheirIds() throws UnreadableBodyException {
        String body = "{" + MINIMAL
                + ",\"observations\":[{\"usage\":{\"id\":\"no\"},\"id\":\"o1\"},{\"id\":\"o2\",\"x\":[{}]}],"
                + "\"scores\":[{\"id\":\"s1\"}],\"_deprecation\":{}}";
        Row<TraceRow> row = Answers.row(HeldText.whole(body.getBytes(UTF_8)), TraceMembers::new);
        assertThat(row).isInstanceOfSatisfying(Row.Valid.class, valid -> {
            TraceRow trace = (TraceRow) valid.value();
            assertThat(trace.observationIds()).containsExactly("o1", "o2");
            assertThat(trace.scoreIds()).containsExactly("s1");
            assertThat(trace.extras()).isNull();
        });
    }

    private static TraceRow valid(String record) throws UnreadableBodyException {
        Row<TraceRow> row = rows("{\"data\":[" + record + "]}").getFirst();
        assertThat(row).isInstanceOf(Row.Valid.class);
        return ((Row.Valid<TraceRow>) row).value();
    }

    private static List<Row<TraceRow>> rows(String body) throws UnreadableBodyException {
        return page(body).rows();
    }

    private static Page<TraceRow> page(String body) throws UnreadableBodyException {
        return Answers.page(body.getBytes(UTF_8), SOURCE, TraceMembers::new);
    }
}
