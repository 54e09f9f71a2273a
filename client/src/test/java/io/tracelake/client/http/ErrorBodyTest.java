package io.tracelake.client.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.tracelake.client.Secret;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorBodyTest {
    private static final String SECRET = "p\"a/s&s <w>örd";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"errors":[{"status":"422","title":"Unprocessable","detail":"note must not be blank","source":{"pointer":"/data/attributes/note"}}]} | 422 Unprocessable: note must not be blank (/data/attributes/note)
            {"errors":[{"status":422,"title":"Unprocessable"}]} | 422 Unprocessable
            {"errors":[{"detail":"too long","source":{"parameter":"sort"}}]} | 422: too long (sort)
            {"errors":[{"title":"A","detail":"b"},{"title":"C","detail":"d"},{"detail":"e"},{"detail":"f"}]} | 422 A: b; C: d; e; and 1 more
            {"errors":[{"code":"taken","title":"Name taken","id":7,"links":{},"x":[{"y":1}]}]} | 422 Name taken
            {"errors":["one","two"]} | 422: one; two
            {"errors":{"name":["is too long","is taken"],"n":1}} | 422: name is too long; name is taken
            {"errors":{"detail":"single"}} | 422: single
            {"errors":"text"} | 422: text
            {"error":"no such thing"} | 422: no such thing
            {"error":["a","b"]} | 422: a; b
            {"error":{"message":"inner","code":"E1"}} | 422 E1: inner
            {"message":"gone"} | 422: gone
            {"message":"Invalid request data","error":"InvalidRequestError"} | 422 InvalidRequestError: Invalid request data
            {"message":"Bad","error":[{"message":"limit > 100","path":["limit"]}]} | 422: Bad; path limit; limit > 100
            {"errors":[],"error":null,"message":null} | 422: {"errors":[],"error":null,"message":null}
            {"errors":[null,1,{},{"title":null}]} | 422: 1
            upstream sent too big header | 422: upstream sent too big header
            <html><head><title>502 Bad Gateway</title></head><body><h1>502</h1></body> | 422: 502 Bad Gateway 502
            ~~ | 422
            """)
    void tellsWhatTheServiceSaysInOneLine(String body, String message) {
        assertThat(read(body).message(422)).isEqualTo(message);
    }

    @Test
    void keepsEachPartOfAnError() {
        assertThat(read("""
                        {"errors":[{"status":"409","title":"Conflict","detail":"name\\n is\\u202e taken",
                         "source":{"pointer":"/data/attributes/name"}}]}""").errors())
                .containsExactly(new ServiceError("409", "Conflict", "name is taken", "/data/attributes/name"));
    }

    @Test
    void boundsWhatItKeeps() {
        String error = "{\"title\":\"" + "x".repeat(5000) + "\"},";
        Refusal refusal = read("{\"errors\":[" + error.repeat(100) + "{}]}");
        assertThat(refusal.errors()).hasSize(20);
        assertThat(refusal.message(400)).hasSizeLessThan(700).doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret-", "<", "\"secret", "{\"a\":", "[", "eyJ.", "Bearer "})
    void readsAHostileBodyInNoTime(String part) {
        for (String start : List.of("", "{\"error\":\"", "{\"errors\":")) {
            String body = start + part.repeat(16_000 / part.length());
            assertTimeout(
                    Duration.ofSeconds(2),
                    () -> assertThat(read(body).message(500)).hasSizeLessThan(700));
        }
    }

    @Test
    void hidesWhatWasSentInEveryFormItMayBeQuotedIn() {
        List<String> quoting = List.of(
                "{\"errors\":[{\"detail\":\"bad p\\\"a/s&s <w>\\u00f6rd\"}]}",
                "{\"error\":\"p\\\"a\\/s&s <w>örd\"}",
                "{\"note\":\"p\\\"a\\/s&s <w>örd\"}",
                "you sent p\"a/s&s <w>örd",
                "you sent %70p%22a%2Fs%26s%20%3Cw%3E%C3%B6rd",
                "you sent p%22a%2Fs%26s+%3Cw%3E%C3%B6rd",
                "<p>p\"a/s&s <w>örd",
                "<p>p&quot;a/s&amp;s &lt;w&gt;örd");
        for (String body : quoting) {
            assertThat(read(body).message(400)).as(body).contains("****").doesNotContain("rd");
        }
    }

    @Test
    void quotesNoAnswerThatSeemsToHoldASecretOfItsOwn() {
        List<String> holding = List.of(
                "{\"secretKey\":\"hunter2\"}",
                "{\"data\":{\"secret_keys\":[\"hunter2\"]}}",
                "{\"a\":\"{\\\"password\\\":\\\"hunter2\\\"}\"}",
                "access_token=hunter2&x=1",
                "Authorization: hunter2");
        for (String body : holding) {
            assertThat(read(body).message(500)).as(body).startsWith("500: ").doesNotContain("hunter2");
        }
        assertThat(read("{\"message\":\"sk-lf-abc and eyJhbGci.eyJzdWI.x_y-z and Bearer abcdef12\"}")
                        .message(500))
                .isEqualTo("500: **** and **** and Bearer ****");
    }

    private static Refusal read(String body) {
        return ErrorBody.read(
                body == null ? new byte[0] : body.getBytes(UTF_8),
                Hidden.of(Stream.of(Secret.of(SECRET))),
                RetryHeaders.NONE);
    }
}
