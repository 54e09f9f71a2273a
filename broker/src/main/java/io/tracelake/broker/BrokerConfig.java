package io.tracelake.broker;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where a broker keeps its data and listens.
 *
 * @param directory of the data; created if absent, used by one broker at a time
 * @param host that clients connect to; loopback unless others may reach it, for nothing asks them who they are
 * @param port that clients connect to; 0 for any free one, which may differ at each start
 * @param controllerPort of the node's own control traffic, always on loopback; 0 for any free one
 * @param overrides Kafka broker settings that win over this module's choice
 */
public record BrokerConfig(Path directory, String host, int port, int controllerPort, Map<String, String> overrides) {
    public static final String LOOPBACK = "127.0.0.1";

    public BrokerConfig {
        overrides = Map.copyOf(overrides);
        if (host.isBlank()) {
            throw new IllegalArgumentException("broker.host: must not be blank");
        }
        requirePort("broker.port", port);
        requirePort("broker.controller-port", controllerPort);
        if (port != 0 && port == controllerPort) {
            throw new IllegalArgumentException(
                    "broker.controller-port: must differ from broker.port, both are " + port);
        }
    }

    /** A broker for this machine alone, on free ports. */
    public static BrokerConfig local(Path directory) {
        return new BrokerConfig(directory, LOOPBACK, 0, 0, Map.of());
    }

    private static void requirePort(String key, int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(key + ": must be between 0 and 65535, not " + port);
        }
    }
}
