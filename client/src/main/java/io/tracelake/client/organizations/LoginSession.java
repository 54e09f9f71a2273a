package io.tracelake.client.organizations;

import io.tracelake.client.Secret;
import io.tracelake.client.http.BaseUrl;
import io.tracelake.client.http.CallInterruptedException;
import io.tracelake.client.http.Credentials;
import io.tracelake.client.http.HttpService;
import io.tracelake.client.http.Query;
import io.tracelake.client.http.Request;
import io.tracelake.client.http.ServiceException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A session that logs in when it is first needed, and renews its token by itself. One thread does so at a time; the
 * others wait and take what it got. A login that was refused isn't repeated for a while: services lock out those who try
 * too often.
 */
final class LoginSession implements UserSession {
    private static final Duration REFUSED_FOR = Duration.ofSeconds(30);

    private final UserAccess.Login login;
    private final Secret apiKey;
    private final Routes routes;
    private final HttpService http;
    private final InstantSource clock;
    private final ReentrantLock renewal = new ReentrantLock();
    private volatile @Nullable Session current;
    private @Nullable ServiceException refusal;
    private Instant refusedUntil = Instant.MIN;

    LoginSession(OrganizationAccess access, UserAccess.Login login, HttpService http, InstantSource clock) {
        this.login = login;
        this.apiKey = access.apiKey();
        this.routes = access.routes();
        this.http = http;
        this.clock = clock;
    }

    /** What a login brought. */
    private record Session(
            Credentials credentials, @Nullable Secret refreshToken) {}

    @Override
    public Credentials credentials() {
        Session session = current;
        return session == null ? renewed(null).credentials() : session.credentials();
    }

    @Override
    public boolean renew(Credentials refused) {
        renewed(refused);
        return true;
    }

    private Session renewed(@Nullable Credentials refused) {
        try {
            renewal.lockInterruptibly();
        } catch (InterruptedException stop) {
            throw CallInterruptedException.during("a wait for the login of another thread", stop);
        }
        try {
            Session session = current;
            if (session == null || session.credentials() == refused) {
                session = refreshedOrNew(session);
                current = session;
            }
            return session;
        } finally {
            renewal.unlock();
        }
    }

    private Session refreshedOrNew(@Nullable Session session) {
        if (session != null && session.refreshToken() != null) {
            try {
                return ask(Operation.REFRESH_TOKEN, Bodies.refresh(session.refreshToken()), session.refreshToken());
            } catch (ServiceException refused) {
                if (refused.status() < 400 || refused.status() >= 500 || refused.status() == 429) {
                    throw refused;
                }
            }
            current = new Session(session.credentials(), null);
        }
        return logIn();
    }

    private Session logIn() {
        if (refusal != null && clock.instant().isBefore(refusedUntil)) {
            throw refusal;
        }
        try {
            return ask(Operation.LOGIN, Bodies.login(login.username(), login.password()), null);
        } catch (ServiceException failed) {
            if (failed.status() >= 400 && failed.status() < 500) {
                refusal = failed;
                refusedUntil = clock.instant().plus(REFUSED_FOR);
            }
            throw failed;
        }
    }

    private Session ask(Operation operation, Body body, @Nullable Secret refreshToken) {
        Route route = routes.of(operation);
        Request request = new Request(
                route.method(),
                new BaseUrl(login.authUrl()).resolve(route.fill(Map.of()), new Query()),
                body.text(),
                body.secrets());
        Tokens tokens = http.call(request, Credentials.application(apiKey), Tokens::read);
        Secret next = tokens.refreshToken() == null ? refreshToken : tokens.refreshToken();
        return new Session(Credentials.bearer(apiKey, tokens.accessToken()), next);
    }
}
