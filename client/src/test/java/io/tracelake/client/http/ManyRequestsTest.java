package io.tracelake.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ManyRequestsTest {
    private static final int CALLS = 150;

    /** Each project asks for itself, and an organization may have thousands. */
    @Test
    void aServiceIsAskedAtMost32ThingsAtOnceHoweverManyThereAreToAsk()
            throws IOException, ExecutionException, InterruptedException {
        var underWay = new AtomicInteger();
        var most = new AtomicInteger();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), CALLS);
        try (var workers = Executors.newVirtualThreadPerTaskExecutor();
                var service = new HttpService(
                        HttpLimits.defaults(), new SplittableRandom(1), InstantSource.system(), Thread::sleep)) {
            server.setExecutor(workers);
            server.createContext("/", exchange -> {
                most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                exchange.getRequestBody().readAllBytes();
                try (exchange) {
                    Thread.sleep(Duration.ofMillis(5));
                    underWay.decrementAndGet();
                    exchange.sendResponseHeaders(200, 2);
                    exchange.getResponseBody().write(new byte[] {'{', '}'});
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            server.start();
            var uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/x");
            var answers = new ArrayList<Future<Integer>>();
            for (int call = 0; call < CALLS; call++) {
                answers.add(workers.submit(() -> service.get(uri, Credentials.none(), body -> body.length)));
            }
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(2);
            }
        } finally {
            server.stop(0);
        }
        assertThat(most.get()).isBetween(2, 32);
    }
}
