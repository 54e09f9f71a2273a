package io.tracelake.client.organizations;

import io.tracelake.client.http.BaseUrl;
import io.tracelake.client.http.BodyReader;
import io.tracelake.client.http.Credentials;
import io.tracelake.client.http.CredentialsRefusedException;
import io.tracelake.client.http.HttpService;
import io.tracelake.client.http.Query;
import io.tracelake.client.http.Request;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Calls of the organizations service on behalf of a user: each to its route, again once if the token has run out. */
final class Calls implements AutoCloseable {
    private final BaseUrl base;
    private final OrganizationAccess access;
    private final HttpService http;
    private final UserSession session;

    Calls(OrganizationAccess access, HttpService http, InstantSource clock) {
        this.base = new BaseUrl(access.baseUrl());
        this.access = access;
        this.http = http;
        this.session = UserSession.of(access, http, clock);
    }

    /** Where an operation is, in this organization. */
    Place path(Operation operation) {
        return new Place(access.routes().of(operation), Map.of("organizationId", access.organizationId()));
    }

    /** A route on the way to its address. */
    record Place(Route route, Map<String, String> ids) {
        Place project(String id) {
            return with("projectId", id);
        }

        Place key(String id) {
            return with("keyId", id);
        }

        Place user(String id) {
            return with("userId", id);
        }

        Place invitation(String id) {
            return with("invitationId", id);
        }

        private Place with(String name, String id) {
            Map<String, String> more = new HashMap<>(ids);
            more.put(name, id);
            return new Place(route, Map.copyOf(more));
        }
    }

    /** Sends a request whose answer tells nothing but that it was heard. */
    void send(Place place, Body body) {
        send(place, new Query(), body, answer -> answer.length);
    }

    /** Sends a request whose answer is one resource. */
    <T> T one(Place place, Body body, ResourcePage.ElementReader<T> reader) {
        return send(place, new Query(), body, answer -> SingleResource.read(answer, reader));
    }

    /** Sends a change whose answer is the changed resource, or nothing: then it is as it was asked to be. */
    <T> T change(Place place, Body body, ResourcePage.ElementReader<T> reader, T asked) {
        return send(
                place, new Query(), body, answer -> answer.length == 0 ? asked : SingleResource.read(answer, reader));
    }

    /** Reads a collection to its end, in the order sent, each element once. */
    <T> List<T> list(Place place, Query query, ResourcePage.ElementReader<T> reader, Function<T, String> id) {
        Map<String, T> elements = new LinkedHashMap<>();
        for (int page = 1; ; page++) {
            Query ofPage = page == 1 ? query : query.and("page", page);
            ResourcePage<T> answer =
                    send(place, ofPage, Body.NONE, body -> ResourcePage.read(body, reader, id, elements.keySet()));
            answer.elements().forEach(element -> elements.putIfAbsent(id.apply(element), element));
            if (answer.total() == null || elements.size() >= answer.total()) {
                return List.copyOf(elements.values());
            }
        }
    }

    /** A refusal for the token's sake is followed by one more try with another token, if there is a way to one. */
    <T> T send(Place place, Query query, Body body, BodyReader<T> reader) {
        URI uri = base.resolve(place.route().fill(place.ids()), query);
        Request request = new Request(place.route().method(), uri, body.text(), body.secrets());
        Credentials credentials = session.credentials();
        try {
            return http.call(request, credentials, reader);
        } catch (CredentialsRefusedException refused) {
            if (refused.status() != 401 || !session.renew(credentials)) {
                throw refused;
            }
        }
        return http.call(request, session.credentials(), reader);
    }

    @Override
    public void close() {
        http.close();
    }
}
