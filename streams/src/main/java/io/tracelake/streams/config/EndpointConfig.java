package io.tracelake.streams.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where usage can be read live. Nobody is asked who they are, so the address should be open to those alone who may see
 * everything.
 *
 * @param host to listen at
 * @param port 0 for any free one
 * @param advertised host:port at which other instances reach this one, where that isn't the address it listens at;
 *     instances on different machines need different ones. An IPv6 address stands in brackets
 */
public record EndpointConfig(
        String host, int port, @Nullable String advertised) {
    private static final int LAST_PORT = 65_535;

    /** What both Kafka Streams and a URI take for a host. */
    private static final Pattern HOST_PORT =
            Pattern.compile("(?:[0-9a-zA-Z.-]+|\\[[0-9a-fA-F:.]+])" + ":([1-9][0-9]{0,4})");

    public EndpointConfig {
        if (host.isBlank() || host.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException("streams.listen: must name a host, not '" + host + "'");
        }
        if (port < 0 || port > LAST_PORT) {
            throw new IllegalArgumentException("streams.listen: the port must be from 0 to 65535, not " + port);
        }
        if (advertised != null && !isHostPort(advertised)) {
            throw new IllegalArgumentException("streams.advertised: must be host:port, not '" + advertised + "'");
        }
    }

    private static boolean isHostPort(String text) {
        var matcher = HOST_PORT.matcher(text);
        return matcher.matches() && Integer.parseInt(matcher.group(1)) <= LAST_PORT;
    }

    /** Address and port as in a URI. */
    public String authority(int boundPort) {
        return authority(host, boundPort);
    }

    /** What to tell the other instances, as host:port. */
    public String advertised(int boundPort) {
        if (advertised != null) {
            return advertised;
        }
        try {
            boolean everywhere = InetAddress.getByName(host).isAnyLocalAddress();
            return authority(everywhere ? InetAddress.getLocalHost().getHostAddress() : host, boundPort);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(
                    "streams.advertised: must be set, since this machine doesn't know its own address (streams.listen is "
                            + authority(boundPort) + ")",
                    e);
        }
    }

    private static String authority(String host, int port) {
        return (host.indexOf(':') >= 0 && host.charAt(0) != '[' ? "[" + host + "]" : host) + ":" + port;
    }
}
