package io.tracelake.client.analytics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracelake.client.http.BodyTooLargeException;
import io.tracelake.client.json.Cut;
import io.tracelake.client.json.HeldText;
import io.tracelake.client.json.JsonObject;
import io.tracelake.client.json.UnreadableBodyException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceCutterTest {
    private static final URI SOURCE = URI.create("http://h");
    private static final Keep ALL = Keep.upTo(1 << 30);

    static LongStream seeds() {
        return LongStream.range(0, 400);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatIsNotCutIsReadAsIfThereWereNoCutter(long seed) throws Exception {
        byte[] body = new CutPageJson(seed, (int) (seed % 20)).text.getBytes(UTF_8);

        HeldText held = TraceCutter.page(chunks(body, seed), ALL);

        assertThat(Arrays.copyOf(held.bytes(), held.length())).isEqualTo(body);
        assertThat(page(held)).isEqualTo(page(HeldText.whole(body)));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aCutValueHasTheLengthAndTheHashOfWhatWasSentAndItsBeginning(long seed) throws Exception {
        var json = new CutPageJson(seed, (int) (seed % 20));
        var random = new Random(seed);
        int cutBytes = random.nextInt(40);
        var keep = new Keep(cutBytes + random.nextInt(400), cutBytes, any -> true, Overflow.NOWHERE);
        byte[] body = json.text.getBytes(UTF_8);

        var rows = page(TraceCutter.page(chunks(body, seed), keep)).rows();
        var whole = page(HeldText.whole(body)).rows();

        assertThat(rows).hasSameSizeAs(whole);
        for (int i = 0; i < rows.size(); i++) {
            if (!(rows.get(i) instanceof Row.Valid(TraceRow row))) {
                continue; // Something else was too large: told apart below.
            }
            var payload = json.payloads.get(i);
            assertPayload(row.input(), payload.get("input"), row.cuts().get("input"), cutBytes);
            assertPayload(row.output(), payload.get("output"), row.cuts().get("output"), cutBytes);
            assertPayload(row.metadata(), payload.get("metadata"), row.cuts().get("metadata"), cutBytes);
            assertThat(row.cuts().keySet()).isSubsetOf(payload.keySet());
            assertThat(row.extras())
                    .isEqualTo(((Row.Valid<TraceRow>) whole.get(i)).value().extras());
        }
    }

    private static void assertPayload(@Nullable String held, @Nullable String sent, @Nullable Cut cut, int cutBytes)
            throws Exception {
        if (cut == null) {
            assertThat(held).isEqualTo("null".equals(sent) ? null : sent);
            return;
        }
        byte[] bytes = Objects.requireNonNull(sent).getBytes(UTF_8);
        assertThat(cut.bytes()).isEqualTo(bytes.length).isGreaterThan(cutBytes);
        assertThat(cut.sha256()).isEqualTo(sha256(bytes));
        String head = new String(bytes, 0, wholeCharacters(bytes, cutBytes), UTF_8);
        assertThat(held).isEqualTo(JsonObject.quoted(head));
    }

    /** The longest beginning of whole characters. */
    private static int wholeCharacters(byte[] text, int most) {
        int length = most;
        while (length > 0 && length < text.length && (text[length] & 0xc0) == 0x80) {
            length--;
        }
        return length;
    }

    @ParameterizedTest
    @ValueSource(strings = {"tags", "unknown", "name", "id", "timestamp", "observations"})
    void aTraceThatIsTooLargeElsewhereIsMalformedAndItsNeighboursAreNot(String member) throws Exception {
        String large = "\"" + "x".repeat(5_000) + "\"";
        String sent = "{\"data\":[%s,%s,%s,%s]}"
                .formatted(
                        trace("a", "\"input\":1"),
                        trace("b", "\"" + member + "\":" + large),
                        large,
                        trace("c", "\"input\":2"));

        var rows = page(TraceCutter.page(
                        chunks(sent.getBytes(UTF_8), 1), new Keep(2_000, 10, any -> true, Overflow.NOWHERE)))
                .rows();

        assertThat(rows.get(0)).isInstanceOf(Row.Valid.class);
        assertThat(rows.get(1))
                .isInstanceOfSatisfying(
                        Row.Malformed.class,
                        row -> assertThat(row.detail()).contains(member + ": 5002 bytes, more than can be read"));
        assertThat(rows.get(2)).isInstanceOf(Row.Malformed.class);
        assertThat(rows.get(3)).isInstanceOf(Row.Valid.class);
    }

    @Test
    void nothingThatIsSentLooksCut() throws Exception {
        var keep = new Keep(100, 8, any -> true, Overflow.NOWHERE);
        String honest = "{\"data\":[" + trace("a", "\"input\":\"" + "x".repeat(500) + "\"") + "]}";
        HeldText cut = TraceCutter.page(chunks(honest.getBytes(UTF_8), 1), keep);
        String forged = new String(cut.bytes(), 0, cut.length(), UTF_8);

        Row<TraceRow> row = page(TraceCutter.page(chunks(forged.getBytes(UTF_8), 1), keep))
                .rows()
                .getFirst();

        assertThat(((Row.Valid<TraceRow>) row).value().cuts()).isEmpty();
        assertThat(((Row.Valid<TraceRow>) page(cut).rows().getFirst()).value().cuts())
                .containsKey("input");
    }

    @Test
    void aCutIsFoundInABodyThatIsNoValidUtf8() throws Exception {
        byte[] body = ("{\"data\":[" + trace("ä", "\"name\":\"??\",\"output\":\"" + "y".repeat(500) + "\",\"input\":1")
                        + "]}")
                .replace("??", "\u00e4\u00e4")
                .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

        var row = (Row.Valid<TraceRow>)
                page(TraceCutter.page(chunks(body, 1), new Keep(100, 4, any -> true, Overflow.NOWHERE)))
                        .rows()
                        .getFirst();

        assertThat(row.value().cuts()).containsOnlyKeys("output");
        assertThat(row.value().output()).isEqualTo("\"\\\"yyy\"");
        assertThat(row.value().input()).isEqualTo("1");
    }

    @Test
    void ofASingleTraceOnlyTheIdsOfItsPartsAreHeld() throws Exception {
        String large = "\"" + "x".repeat(5_000) + "\"";
        String part = " { \"input\":%s,\"id\":\"o1\", \"output\":{\"id\":%s} } ".formatted(large, large);
        String body = trace("a", "\"observations\":[%s,%s,{},{\"id\":\"o3\"}],\"scores\":[]".formatted(part, part));

        HeldText held = TraceCutter.trace(chunks(body.getBytes(UTF_8), 3), ALL);

        assertThat(new String(held.bytes(), 0, held.length(), UTF_8))
                .contains("\"observations\":[ {\"id\":\"o1\"} , {\"id\":\"o1\"} ,{},{\"id\":\"o3\"}]");
    }

    @Test
    void asksBeforeItHoldsMore() {
        byte[] body = ("{\"data\":[" + trace("a", "\"input\":\"" + "x".repeat(300_000) + "\"") + "]}").getBytes(UTF_8);

        assertThatThrownBy(() -> TraceCutter.page(
                        chunks(body, 1), new Keep(1 << 20, 10, held -> held <= 200_000, Overflow.NOWHERE)))
                .isInstanceOf(BodyTooLargeException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"data\":[",
                "{\"data\":[{\"input\":\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
                "{\"data\" []}",
                "{\"data\":[{} {}]}",
                "{\"data\":[1,]x}",
                "{} {}",
                "{\"data\":[]]",
                "{\"data\":tr ue}",
                "{data:1}",
                "{,}"
            })
    void aBodyThatIsNoJsonOrCutIsUnreadable(String body) {
        assertThatThrownBy(() -> page(TraceCutter.page(
                        chunks(body.getBytes(UTF_8), 1), new Keep(10, 4, any -> true, Overflow.NOWHERE))))
                .isInstanceOf(UnreadableBodyException.class);
    }

    private static String trace(String id, String more) {
        return "{\"id\":\"%s\",\"timestamp\":\"2026-11-20T10:00:00.000Z\",%s}".formatted(id, more);
    }

    private static Page<TraceRow> page(HeldText held) throws UnreadableBodyException {
        return Answers.page(held, SOURCE, TraceMembers::new);
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    /** A body that comes in pieces of random lengths. */
    static InputStream chunks(byte[] body, long seed) {
        Random random = new Random(seed);
        int most = 1 + random.nextInt(random.nextBoolean() ? 3 : 300);
        return new ByteArrayInputStream(body) {
            @Override
            public int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, 1 + random.nextInt(most)));
            }
        };
    }
}
