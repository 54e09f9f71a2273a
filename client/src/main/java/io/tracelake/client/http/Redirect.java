package io.tracelake.client.http;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where an answer sends the client on to, if it may go there with its credentials: only to the same host. */
final class Redirect {
    private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> REPEATING = Set.of(307, 308);

    private Redirect() {}

    static boolean is(int status) {
        return STATUSES.contains(status);
    }

    /** Where the same request goes next. Only some redirects may be followed by anything but a GET: others change it. */
    static URI target(Request request, URI from, int status, @Nullable String location) throws AttemptFailedException {
        if (request.method() != Method.GET && !REPEATING.contains(status)) {
            throw AttemptFailedException.unacceptable(status, status + ", which is no answer to a " + request.method());
        }
        URI target;
        try {
            target = from.resolve(location == null ? "" : location);
        } catch (IllegalArgumentException notAnAddress) {
            throw AttemptFailedException.unacceptable(status, status + " to an address that can't be read");
        }
        if (location == null || !sameHost(from, target)) {
            throw AttemptFailedException.unacceptable(status, status + " to another host: " + target.getHost());
        }
        return target;
    }

    private static boolean sameHost(URI from, URI target) {
        if (target.getHost() == null || !target.getHost().equalsIgnoreCase(from.getHost())) {
            return false;
        }
        String before = from.getScheme().toLowerCase(Locale.ROOT);
        String after = target.getScheme().toLowerCase(Locale.ROOT);
        boolean secured = before.equals("http") && after.equals("https");
        return target.getRawUserInfo() == null && (secured || (after.equals(before) && port(from) == port(target)));
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }
}
