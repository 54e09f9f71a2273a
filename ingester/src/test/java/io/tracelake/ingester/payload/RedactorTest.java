package io.tracelake.ingester.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tracelake.client.analytics.Row;
import io.tracelake.client.analytics.RowText;
import io.tracelake.client.analytics.TraceRow;
import io.tracelake.client.json.JsonObject;
import io.tracelake.ingester.config.Redaction;
import io.tracelake.ingester.config.Redaction.Expression;
import io.tracelake.ingester.config.Redaction.Pointer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
    private static final String SECRET = "s3cr3t";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/input/a           | {\"a\":1, \"b\":2}                     | {\"a\":\"[redacted]\", \"b\":2}",
                "/input/a           | [{\"a\":1}]                            | [{\"a\":1}]",
                "/input/*/a         | [{\"a\":1},{\"a\":[{}]}]               | [{\"a\":\"[redacted]\"},{\"a\":\"[redacted]\"}]",
                "/input/1           | [1, 2 ,3]                              | [1, \"[redacted]\" ,3]",
                "/input/a/*/c       | {\"a\":{\"x\":{\"c\":1},\"y\":{\"c\":2}}} | {\"a\":{\"x\":{\"c\":\"[redacted]\"},\"y\":{\"c\":\"[redacted]\"}}}",
                "/input             | {\"a\":1}                              | \"[redacted]\"",
                "/*/a               | {\"a\":1}                              | {\"a\":\"[redacted]\"}",
                "/input/a~1b~0      | {\"a/b~\":1}                           | {\"a/b~\":\"[redacted]\"}",
                "/input/a           | {\"\\u0061\":1,\"a\":2}                | {\"\\u0061\":\"[redacted]\",\"a\":\"[redacted]\"}",
                "/output/a          | {\"a\":1}                              | {\"a\":1}",
                "/input/a           | { \"\\\"\" : {} , \"b\" : [ ] , \"a\" : null } | { \"\\\"\" : {} , \"b\" : [ ] , \"a\" : \"[redacted]\" }",
            })
    void replacesWhatAPointerLeadsToAndNothingElse(String pointer, String json, String expected) {
        var redactor = new Redactor(new Redaction(List.of(Pointer.of(pointer, "[redacted]")), List.of()));

        assertThat(redactor.json("input", json)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[\"x s3cr3t y\",{\"s3cr3t\":\"s3cr3ts3cr3t\"}] | [\"x *** y\",{\"s3cr3t\":\"******\"}]",
                "\"s\\u0033cr3t\\n\"                            | \"***\\n\"",
                "\"s3cr3\"                                      | \"s3cr3\"",
                "{\"a\":33}                                     | {\"a\":33}",
            })
    void replacesWhatAnExpressionFindsInTextsHoweverTheyAreEscaped(String json, String expected) {
        assertThat(withExpression().json("input", json)).isEqualTo(expected);
    }

    private static Redactor withExpression() {
        return new Redactor(new Redaction(List.of(), List.of(Expression.of("s[0-9]cr3t", "***"))));
    }

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    /** Secrets lie where a pointer leads and as texts where an expression looks; everything else must stay to the byte. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noSecretIsLeftAndNothingElseIsTouched(int seed) {
        var random = new Random(seed);
        var redactor = new Redactor(new Redaction(
                List.of(Pointer.of("/*/hidden", "[p]"), Pointer.of("/*/*/hidden", "[p]")),
                List.of(Expression.of(SECRET, "[e]"))));
        var sent = new StringBuilder();
        var expected = new StringBuilder();
        write(random, 1, sent, expected, false);

        String redacted = redactor.json("input", sent.toString());

        assertThat(redacted).doesNotContain(SECRET).isEqualTo(expected.toString());
    }

    private static void write(Random random, int depth, StringBuilder sent, StringBuilder expected, boolean hidden) {
        if (hidden) {
            String value = random.nextBoolean() ? "{\"x\":[\"" + SECRET + "\"]}" : "\"" + SECRET + "\"";
            sent.append(value);
            expected.append("\"[p]\"");
            return;
        }
        switch (random.nextInt(depth > 4 ? 3 : 5)) {
            case 0 -> both(sent, expected, random.nextBoolean() ? "-12.50e3" : "null");
            case 1 -> both(sent, expected, "\"plain \\\" \\u00e9 \\ud83d\\ude00 ]}\"");
            case 2 -> {
                sent.append('"').append("é\\t").append(escaped(random)).append("!\"");
                expected.append(JsonObject.quoted("é\t[e]!"));
            }
            case 3 -> {
                both(sent, expected, "[ ");
                for (int n = random.nextInt(4); n > 0; n--) {
                    write(random, depth + 1, sent, expected, false);
                    both(sent, expected, n > 1 ? " ,\n" : "");
                }
                both(sent, expected, "]");
            }
            default -> {
                both(sent, expected, "{");
                for (int n = random.nextInt(4); n > 0; n--) {
                    boolean inside = depth < 3 && random.nextInt(3) == 0;
                    both(sent, expected, inside ? "\"hid\\u0064en\" : " : "\"shown\":");
                    write(random, depth + 1, sent, expected, inside);
                    both(sent, expected, n > 1 ? " , " : "\n");
                }
                both(sent, expected, "}");
            }
        }
    }

    private static String escaped(Random random) {
        var text = new StringBuilder();
        SECRET.chars().forEach(c -> text.append(random.nextBoolean() ? Character.toString(c) : "\\u%04X".formatted(c)));
        return text.toString();
    }

    private static void both(StringBuilder sent, StringBuilder expected, String text) {
        sent.append(text);
        expected.append(text);
    }

    @Test
    void takesHeapAndNotStackForDeepNesting() {
        String deep = "[".repeat(90_000) + "\"" + SECRET + "\"" + "]".repeat(90_000);

        assertThat(withExpression().json("input", deep)).doesNotContain(SECRET).hasSize(deep.length() - 3);
    }

    /** An expression that backtracking engines never finish. */
    @Test
    void noTextHoldsAProjectUp() {
        var redactor = new Redactor(new Redaction(List.of(), List.of(Expression.of("(a+)+$", "x"))));
        Instant begun = Instant.now();

        redactor.json("input", "\"" + "a".repeat(200_000) + "b\"");

        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "input", "/", "/id", "/timestamp/x", "/observations/*", "/scores"})
    void refusesAPointerThatIsNoneOrLeadsToWhatATraceNeeds(String pointer) {
        assertThatIllegalArgumentException().isThrownBy(() -> Pointer.of(pointer, "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "(?=a)", "(a)\\1", "a*"})
    void refusesAnExpressionThatIsNoneOrMatchesNothing(String regex) {
        assertThatIllegalArgumentException().isThrownBy(() -> Expression.of(regex, "x"));
    }

    /** The client gives what the service calls so another name, and a pointer means what the service sends. */
    @Test
    void aMemberThatHasTheNameOfOurMarksIsRedactedByTheNameThatTheServiceGaveIt() {
        String record = "{\"id\":\"a\",\"timestamp\":\"2026-11-20T00:00:00Z\",\"projectId\":\"p\","
                + "\"tracelake\":{\"cut\":\"%s\"},\"_tracelake\":{\"cut\":\"shown\"}}".formatted(SECRET);
        var row = (Row.Valid<TraceRow>) RowText.trace(record);
        var redactor = new Redactor(new Redaction(List.of(Pointer.of("/tracelake/cut", "x")), List.of()));

        assertThat(redactor.members(row.value().extras()))
                .isEqualTo("{\"_tracelake\":{\"cut\":\"x\"},\"__tracelake\":{\"cut\":\"shown\"}}");
        assertThat(redactor.value("tracelake", "{\"cut\":\"" + SECRET + "\"}")).isEqualTo("{\"cut\":\"x\"}");
    }

    @Test
    void textsAndListsAreRedactedToo() {
        var redactor = new Redactor(new Redaction(
                List.of(Pointer.of("/userId", "[u]"), Pointer.of("/tags/1", "[t]")),
                List.of(Expression.of(SECRET, ""))));

        assertThat(redactor.text("userId", "ada")).isEqualTo("[u]");
        assertThat(redactor.text("name", "a" + SECRET)).isEqualTo("a");
        assertThat(redactor.texts("tags", new ArrayList<>(List.of("a", "b", SECRET))))
                .containsExactly("a", "[t]", "");
        assertThat(redactor.members("{\"x\":\"%s\",\"tags\":[1,2]}".formatted(SECRET)))
                .isEqualTo("{\"x\":\"\",\"tags\":[1,\"[t]\"]}");
    }
}
