package io.tracelake.app.config;

/**
 * Where something listens.
 *
 * @param host a name or an address; one of IPv6 without brackets
 * @param port 0 for any free one
 */
public record HostPort(String host, int port) {
    private static final int HIGHEST_PORT = 65_535;

    /** @throws IllegalArgumentException saying what is expected */
    static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw expected();
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.contains(":")) {
            throw expected();
        }
        if (host.isBlank() || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
            throw expected();
        }
        int port = Integer.parseInt(text.substring(colon + 1));
        if (port > HIGHEST_PORT) {
            throw expected();
        }
        return new HostPort(host, port);
    }

    private static IllegalArgumentException expected() {
        return new IllegalArgumentException("must be a host and a port such as 127.0.0.1:3001");
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ':' + port;
    }
}
