package io.tracelake.app.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.tracelake.app.command.Shutdown;
import io.tracelake.app.command.TracelakeCommand;
import io.tracelake.app.config.Mode;
import io.tracelake.app.config.Settings;
import io.tracelake.app.deployment.ComposeFile.Service;
import io.tracelake.sandbox.Sandbox;
import io.tracelake.sandbox.SandboxConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kafka.server.KafkaConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the Compose files against the program; no engine is needed. */
class ComposeFileTest {
    private static final String SANDBOX = "docker-compose.yml";
    private static final String SERVICE = "docker-compose.service.yml";
    private static final Pattern SETTING = Pattern.compile("(?m)^\\| `[a-z.<> -]+` \\| `([A-Z_]+)`");

    /** For the scripts of Kafka's image, not for the broker. */
    private static final Set<String> OF_THE_KAFKA_IMAGE = Set.of("CLUSTER_ID", "KAFKA_HEAP_OPTS");

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {SANDBOX, SERVICE})
    void setsNothingThatIsNoSetting(String name) throws Exception {
        var known = SETTING.matcher(Files.readString(Path.of("..", "docs", "configuration.md")))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toSet());
        for (var service : ours(name)) {
            var environment = service.environment();
            assertThat(environment.keySet())
                    .as(service.name())
                    .allMatch(variable -> known.contains(variable) || variable.startsWith("KAFKA_"));
            assertThatCode(() -> Settings.load(null, environment, Mode.ROLE))
                    .as(service.name())
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {SANDBOX, SERVICE})
    void runsCommandsThatExist(String name) {
        var commandLine = TracelakeCommand.of(Shutdown.install(Duration.ofSeconds(1)));
        for (var service : ours(name)) {
            commandLine.parseArgs(service.texts("command").toArray(String[]::new));
            if (!service.healthCheck().isEmpty()) {
                commandLine.parseArgs(Dockerfile.arguments(service.healthCheck()));
            }
        }
        assertThat(ours(name))
                .extracting(service -> service.texts("command").getFirst())
                .contains("ingester", "streams", "sink", "status");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {SANDBOX, SERVICE})
    void pinsEveryImageToTheVersionThatTheBuildUses(String name) throws Exception {
        var pom = Files.readString(Path.of("..", "pom.xml"));
        for (var service : ComposeFile.of(name).services().values()) {
            assertThat(service.image())
                    .as(service.name())
                    .isIn(
                            "tracelake:" + between(pom, "<version>", "</version>"),
                            "apache/kafka:" + between(pom, "<kafka.version>", "</kafka.version>"));
        }
    }

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin) + begin.length();
        return text.substring(from, text.indexOf(end, from));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {SANDBOX, SERVICE})
    void startsEachServiceOnceWhatItNeedsIsHealthy(String name) {
        var file = ComposeFile.of(name);
        var services = file.services();
        for (var service : services.values()) {
            service.map("depends_on").forEach((needed, _) -> {
                assertThat(services).as(service.name()).containsKey(needed);
                assertThat(service.map("depends_on", needed)).containsEntry("condition", "service_healthy");
                assertThat(file.service(needed).healthCheck()).as(needed).isNotEmpty();
            });
        }
        for (String role : List.of("ingester", "streams", "sink")) {
            assertThat(file.service(role).map("depends_on")).containsKeys("kafka-1", "kafka-2", "kafka-3");
            assertThat(file.service(role).healthCheck()).as("the image's own").isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {SANDBOX, SERVICE})
    void publishesNothingBeyondThisMachineAndNoPortTwice(String name) {
        var published = new HashSet<String>();
        for (var service : ComposeFile.of(name).services().values()) {
            for (String port : service.texts("ports")) {
                assertThat(port).startsWith("127.0.0.1:");
                assertThat(published.add(port.substring(0, port.lastIndexOf(':'))))
                        .as(port)
                        .isTrue();
            }
        }
        assertThat(published).hasSize(name.equals(SANDBOX) ? 1 : 0);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {SANDBOX, SERVICE})
    void runsTwoOfEachRoleAndAsManyAsAreAskedFor(String name) {
        for (String role : List.of("ingester", "streams", "sink")) {
            Service service = ComposeFile.of(name).service(role);
            assertThat(service.isScaled()).as(role).isTrue();
            assertThat(service.content()).as(role).doesNotContainKeys("container_name", "hostname", "ports");
        }
        assertThat(ComposeFile.of(name).service("streams").texts("volumes"))
                .as("each instance has state of its own")
                .containsExactly("/data");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {SANDBOX, SERVICE})
    void declaresTheVolumesThatAreUsedAndNoOther(String name) {
        var file = ComposeFile.of(name);
        var used = new HashSet<String>();
        for (var service : file.services().values()) {
            service.texts("volumes").stream()
                    .filter(volume -> volume.contains(":"))
                    .forEach(volume -> used.add(volume.substring(0, volume.indexOf(':'))));
        }
        assertThat(file.volumes().keySet()).isEqualTo(used);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {SANDBOX, SERVICE})
    void boundsEveryServiceAndLetsOursWriteOnlyWhereTheyMust(String name) {
        for (var service : ComposeFile.of(name).services().values()) {
            assertThat(service.map("deploy", "resources", "limits"))
                    .as(service.name())
                    .containsKeys("cpus", "memory");
            if (service.isOurs()) {
                assertThat(service.content()).as(service.name()).containsEntry("read_only", true);
                assertThat(service.texts("tmpfs"))
                        .as("native libraries run from /tmp")
                        .allMatch(mount -> mount.startsWith("/tmp:exec,"))
                        .hasSize(1);
                // The program gives its parts ten seconds.
                assertThat(service.content()).containsEntry("stop_grace_period", "30s");
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {SANDBOX, SERVICE})
    void givesKafkaACompleteConfigurationOfThreeNodes(String name) {
        var nodes = new ArrayList<KafkaConfig>();
        for (var service : ComposeFile.of(name).services().values()) {
            if (!service.isOurs()) {
                nodes.add(broker(service));
            }
        }
        assertThat(nodes).extracting(KafkaConfig::nodeId).containsExactlyInAnyOrder(1, 2, 3);
        for (var node : nodes) {
            assertThat(node.quorumConfig().voters()).hasSize(3).allMatch(voter -> voter.contains("@kafka-"));
            assertThat(node.getInt("default.replication.factor")).isEqualTo(3);
            assertThat(node.getInt("min.insync.replicas")).isEqualTo(2);
            assertThat(node.getShort("offsets.topic.replication.factor")).isEqualTo((short) 3);
            assertThat(node.getShort("transaction.state.log.replication.factor"))
                    .isEqualTo((short) 3);
            assertThat(node.getInt("transaction.state.log.min.isr")).isEqualTo(2);
        }
    }

    /** As Kafka itself reads it: a name that it doesn't know is refused here, as it would be ignored there. */
    private static KafkaConfig broker(Service service) {
        var properties = new Properties();
        service.environment().forEach((variable, value) -> {
            if (!OF_THE_KAFKA_IMAGE.contains(variable)) {
                assertThat(variable).startsWith("KAFKA_");
                var property = variable.substring("KAFKA_".length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '.');
                assertThat(KafkaConfig.configNames().contains(property))
                        .as(property)
                        .isTrue();
                properties.put(property, value);
            }
        });
        return KafkaConfig.fromProps(properties);
    }

    @Test
    void knowsWhatOpensTheSandbox() {
        var environment = ComposeFile.of(SANDBOX).service("ingester").environment();
        var config =
                SandboxConfig.defaults(Instant.now(), InstantSource.system()).withAddress("127.0.0.1", 0);
        try (var sandbox = Sandbox.start(config)) {
            assertThat(environment)
                    .containsAllEntriesOf(Map.of(
                            "ORGANIZATION_ID", sandbox.organizationId(),
                            "ORGANIZATIONS_API_KEY", sandbox.apiKey(),
                            "ORGANIZATIONS_TOKEN", sandbox.token(),
                            "ORGANIZATIONS_API_BASE_URL",
                                    "http://sandbox:3000"
                                            + sandbox.organizationsUri().getPath()));
        }
    }

    @Test
    void keepsSecretsOfARealServiceInAFileThatIsNoPartOfTheSources() throws Exception {
        for (var service : ours(SERVICE)) {
            assertThat(service.texts("env_file")).containsExactly("service.env");
            assertThat(service.environment().keySet())
                    .as(service.name())
                    .noneMatch(variable -> variable.contains("ORGANIZATION") || variable.contains("PROJECTS"));
        }
        assertThat(Files.readAllLines(Path.of("..", ".gitignore"))).contains("/service.env");
    }

    private static List<Service> ours(String name) {
        return ComposeFile.of(name).services().values().stream()
                .filter(Service::isOurs)
                .toList();
    }
}
