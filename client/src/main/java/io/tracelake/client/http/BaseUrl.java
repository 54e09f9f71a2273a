package io.tracelake.client.http;

import java.net.URI;
import java.util.Locale;

/** The address of a service, checked once, without a slash at its end. */
public record BaseUrl(URI uri) {
    public BaseUrl {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https")) || uri.getHost() == null) {
            throw new IllegalArgumentException("base-url must be http:// or https:// and a host: " + SafeUrl.of(uri));
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "base-url must not carry a user name, a query or a fragment: " + SafeUrl.of(uri));
        }
        uri = URI.create(trimSlashes(uri.toString()));
    }

    /** The address of a resource: its path begins with a slash and is already encoded. */
    public URI resolve(String path, Query query) {
        return URI.create(uri + path + query);
    }

    private static String trimSlashes(String text) {
        int end = text.length();
        while (text.charAt(end - 1) == '/') {
            end--;
        }
        return text.substring(0, end);
    }
}
