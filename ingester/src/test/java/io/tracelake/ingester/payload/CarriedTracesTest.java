package io.tracelake.ingester.payload;

import static io.tracelake.ingester.simulation.SimulatedService.trace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracelake.client.analytics.Overflow;
import io.tracelake.client.analytics.TraceRow;
import io.tracelake.client.json.Cut;
import io.tracelake.ingester.config.LargePayloads;
import io.tracelake.ingester.config.Payload;
import io.tracelake.ingester.config.PayloadRules;
import io.tracelake.ingester.config.Redaction;
import io.tracelake.ingester.config.Redaction.Expression;
import io.tracelake.ingester.config.Redaction.Pointer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CarriedTracesTest {
    private static final Instant T0 = Instant.parse("2026-11-20T00:00:00Z");
    private static final Redaction SECRETS =
            new Redaction(List.of(Pointer.of("/metadata/key", "[k]")), List.of(Expression.of("s3cr3t", "[e]")));

    @Test
    void carriesATraceAsItIsUnlessTold() {
        TraceRow sent = withTexts("\"in\"", "{\"a\":1}", null, Map.of());

        assertThat(carried(Payload.FULL, Redaction.NONE).of(sent, false).row()).isEqualTo(sent);
    }

    @ParameterizedTest
    @EnumSource(Payload.class)
    void nothingThatIsRedactedIsCarriedWhateverElseIsSaidOfIt(Payload payload) {
        TraceRow sent = withTexts("\"a s3cr3t\"", "[\"s3cr3t\"]", "{\"key\":\"s3cr3t\"}", Map.of());
        var plain = carried(payload, Redaction.NONE).of(sent, false).row();

        var row = carried(payload, SECRETS).of(sent, false).row();

        assertThat(row.toString()).doesNotContain("s3cr3t");
        if (payload != Payload.NONE) {
            assertThat(row.input()).isNotEqualTo(plain.input());
        }
        if (payload == Payload.HASH) {
            assertThat(row.input()).isEqualTo("\"sha256:" + Hashes.of("\"a [e]\"") + '"');
        }
    }

    @ParameterizedTest
    @EnumSource(Payload.class)
    void nothingOfAValueThatIsTooLargeToBeRedactedIsCarried(Payload payload) {
        var cut = new Cut(99_000_000, "00ff", null);
        var carried = carried(payload, SECRETS);
        var row = carried.of(withTexts("\"the beginning\"", null, null, Map.of("input", cut)), false)
                .row();

        assertThat(row.toString()).doesNotContain("the beginning").doesNotContain("00ff");
        if (payload != Payload.NONE) {
            assertThat(row.input()).isEqualTo("\"[redacted]\"");
            assertThat(row.extras()).isEqualTo("{\"tracelake\":{\"withheld\":{\"input\":{\"bytes\":99000000}}}}");
        }
        assertThat(carried.keep(1, any -> true).cutBytes()).isZero();
    }

    @Test
    void saysWhatWasCutWhileItCameAndCutsTheRestThen() {
        var carried = carried(Payload.FULL, Redaction.NONE);
        TraceRow sent = withTexts(
                "\"\\\"beg\"", "\"" + "ż".repeat(40) + "\"", "\"short\"", Map.of("input", new Cut(500, "00ff", null)));

        var trace = carried.of(sent, false);
        var row = carried.cut(trace).row();

        assertThat(trace.isCut()).isTrue();
        assertThat(row.input()).isEqualTo("\"\\\"beg\"");
        assertThat(row.output()).isEqualTo("\"\\\"" + "ż".repeat(9) + "\"");
        assertThat(row.metadata()).isEqualTo("\"short\"");
        assertThat(row.extras())
                .isEqualTo("{\"tracelake\":{\"cut\":{\"input\":{\"bytes\":500,\"sha256\":\"00ff\"},"
                        + "\"output\":{\"bytes\":82,\"sha256\":\"" + Hashes.of("\"" + "ż".repeat(40) + "\"")
                        + "\"}}}}");
    }

    @Test
    void hashesAreTheSameHoweverLargeTheTextIs() {
        var carried = carried(Payload.HASH, Redaction.NONE);
        String text = "\"" + "x".repeat(50) + "\"";
        var whole = carried.of(withTexts(text, null, null, Map.of()), false).row();
        var cut = carried.of(withTexts("\"\"", null, null, Map.of("input", new Cut(52, Hashes.of(text), null))), false)
                .row();

        assertThat(cut).isEqualTo(whole);
    }

    @Test
    void aTraceWithoutWhatTheServiceCantGiveSaysSo() {
        var row = carried(Payload.FULL, Redaction.NONE)
                .of(withTexts(null, null, null, Map.of()), true)
                .row();

        assertThat(row.extras())
                .isEqualTo("{\"tracelake\":{\"missing\":{\"input\":{},\"metadata\":{},\"output\":{}}}}");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTextThatWhateverHappensCantBeKeptIsAbandoned(boolean atItsEnd) {
        var fault = new OutOfMemoryError("no heap");
        var abandoned = new int[1];
        var failing = new Overflow.Text() {
            @Override
            public void write(byte[] bytes, int from, int length) {
                if (!atItsEnd) {
                    throw fault;
                }
            }

            @Override
            public String complete(String sha256) {
                throw fault;
            }

            @Override
            public void abandon() {
                abandoned[0]++;
            }
        };
        var carried = new CarriedTraces(
                Payload.FULL,
                new PayloadRules(LargePayloads.FILES, 20, Path.of("lake"), Redaction.NONE),
                () -> failing);
        var trace = carried.of(withTexts("\"" + "x".repeat(100) + "\"", null, null, Map.of()), false);

        assertThatThrownBy(() -> carried.cut(trace)).isSameAs(fault);

        assertThat(abandoned[0]).isEqualTo(1);
    }

    @Test
    void whatIsKeptBackOfATraceIsKeptBackOfARecordThatIsNone() {
        String record = " { \"id\":7, \"\\u0069nput\" : \"s3cr3t\",\"output\":[1],\"metadata\":{\"key\":[2]},"
                + "\"observations\":[{\"input\":\"s3cr3t\"}],\"name\":\"s3cr3t\"} ";

        assertThat(carried(Payload.FULL, Redaction.NONE).malformed(record)).isEqualTo(record);
        assertThat(carried(Payload.NONE, Redaction.NONE).malformed(record))
                .isEqualTo(" { \"id\":7, \"\\u0069nput\" : null,\"output\":null,\"metadata\":null,"
                        + "\"observations\":null,\"name\":\"s3cr3t\"} ");
        assertThat(carried(Payload.HASH, Redaction.NONE).malformed(record))
                .contains("\"\\u0069nput\" : \"sha256:" + Hashes.of("\"s3cr3t\"") + '"');
        assertThat(carried(Payload.FULL, SECRETS).malformed(record))
                .isEqualTo(" { \"id\":7, \"\\u0069nput\" : \"[e]\",\"output\":[1],\"metadata\":{\"key\":\"[k]\"},"
                        + "\"observations\":null,\"name\":\"[e]\"} ");
        assertThat(carried(Payload.FULL, SECRETS).malformed("[\"s3cr3t\"]")).doesNotContain("s3cr3t");
        assertThat(carried(Payload.NONE, Redaction.NONE).malformed("\"x\"")).isEqualTo("null");
    }

    /** A hash of what is secret tells it to whoever can guess it. */
    @ParameterizedTest
    @ValueSource(strings = {"\"s3cr3t\"", "[\"s3cr3t\"]", " [ {\"input\":\"s3cr3t\"} ]"})
    void aRecordThatIsNoObjectIsRedactedBeforeItIsHashed(String record) {
        assertThat(carried(Payload.HASH, SECRETS).malformed(record))
                .isEqualTo("\"sha256:" + Hashes.of(record.replace("s3cr3t", "[e]")) + '"');
    }

    private static CarriedTraces carried(Payload payload, Redaction redaction) {
        return new CarriedTraces("p", payload, new PayloadRules(LargePayloads.CUT, 20, Path.of("lake"), redaction));
    }

    static TraceRow withTexts(
            @Nullable String input, @Nullable String output, @Nullable String metadata, Map<String, Cut> cuts) {
        TraceRow t = trace("t", T0, "n", T0, "1");
        return new TraceRow(
                t.id(),
                t.timestamp(),
                t.name(),
                t.userId(),
                t.sessionId(),
                t.release(),
                t.version(),
                t.environment(),
                t.tags(),
                t.isPublic(),
                t.bookmarked(),
                input,
                output,
                metadata,
                t.latencyMillis(),
                t.totalCost(),
                t.observationIds(),
                t.scoreIds(),
                t.htmlPath(),
                t.externalId(),
                t.projectId(),
                t.createdAt(),
                t.updatedAt(),
                null,
                cuts);
    }
}
