package io.tracelake.client.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tracelake.client.testing.RawServer;
import io.tracelake.client.testing.RawServer.Answer;
import io.tracelake.client.testing.Waits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class HttpTimeoutTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Answer SILENCE = (request, socket) -> {};
    private static final Answer ONLY_A_HEAD =
            (request, socket) -> RawServer.send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", new byte[0]);
    private static final Answer A_TRICKLE = (request, socket) -> {
        RawServer.send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n", new byte[0]);
        while (!socket.isClosed()) {
            RawServer.send(socket, "x", new byte[0]);
            LockSupport.parkNanos(20_000_000);
        }
    };

    private final Waits waits = new Waits();

    @Test
    void endsAConnectThatIsNotAnswered() throws IOException {
        List<Socket> queue = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            fill(full, queue);
            URI uri = URI.create("http://127.0.0.1:" + full.getLocalPort() + "/");
            assertThat(timeOf(limits(SHORT, LONG, LONG, 1), uri)).isLessThan(Duration.ofSeconds(5));
        } finally {
            for (Socket socket : queue) {
                socket.close();
            }
        }
    }

    @Test
    void endsAWaitForTheFirstByte() throws IOException {
        try (RawServer server = RawServer.start(SILENCE)) {
            assertThat(timeOf(limits(LONG, SHORT, LONG, 1), server.uri())).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void endsABodyThatStalls() throws IOException {
        try (RawServer server = RawServer.start(ONLY_A_HEAD)) {
            assertThat(timeOf(limits(LONG, SHORT, LONG, 1), server.uri())).isLessThan(Duration.ofSeconds(5));
            assertThat(timeOf(limits(LONG, LONG, SHORT, 1), server.uri())).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void endsABodyThatTricklesForEver() throws IOException {
        try (RawServer server = RawServer.start(A_TRICKLE)) {
            assertThat(timeOf(limits(LONG, LONG, SHORT, 1), server.uri())).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void namesTheStatusEvenIfTheErrorsBodyStalls() throws IOException {
        Answer stalledError =
                (request, socket) -> RawServer.send(socket, "HTTP/1.1 400 X\r\nContent-Length: 9\r\n\r\n", new byte[0]);
        try (RawServer server = RawServer.start(stalledError);
                HttpService service = service(limits(LONG, SHORT, LONG, 1))) {
            assertThat(failure(service, server.uri()).status()).isEqualTo(400);
        }
    }

    @Test
    void asksAgainAfterATimeOut() throws IOException {
        try (RawServer server = RawServer.inTurn(SILENCE, ONLY_A_HEAD, RawServer.json(200, "{}"));
                HttpService service = service(limits(LONG, SHORT, LONG, 3))) {
            assertThat(service.<String>get(server.uri(), Credentials.none(), body -> new String(body, UTF_8)))
                    .isEqualTo("{}");
            assertThat(waits.noted()).hasSize(2);
        }
    }

    @Test
    void endsPromptlyWhenInterrupted() throws IOException {
        for (Answer answer : List.of(SILENCE, ONLY_A_HEAD, A_TRICKLE)) {
            try (RawServer server = RawServer.start(answer);
                    HttpService service = service(limits(LONG, LONG, LONG, 6))) {
                assertInterruptible(service, server);
            }
        }
    }

    @Test
    void endsAPauseWhenInterrupted() throws IOException {
        try (RawServer server = RawServer.start(RawServer.respond(503, "Retry-After: 60\r\n", new byte[0]));
                HttpService service = new HttpService(
                        limits(LONG, LONG, LONG, 6), new Random(1), InstantSource.system(), Thread::sleep)) {
            assertInterruptible(service, server);
        }
    }

    private static void assertInterruptible(HttpService service, RawServer server) {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>(false);
        Thread caller = Thread.ofVirtual().start(() -> {
            thrown.set(failure(service, server.uri()));
            flag.set(Thread.currentThread().isInterrupted());
        });
        Awaitility.await().until(() -> !server.requests().isEmpty());
        Awaitility.await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
        caller.interrupt();
        Awaitility.await().atMost(Duration.ofSeconds(2)).until(() -> !caller.isAlive());
        assertThat(thrown.get()).isInstanceOf(CallInterruptedException.class);
        assertThat(flag.get()).isTrue();
    }

    private Duration timeOf(HttpLimits limits, URI uri) {
        try (HttpService service = service(limits)) {
            long start = System.nanoTime();
            ServiceException failure = failure(service, uri);
            assertThat(failure).isNotNull();
            assertThat(failure.status()).isZero();
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            assertThat(time).isGreaterThan(SHORT.minusMillis(50));
            return time;
        }
    }

    private static ServiceException failure(HttpService service, URI uri) {
        return catchThrowableOfType(ServiceException.class, () -> service.get(uri, Credentials.none(), body -> body));
    }

    private HttpService service(HttpLimits limits) {
        return new HttpService(limits, new Random(1), InstantSource.system(), waits);
    }

    private static HttpLimits limits(Duration connect, Duration firstByte, Duration call, int attempts) {
        return new HttpLimits(connect, firstByte, call, 10_000, attempts, SHORT);
    }

    /** Connects until the kernel takes no more: later connects hang. */
    private static void fill(ServerSocket listener, List<Socket> queue) throws IOException {
        for (int i = 0; i < 50; i++) {
            Socket socket = new Socket();
            queue.add(socket);
            try {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort()), 200);
            } catch (SocketTimeoutException full) {
                return;
            }
        }
    }
}
