package io.tracelake.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.sandbox.Sandbox;
import io.tracelake.sandbox.SandboxConfig;
import io.tracelake.sandbox.SandboxProject;
import io.tracelake.schemas.Topics;
import io.tracelake.testkit.KafkaCluster;
import io.tracelake.testkit.KafkaExtension;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class CheckCommandTest {
    @TempDir
    Path data;

    private final StringWriter out = new StringWriter();
    private KafkaCluster kafka;
    private Sandbox sandbox;

    @BeforeEach
    void start(KafkaCluster share) {
        kafka = share;
        Instant now = Instant.now();
        sandbox = Sandbox.start(
                SandboxConfig.fixed(now.minus(Duration.ofDays(1)), now, InstantSource.system(), 30, 20, 10));
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void findsNothingWrongAndChangesNothing() throws Exception {
        assertThat(check(sandbox.projects())).as("%s", out).isEqualTo(ExitStatus.OK);

        assertThat(out.toString())
                .contains(
                        "cluster ",
                        "brokers ",
                        "will be created: " + kafka.config().topic(Topics.PROJECTS));
        assertThat(lines("FAILED")).isEmpty();
        assertThat(data.resolve("lake")).doesNotExist();
        try (var admin = kafka.admin()) {
            assertThat(admin.listTopics().names().get())
                    .noneMatch(topic -> topic.startsWith(kafka.config().topicPrefix()));
        }
    }

    @Test
    void namesTheOneProjectWhoseSecretIsWrong() throws IOException {
        var projects = sandbox.projects();
        var wrong = projects.get(1);
        var mistyped = new SandboxProject(wrong.id(), wrong.name(), wrong.publicKey(), "sk-lf-mistyped");

        assertThat(check(List.of(projects.get(0), mistyped, projects.get(2)))).isEqualTo(ExitStatus.FAILURE);

        assertThat(lines("FAILED")).singleElement().asString().contains(wrong.name(), wrong.id(), "401");
        assertThat(lines("project ")).hasSize(3);
        assertThat(out.toString()).doesNotContain("sk-lf-");
    }

    @Test
    void saysWhichProjectAMixedUpPairOpens() throws IOException {
        var projects = sandbox.projects();
        var one = projects.get(0);
        var other = projects.get(1);
        var mixedUp = new SandboxProject(one.id(), one.name(), one.publicKey(), other.secretKey());

        assertThat(check(List.of(mixedUp, other))).isEqualTo(ExitStatus.FAILURE);

        assertThat(lines("FAILED"))
                .singleElement()
                .asString()
                .contains(one.name(), "its key pair opens project " + other.id());
    }

    @Test
    void refusesATopicThatWouldForget() throws Exception {
        String name = kafka.config().topic(Topics.INGEST_STATE);
        try (var admin = kafka.admin()) {
            admin.createTopics(List.of(new NewTopic(name, Optional.of(1), Optional.empty())
                            .configs(Map.of("cleanup.policy", "delete"))))
                    .all()
                    .get();
        }

        assertThat(check(sandbox.projects())).isEqualTo(ExitStatus.FAILURE);

        assertThat(lines("FAILED")).singleElement().asString().contains(name, "cleanup.policy is 'delete'");
    }

    @Test
    void namesTheSettingOfALakeThatIsAFile() throws IOException {
        Files.writeString(data.resolve("lake"), "");

        assertThat(check(sandbox.projects())).isEqualTo(ExitStatus.FAILURE);

        assertThat(lines("FAILED")).anyMatch(line -> line.startsWith("lake") && line.contains("lake.path"));
    }

    @Test
    void tellsOneLineForEachThingThatIsAway() throws IOException {
        var projects = sandbox.projects();
        sandbox.close();

        assertThat(check(projects)).isEqualTo(ExitStatus.FAILURE);

        assertThat(lines("FAILED")).hasSize(4).allMatch(line -> line.contains("analytics"));
    }

    @Test
    void failsInOneLineIfTheConfigurationDoesNotLoad() throws IOException {
        var file = Files.writeString(data.resolve("tracelake.yml"), "lake: {roll-intervall: 3s}");

        assertThat(run("check", "--config", file.toString())).isEqualTo(ExitStatus.FAILURE);

        assertThat(lines("FAILED")).singleElement().asString().contains("configuration", "lake.roll-intervall");
    }

    @Test
    void printsOneJsonObject() throws IOException {
        assertThat(check(sandbox.projects(), "--json")).isEqualTo(ExitStatus.OK);
        assertThat(out.toString())
                .hasLineCount(1)
                .startsWith("{\"ok\":true,\"checks\":[{\"check\":\"configuration\",\"name\":\"\",\"ok\":true,");
    }

    private int check(List<SandboxProject> projects, String... more) throws IOException {
        String listed = projects.stream()
                .map(project -> "  - {id: %s, name: %s, public-key: %s, secret-key: %s}"
                        .formatted(project.id(), project.name(), project.publicKey(), project.secretKey()))
                .collect(Collectors.joining("\n"));
        var file = Files.writeString(data.resolve("tracelake.yml"), """
                analytics.base-url: %s
                kafka.bootstrap.servers: %s
                topics.prefix: %s
                data: %s
                projects:
                %s
                """.formatted(
                sandbox.analyticsUri(), kafka.bootstrapServers(), kafka.config().topicPrefix(), data, listed));
        var arguments = new ArrayList<>(List.of("check", "--config", file.toString()));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private int run(String... arguments) {
        return TracelakeCommand.of(Shutdown.install(Duration.ofSeconds(1)))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .execute(arguments);
    }

    private List<String> lines(String part) {
        return out.toString().lines().filter(line -> line.contains(part)).toList();
    }
}
