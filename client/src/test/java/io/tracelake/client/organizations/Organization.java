package io.tracelake.client.organizations;

import io.tracelake.client.Secret;
import io.tracelake.client.http.HttpLimits;
import io.tracelake.client.http.HttpService;
import io.tracelake.client.testing.RawServer;
import io.tracelake.client.testing.Waits;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;

/** Clients of an organization that a test plays. */
final class Organization {
    static final Secret API_KEY = Secret.of("app-key");
    static final UserAccess TOKEN = new UserAccess.Token(Secret.of("eyJ.a-b_c"));
    static final String PASSWORD = "correct \"horse\" & <battery>";

    private Organization() {}

    static OrganizationsClient client(RawServer server) {
        return client(server, TOKEN, Routes.DEFAULT);
    }

    static OrganizationsClient client(RawServer server, UserAccess user, Routes routes) {
        return client(server, user, routes, InstantSource.system());
    }

    static OrganizationsClient client(RawServer server, UserAccess user, Routes routes, InstantSource clock) {
        HttpService http = new HttpService(HttpLimits.defaults(), new Random(1), clock, new Waits());
        URI base = URI.create(server.uri() + "/v1/api/");
        return new OrganizationsClient(new OrganizationAccess(base, "org 1", API_KEY, user, routes), http, clock);
    }

    static UserAccess login(RawServer server) {
        return new UserAccess.Login(URI.create(server.uri() + "/auth/v1/api"), "ann@example.com", Secret.of(PASSWORD));
    }

    static Routes routes(String operation, String place) {
        return Routes.of(Map.of(operation, place));
    }
}
