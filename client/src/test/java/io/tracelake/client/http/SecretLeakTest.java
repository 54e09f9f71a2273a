package io.tracelake.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tracelake.client.KeyPair;
import io.tracelake.client.Secret;
import io.tracelake.client.testing.RawServer;
import io.tracelake.client.testing.Waits;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Serializable;
import java.io.StringWriter;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SecretLeakTest {
    private static final String SECRET = "sk-lf-correct/horse+battery";
    private static final KeyPair KEYS = new KeyPair("pk-lf-1", Secret.of(SECRET));
    private static final List<Credentials> ALL = List.of(
            Credentials.basic(KEYS), Credentials.bearer(Secret.of(SECRET), Secret.of("eyJhbGciOi.J9_long-token")));

    @Test
    void aSecretPrintsAsStars() {
        assertThat(Secret.of(SECRET)).hasToString("****");
        assertThat(KEYS.toString()).contains("pk-lf-1").doesNotContain("horse");
        assertThat(ALL.toString()).doesNotContain("horse").doesNotContain("long-token");
        assertThat(Serializable.class.isAssignableFrom(Secret.class)).isFalse();
        assertThat(Secret.of(SECRET)).isEqualTo(Secret.of(SECRET)).hasSameHashCodeAs(Secret.of(SECRET));
    }

    @Test
    void noExceptionQuotesASecretThatTheServiceQuotes() throws IOException {
        try (RawServer server = RawServer.start((request, socket) -> {
                    int status = request.number() % 2 == 0 ? 401 : 503;
                    String echo = "{\"headers\":\"" + request.headers() + "\",\"secretKey\":\"hunter2\"}" + SECRET
                            + " also sk-lf-another-one";
                    RawServer.json(status, echo).write(request, socket);
                });
                HttpService service =
                        new HttpService(HttpLimits.defaults(), new Random(1), InstantSource.system(), new Waits())) {
            for (Credentials credentials : ALL) {
                ServiceException failure = catchThrowableOfType(
                        ServiceException.class,
                        () -> service.get(URI.create(server.uri() + "/?token=abc123"), credentials, body -> body));
                assertThat(print(failure))
                        .contains("401")
                        .doesNotContain("horse")
                        .doesNotContain("hunter2")
                        .doesNotContain("another-one")
                        .doesNotContain("long-token")
                        .doesNotContain("abc123")
                        .doesNotContain(basic(server));
            }
        }
    }

    @Test
    void aSecretThatCanNotBeSentIsRefusedWithoutQuotingIt() {
        assertThatThrownBy(() -> Credentials.bearer(Secret.of("line\r\nbreak"), Secret.of("x")))
                .hasMessageContaining("api-key")
                .hasMessageNotContaining("break");
        assertThatThrownBy(() -> new KeyPair("pk:1", Secret.of(SECRET))).hasMessageNotContaining("horse");
        assertThatThrownBy(() -> new KeyPair("pk", Secret.of(" "))).hasMessageContaining("secret-key");
    }

    @Test
    void aBaseUrlWithAPasswordIsRefusedWithoutQuotingIt() {
        assertThatThrownBy(() -> new BaseUrl(URI.create("https://me:horse@h/")))
                .hasMessageContaining("base-url must not carry a user name")
                .hasMessageNotContaining("horse");
        assertThatThrownBy(() -> new BaseUrl(URI.create("ftp://h/"))).hasMessageContaining("http");
        assertThatThrownBy(() -> new BaseUrl(URI.create("h:80"))).hasMessageContaining("http");
    }

    private static String basic(RawServer server) {
        String header = server.requests().getFirst().headers().getOrDefault("authorization", "?");
        return header.substring(header.indexOf(' ') + 1);
    }

    private static String print(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
