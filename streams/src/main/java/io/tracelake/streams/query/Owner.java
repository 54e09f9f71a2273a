package io.tracelake.streams.query;

/** Which instance has the numbers of a project. */
public sealed interface Owner {
    /** The one that was asked. */
    record This(int partition) implements Owner {}

    /**
     * Another instance, at an address that Kafka Streams names.
     *
     * @param host a name, an address, or an IPv6 address without brackets
     */
    record Another(String host, int port) implements Owner {
        /** As in a URI. */
        public String authority() {
            return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
        }
    }

    /** Not settled at this moment: instances come, go, or read state. */
    record Unsettled() implements Owner {}
}
