package io.tracelake.client.organizations;

import io.tracelake.client.http.Credentials;
import io.tracelake.client.http.HttpService;
import java.time.InstantSource;

/** Who asks. Thread-safe. */
interface UserSession {
    /** What to send with the next request. */
    Credentials credentials();

    /**
     * Called with credentials that were refused.
     *
     * @return whether there are others now
     */
    boolean renew(Credentials refused);

    static UserSession of(OrganizationAccess access, HttpService http, InstantSource clock) {
        return switch (access.user()) {
            case UserAccess.Token(var token) -> new FixedSession(Credentials.bearer(access.apiKey(), token));
            case UserAccess.Login login -> new LoginSession(access, login, http, clock);
        };
    }

    /** A token that nobody here can renew. */
    record FixedSession(Credentials credentials) implements UserSession {
        @Override
        public boolean renew(Credentials refused) {
            return false;
        }
    }
}
