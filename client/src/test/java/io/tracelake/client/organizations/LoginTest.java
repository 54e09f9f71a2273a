package io.tracelake.client.organizations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracelake.client.Secret;
import io.tracelake.client.http.CallInterruptedException;
import io.tracelake.client.http.CredentialsRefusedException;
import io.tracelake.client.http.ServiceException;
import io.tracelake.client.testing.RawServer;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class LoginTest {
    private static final String LOGIN = "POST /auth/v1/api/oauth/token";
    private static final String REFRESH = "POST /auth/v1/api/oauth/token/refresh";
    private static final String LIST = "GET /v1/api/organizations/org%201/projects";

    /** Gives tokens t1, t2 and so on, and takes only the latest. */
    private static final class Services {
        private final AtomicInteger given = new AtomicInteger();
        private volatile boolean refusesEveryToken;
        private volatile RawServer.Answer refreshing = this::giveTokens;
        private volatile RawServer.Answer loggingIn = this::giveTokens;

        void answer(RawServer.Request request, Socket socket) throws IOException {
            String line = request.method() + " " + request.target();
            switch (line) {
                case LOGIN -> loggingIn.write(request, socket);
                case REFRESH -> refreshing.write(request, socket);
                default -> {
                    boolean right =
                            ("Bearer t" + given).equals(request.headers().get("authorization"));
                    RawServer.Answer answer = right && !refusesEveryToken
                            ? RawServer.json(200, "{\"data\":[]}")
                            : RawServer.json(401, "{\"message\":\"token expired\"}");
                    answer.write(request, socket);
                }
            }
        }

        void giveTokens(RawServer.Request request, Socket socket) throws IOException {
            int number = given.incrementAndGet();
            RawServer.json(200, """
                            {"data":{"type":"session","attributes":{"accessToken":"t%d","refreshToken":"r%d",
                             "email":"ann@example.com","firstName":"Ann","lastName":null}}}""".formatted(number, number)).write(request, socket);
        }

        /** As if the token's time were up. */
        void expire() {
            given.incrementAndGet();
        }
    }

    private final Services services = new Services();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T00:00:00Z"));

    @Test
    void logsInWhenFirstNeededAndKeepsTheToken() throws IOException {
        try (RawServer server = RawServer.start(services::answer);
                OrganizationsClient client = client(server)) {
            client.projects(ProjectQuery.ALL);
            client.projects(ProjectQuery.ALL);
            assertThat(lines(server)).containsExactly(LOGIN, LIST, LIST);
        }
    }

    @Test
    void refreshesOnceAndTriesOnceMoreWhenTheTokenHasRunOut() throws IOException {
        try (RawServer server = RawServer.start(services::answer);
                OrganizationsClient client = client(server)) {
            client.projects(ProjectQuery.ALL);
            services.expire();
            client.projects(ProjectQuery.ALL);
            assertThat(lines(server)).containsExactly(LOGIN, LIST, LIST, REFRESH, LIST);
            assertThat(server.requests().get(3).body()).isEqualTo("{\"refresh_token\":\"r1\"}");
        }
    }

    @Test
    void stopsAfterOneRefreshIfTheNewTokenIsRefusedToo() throws IOException {
        services.refusesEveryToken = true;
        try (RawServer server = RawServer.start(services::answer);
                OrganizationsClient client = client(server)) {
            assertThatThrownBy(() -> client.projects(ProjectQuery.ALL))
                    .isInstanceOf(CredentialsRefusedException.class)
                    .hasMessageContaining("401: token expired");
            assertThat(lines(server)).containsExactly(LOGIN, LIST, REFRESH, LIST);
        }
    }

    @Test
    void logsInAgainIfTheRefreshIsRefused() throws IOException {
        services.refreshing = RawServer.json(401, "{\"error\":\"refresh token revoked\"}");
        try (RawServer server = RawServer.start(services::answer);
                OrganizationsClient client = client(server)) {
            client.projects(ProjectQuery.ALL);
            services.expire();
            client.projects(ProjectQuery.ALL);
            assertThat(lines(server)).containsExactly(LOGIN, LIST, LIST, REFRESH, LOGIN, LIST);
        }
    }

    @Test
    void repeatsAPostAfterTheRefreshBecauseItWasRefusedBefore() throws IOException {
        RawServer.Answer keys = (request, socket) -> {
            if (request.method().equals("POST") && request.target().endsWith("/deny_access")) {
                boolean right =
                        ("Bearer t" + services.given).equals(request.headers().get("authorization"));
                RawServer.json(right ? 200 : 401, "{}").write(request, socket);
            } else {
                services.answer(request, socket);
            }
        };
        try (RawServer server = RawServer.start(keys);
                OrganizationsClient client = client(server)) {
            client.projects(ProjectQuery.ALL);
            services.expire();
            client.denyAccess("p", "u");
            assertThat(lines(server))
                    .filteredOn(line -> line.endsWith("deny_access"))
                    .hasSize(2);
        }
    }

    @Test
    void keepsATokenThatNobodyRenewsAndTakesItsRefusalAsFinal() throws IOException {
        try (RawServer server = RawServer.start(services::answer);
                OrganizationsClient client = Organization.client(server)) {
            assertThatThrownBy(() -> client.projects(ProjectQuery.ALL)).isInstanceOf(CredentialsRefusedException.class);
            assertThat(lines(server)).containsExactly(LIST);
        }
    }

    @Test
    void doesNotRenewATokenThatDoesNotReachFarEnough() throws IOException {
        try (RawServer server = RawServer.start((request, socket) -> {
                    if (request.method().equals("GET")) {
                        RawServer.json(403, "{}").write(request, socket);
                    } else {
                        services.answer(request, socket);
                    }
                });
                OrganizationsClient client = client(server)) {
            assertThatThrownBy(() -> client.projects(ProjectQuery.ALL)).isInstanceOf(CredentialsRefusedException.class);
            assertThat(lines(server)).containsExactly(LOGIN, LIST);
        }
    }

    @Test
    void manyThreadsThatMeetAnExpiredTokenRefreshItOnce() throws Exception {
        int threads = 8;
        CountDownLatch allRefused = new CountDownLatch(threads);
        RawServer.Answer together = (request, socket) -> {
            if ("Bearer t1".equals(request.headers().get("authorization")) && services.given.get() > 1) {
                allRefused.countDown();
                try {
                    allRefused.await();
                } catch (InterruptedException stop) {
                    throw new IOException(stop);
                }
            }
            services.answer(request, socket);
        };
        try (RawServer server = RawServer.start(together);
                OrganizationsClient client = client(server)) {
            client.projects(ProjectQuery.ALL);
            services.expire();
            AtomicInteger listed = new AtomicInteger();
            List<Thread> callers = IntStream.range(0, threads)
                    .mapToObj(i -> Thread.ofVirtual().start(() -> {
                        client.projects(ProjectQuery.ALL);
                        listed.incrementAndGet();
                    }))
                    .toList();
            for (Thread caller : callers) {
                caller.join(Duration.ofSeconds(20));
            }
            assertThat(listed).hasValue(threads);
            assertThat(lines(server)).filteredOn(REFRESH::equals).hasSize(1);
            assertThat(lines(server)).filteredOn(LOGIN::equals).hasSize(1);
        }
    }

    @Test
    void aWaitForTheLoginOfAnotherThreadEndsWhenInterrupted() throws IOException {
        services.loggingIn = (request, socket) -> {};
        try (RawServer server = RawServer.start(services::answer);
                OrganizationsClient client = client(server)) {
            Thread first = Thread.ofVirtual().start(() -> failure(client));
            Awaitility.await().until(() -> server.requests().size() == 1);
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            Thread second = Thread.ofVirtual().start(() -> thrown.set(failure(client)));
            Awaitility.await().until(() -> second.getState() == Thread.State.WAITING);
            second.interrupt();
            Awaitility.await().until(() -> !second.isAlive());
            assertThat(thrown.get()).isInstanceOf(CallInterruptedException.class);
            first.interrupt();
            Awaitility.await().until(() -> !first.isAlive());
        }
    }

    @Test
    void aRefusedLoginIsNotRepeatedForAWhile() throws IOException {
        services.loggingIn = RawServer.json(422, "{\"error\":\"wrong password\"}");
        try (RawServer server = RawServer.start(services::answer);
                OrganizationsClient client = client(server)) {
            for (int call = 0; call < 3; call++) {
                assertThat(failure(client)).hasMessageContaining("oauth/token: 422: wrong password");
            }
            assertThat(lines(server)).containsExactly(LOGIN);
            services.loggingIn = services::giveTokens;
            now.updateAndGet(instant -> instant.plusSeconds(31));
            assertThat(client.projects(ProjectQuery.ALL)).isEmpty();
        }
    }

    @Test
    void aFailedLoginIsTriedAgainAtTheNextCall() throws IOException {
        services.loggingIn = RawServer.json(500, "");
        try (RawServer server = RawServer.start(services::answer);
                OrganizationsClient client = client(server)) {
            assertThat(failure(client)).isInstanceOf(ServiceException.class);
            services.loggingIn = services::giveTokens;
            assertThat(client.projects(ProjectQuery.ALL)).isEmpty();
        }
    }

    @Test
    void aTokenOfOtherCharactersIsRefusedWithoutShowingIt() throws IOException {
        for (String token : List.of("hunter2 x", "hunter2/x", "hunter2\\nx", "hünter2", "")) {
            services.loggingIn = RawServer.json(200, "{\"data\":{\"attributes\":{\"accessToken\":\"" + token + "\"}}}");
            try (RawServer server = RawServer.start(services::answer);
                    OrganizationsClient client = client(server)) {
                assertThat(failure(client))
                        .hasMessageContaining("an access token with more than letters, digits")
                        .hasMessageNotContaining("nter2");
                assertThat(lines(server)).containsExactly(LOGIN);
            }
            assertThatThrownBy(() -> new UserAccess.Token(Secret.of(token)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("token must be of letters")
                    .hasMessageNotContaining("nter2");
        }
    }

    private static Throwable failure(OrganizationsClient client) {
        try {
            client.projects(ProjectQuery.ALL);
            return new AssertionError("no failure");
        } catch (ServiceException failure) {
            return failure;
        }
    }

    private static List<String> lines(RawServer server) {
        return server.requests().stream()
                .map(request -> request.method() + " " + request.target())
                .toList();
    }

    private OrganizationsClient client(RawServer server) {
        return Organization.client(server, Organization.login(server), Routes.DEFAULT, now::get);
    }
}
