package io.tracelake.app.command;

import io.tracelake.broker.BrokerConfig;
import io.tracelake.broker.EmbeddedBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/** A broker that takes clients over TLS alone, with a certificate of its own making, and asks for user and password. */
final class SecuredKafka implements AutoCloseable {
    static final String PASSWORD = "s3cret-of-kafka";
    private static final String STORE_PASSWORD = "s3cret-of-store";
    private static final String USER = "tracelake";

    private final EmbeddedBroker broker;
    private final String bootstrapServers;
    private final Path trusted;

    private SecuredKafka(EmbeddedBroker broker, String bootstrapServers, Path trusted) {
        this.broker = broker;
        this.bootstrapServers = bootstrapServers;
        this.trusted = trusted;
    }

    static SecuredKafka start(Path directory) throws Exception {
        Path store = directory.resolve("broker.p12");
        Path trusted = directory.resolve("trusted.pem");
        keytool("-genkeypair -alias broker -keyalg EC -dname CN=localhost -ext san=ip:127.0.0.1 -validity 2", store);
        keytool("-exportcert -alias broker -rfc -file " + trusted, store);
        List<Integer> ports = freePorts();
        String clients = "127.0.0.1:" + ports.get(0);
        String internal = "127.0.0.1:" + ports.get(1);
        var broker = EmbeddedBroker.start(new BrokerConfig(
                directory.resolve("kafka"),
                BrokerConfig.LOOPBACK,
                0,
                ports.get(2),
                settings(clients, internal, ports.get(2), store)));
        try (var admin = Admin.create(Map.of("bootstrap.servers", internal))) {
            var scram = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(USER, scram, PASSWORD)))
                    .all()
                    .get();
        }
        return new SecuredKafka(broker, clients, trusted);
    }

    private static Map<String, String> settings(String clients, String internal, int controllerPort, Path store) {
        return Map.of(
                "listeners",
                "CLIENTS://" + clients + ",INTERNAL://" + internal + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners",
                "CLIENTS://" + clients + ",INTERNAL://" + internal,
                "listener.security.protocol.map",
                "CLIENTS:SASL_SSL,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name",
                "INTERNAL",
                "sasl.enabled.mechanisms",
                "SCRAM-SHA-512",
                "listener.name.clients.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;",
                "listener.name.clients.ssl.keystore.type",
                "PKCS12",
                "listener.name.clients.ssl.keystore.location",
                store.toString(),
                "listener.name.clients.ssl.keystore.password",
                STORE_PASSWORD,
                "listener.name.clients.ssl.key.password",
                STORE_PASSWORD);
    }

    private static void keytool(String arguments, Path store) throws IOException, InterruptedException {
        var command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments.split(" ")));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", STORE_PASSWORD));
        var process = new ProcessBuilder(command).inheritIO().start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException("keytool " + arguments);
        }
    }

    private static List<Integer> freePorts() throws IOException {
        try (var one = socket();
                var two = socket();
                var three = socket()) {
            return List.of(one.getLocalPort(), two.getLocalPort(), three.getLocalPort());
        }
    }

    private static ServerSocket socket() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    /** Lines of a configuration file. */
    String client(String password) {
        return lines(Map.of(
                "security.protocol", "SASL_SSL",
                "sasl.mechanism", "SCRAM-SHA-512",
                "sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                                .formatted(USER, password),
                "ssl.truststore.type", "PEM",
                "ssl.truststore.location", trusted.toString()));
    }

    /** The same, but that the broker's certificate isn't known. */
    String strangeClient() {
        return lines(Map.of(
                "security.protocol", "SASL_SSL",
                "sasl.mechanism", "SCRAM-SHA-512",
                "sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                                .formatted(USER, PASSWORD)));
    }

    private String lines(Map<String, String> properties) {
        var lines = new StringBuilder();
        var all = new LinkedHashMap<>(properties);
        all.put("bootstrap.servers", bootstrapServers);
        all.forEach((name, value) ->
                lines.append("kafka.").append(name).append(": '").append(value).append("'\n"));
        return lines.toString();
    }

    @Override
    public void close() {
        broker.close();
    }
}
