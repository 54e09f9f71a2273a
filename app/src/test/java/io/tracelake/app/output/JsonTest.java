package io.tracelake.app.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void writesCostsAsPlainDecimals() {
        assertThat(print(json -> json.decimal("a", new BigDecimal("0.000000000001"))
                        .decimal("b", new BigDecimal("1E+3"))
                        .decimal("c", new BigDecimal("0E-12"))
                        .decimal("d", new BigDecimal("1.500000000000"))))
                .isEqualTo("{\"a\":0.000000000001,\"b\":1000,\"c\":0,\"d\":1.5}");
    }

    @Test
    void embedsJsonAsItIs() {
        assertThat(print(json ->
                        json.raw("a", "{\"x\": 1e400}").raw("b", "\"text\"").raw("c", null)))
                .isEqualTo("{\"a\":{\"x\": 1e400},\"b\":\"text\",\"c\":null}");
    }

    @Test
    void writesWhatIsNotKnownAsNull() {
        assertThat(print(json ->
                        json.text("a", null).number("b", null).bool("c", null).decimal("d", null)))
                .isEqualTo("{\"a\":null,\"b\":null,\"c\":null,\"d\":null}");
    }

    @Test
    void nests() {
        assertThat(print(json -> json.objects("a", List.of(1L, 2L), (each, i) -> each.number("i", i))
                        .object("b", each -> each.texts("t", List.of("\"")))))
                .isEqualTo("{\"a\":[{\"i\":1},{\"i\":2}],\"b\":{\"t\":[\"\\\"\"]}}");
    }

    @Test
    void printsNoPartOfADocumentThatFails() {
        var out = new StringWriter();
        assertThatThrownBy(() -> Json.print(new PrintWriter(out), json -> {
                    json.text("a", "b");
                    throw new IllegalStateException();
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(out.toString()).isEmpty();
    }

    private static String print(Consumer<Json> members) {
        var out = new StringWriter();
        Json.print(new PrintWriter(out), members);
        return out.toString().strip();
    }
}
