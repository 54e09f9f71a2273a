package io.tracelake.system.cluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The way of one instance to all brokers. Brokers tell their clients where they are to be reached, so each lane has a
 * listener of its own at every broker, which advertises the wire's entrance.
 *
 * @param name of the listener
 * @param entrances one for each broker
 * @param exits where the brokers listen
 */
record Lane(String name, List<Integer> entrances, List<Integer> exits, List<Wire> wires) implements AutoCloseable {

    static Lane open(String name, int brokers, Ports ports) {
        var entrances = new ArrayList<Integer>();
        var exits = new ArrayList<Integer>();
        var wires = new ArrayList<Wire>();
        for (int broker = 0; broker < brokers; broker++) {
            entrances.add(ports.next());
            exits.add(ports.next());
            wires.add(Wire.open(entrances.getLast(), exits.getLast()));
        }
        return new Lane(name, entrances, exits, wires);
    }

    String bootstrapServers() {
        return String.join(
                ",", entrances.stream().map(port -> "127.0.0.1:" + port).toList());
    }

    void cut() {
        wires.forEach(Wire::cut);
    }

    void stall() {
        wires.forEach(Wire::stall);
    }

    void mend() {
        wires.forEach(Wire::mend);
    }

    @Override
    public void close() throws IOException {
        for (Wire wire : wires) {
            wire.close();
        }
    }
}
