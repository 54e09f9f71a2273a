package io.tracelake.app.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.app.command.Shutdown;
import io.tracelake.app.command.TracelakeCommand;
import io.tracelake.app.config.IngestSettings.Payload;
import io.tracelake.sandbox.Sandbox;
import io.tracelake.sandbox.SandboxConfig;
import io.tracelake.sandbox.traffic.Behaviour;
import io.tracelake.testkit.KafkaCluster;
import io.tracelake.testkit.KafkaExtension;
import io.tracelake.testkit.LakeReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One lake is carried by the real line; each test looks at a copy of it, damaged in its own way. */
@ExtendWith(KafkaExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerificationTest {
    private static final Behaviour UNCHANGING = Behaviour.realistic()
            .withChanges(0, Duration.ofMinutes(1))
            .withDuplicateIds(0.05)
            .withMalformed(0.01);

    /** All of it older than the look-back. */
    private static final Duration SHORT = CarriedLake.LOOKBACK;

    /** All of it younger. */
    private static final Duration LONG = Duration.ofDays(10);

    private final StringWriter out = new StringWriter();
    private SandboxConfig service;
    private Sandbox sandbox;
    private CarriedLake original;
    private CarriedLake lake;

    @BeforeAll
    void carry(KafkaCluster kafka, @TempDir Path directory) throws InterruptedException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        service = SandboxConfig.fixed(
                        now.minus(Duration.ofDays(4)),
                        now.minus(Duration.ofDays(1)),
                        InstantSource.system(),
                        700,
                        250,
                        90)
                .withBehaviour(UNCHANGING);
        sandbox = Sandbox.start(service);
        original = CarriedLake.carry(directory.resolve("lake"), sandbox, kafka, Payload.FULL);
    }

    @AfterAll
    void stop() {
        sandbox.close();
    }

    @BeforeEach
    void copy(@TempDir Path directory) throws IOException {
        out.getBuffer().setLength(0);
        Path copy = directory.resolve("it's [a] lake");
        try (var files = Files.walk(original.path())) {
            for (var file : files.toList()) {
                Files.createDirectories(copy);
                if (!file.equals(original.path())) {
                    Files.copy(file, copy.resolve(original.path().relativize(file)));
                }
            }
        }
        lake = original.at(copy);
    }

    @Test
    void findsACompleteLakeSound() {
        var report = lake.verify(sandbox, true, SHORT);

        assertThat(report.sound(true)).isTrue();
        var held = LakeReader.query(
                        lake.path(),
                        "SELECT count(DISTINCT (project_id, trace_id)) AS traces FROM "
                                + LakeReader.scan("traces").replace("{lake}", quoted(original.path())))
                .getFirst();
        assertThat(report.total().lake()).isEqualTo(held.get("traces"));
        assertThat(report.total().service()).isEqualTo(report.total().lake()).isGreaterThan(900);
        assertThat(report.total().serviceCost())
                .isEqualByComparingTo(report.total().lakeCost())
                .isGreaterThan(BigDecimal.ZERO);
        assertThat(report.projects())
                .hasSize(3)
                .allSatisfy(project -> assertThat(project.days()).hasSizeBetween(3, 5));
        assertThat(report.projects())
                .anySatisfy(project -> assertThat(project.unreadable()).isPositive());
    }

    @Test
    void countsWhatARemovedFileHeldAsMissing() throws IOException {
        var file = aFile();
        long rows = rows(file);
        Files.delete(file);

        var report = lake.verify(sandbox, false, SHORT);

        assertThat(report.sound(false)).isFalse();
        // Of a trace with revisions in two files the other one is left.
        assertThat(report.total().missing()).isPositive();
        assertThat(report.total().missing() + report.total().stale()).isLessThanOrEqualTo(rows);
        assertThat(report.total().costDifference()).isNegative();
        var day = report.projects().stream()
                .flatMap(project -> project.days().entrySet().stream())
                .filter(entry -> entry.getValue().missing() > 0)
                .map(entry -> entry.getKey())
                .distinct();
        assertThat(day).containsExactly(dayOf(file));
    }

    @Test
    void countsWhatACopiedFileHoldsAsDoubled() throws IOException {
        var file = aFile();
        Files.copy(file, file.resolveSibling("copy.parquet"));

        var report = lake.verify(sandbox, false, SHORT);

        assertThat(report.sound(false)).isFalse();
        assertThat(report.total()).isEqualTo(lakeTotal().plus(Figures.doubled(rows(file))));
    }

    @Test
    void countsACopyOnAnotherDayAsDoubled() throws IOException {
        var file = aFile();
        var other = lake.path().resolve("traces/date=" + dayOf(file).minusDays(1));
        Files.createDirectories(other);
        Files.copy(file, other.resolve("copy.parquet"));

        assertThat(lake.verify(sandbox, false, SHORT).total().doubled()).isEqualTo(rows(file));
    }

    @Test
    void doesNotSeeStagedFiles() throws IOException {
        var staging = Files.createDirectories(lake.path().resolve("_staging/traces/date=" + dayOf(aFile())));
        Files.copy(aFile(), staging.resolve("staged.parquet"));
        Files.writeString(staging.resolve("torn.parquet"), "PAR1");

        assertThat(lake.verify(sandbox, true, SHORT).sound(true)).isTrue();
    }

    @Test
    void countsAChangeAsStaleOnceTheLookbackIsOver() {
        try (var changed = Sandbox.start(service.withBehaviour(UNCHANGING.withChanges(0.5, Duration.ofMinutes(1))))) {
            var report = lake.verify(changed, false, SHORT);

            assertThat(report.sound(false)).isFalse();
            assertThat(report.total().stale()).isGreaterThan(100);
            assertThat(report.total().pending()).isZero();
            assertThat(report.total().missing()).isZero();
        }
    }

    @Test
    void countsAChangeAsPendingWhileTheLookbackWillSeeIt() {
        try (var changed = Sandbox.start(service.withBehaviour(UNCHANGING.withChanges(0.5, Duration.ofMinutes(1))))) {
            var report = lake.verify(changed, false, LONG);

            assertThat(report.total().pending()).isGreaterThan(100);
            assertThat(report.total().stale()).isZero();
            assertThat(report.sound(false)).isTrue();
            assertThat(report.sound(true)).isFalse();
            assertThat(ReportTable.of(report, false))
                    .anyMatch(line -> line.startsWith("pending: ") && line.contains("ingest.lookback"));
        }
    }

    @Test
    void countsWhatTheServiceNoLongerShowsAsGone() {
        Instant earlier = service.liveFrom().minus(Duration.ofDays(1));
        try (var before = Sandbox.start(service.withClock(InstantSource.fixed(earlier)))) {
            var total = lake.verify(before, true, SHORT).total();

            assertThat(total.gone()).isGreaterThan(200).isEqualTo(total.lake() - total.service());
            assertThat(total.missing()).isZero();
        }
    }

    @Test
    void endsWithTheVerdictAndPrintsOneJsonObject() throws IOException {
        assertThat(command("--json")).isEqualTo(0);
        assertThat(out.toString())
                .hasLineCount(1)
                .contains("\"sound\":true", "\"missing\":0", "\"cost_difference\":\"0\"");

        Files.delete(aFile());

        assertThat(command()).isEqualTo(1);
        assertThat(out.toString()).containsPattern("FAILED: \\d+ missing, 0 doubled");
        assertThat(command("--days", "0")).isEqualTo(2);
        assertThat(command("--days", "1", "--from", "2026-03-01T00:00:00Z")).isEqualTo(2);
        assertThat(command("--from", "yesterday")).isEqualTo(2);
    }

    @Test
    void reportsAProjectThatCannotBeReadAndVerifiesTheOthers() {
        var refused = sandbox.projects().getFirst();
        sandbox.faults().revokeKey(refused.id());
        try {
            var report = lake.verify(sandbox, false, SHORT);

            assertThat(report.sound(false)).isFalse();
            assertThat(report.projects())
                    .extracting(project -> project.sound(false))
                    .containsExactly(false, true, true);
            assertThat(report.projects().getFirst().failure()).contains("401").doesNotContain(refused.secretKey());
            assertThat(ReportTable.of(report, false)).anyMatch(line -> line.contains(refused.id() + ": "));
        } finally {
            sandbox.faults().clear();
        }
    }

    @Test
    void verifiesOnlyTheProjectsNamed() {
        var named = sandbox.projects().getLast().id();
        var report = lake.verify(sandbox, false, SHORT, List.of(named, "nobody"));

        assertThat(report.projects()).extracting(ProjectReport::id).containsExactly(named, "nobody");
        assertThat(report.projects()).extracting(project -> project.sound(true)).containsExactly(true, false);
    }

    @Test
    void takesALakeWithoutFilesForOneThatMissesEverything(@TempDir Path nothing) {
        var report = original.at(nothing.resolve("no-lake")).verify(sandbox, false, SHORT);

        assertThat(report.total().missing()).isEqualTo(report.total().service()).isPositive();
    }

    @Test
    void saysThatADamagedFileCannotBeRead() throws IOException {
        Files.writeString(aFile(), "no Parquet");

        var report = lake.verify(sandbox, false, SHORT);

        assertThat(report.sound(false)).isFalse();
        assertThat(report.projects())
                .allSatisfy(project ->
                        assertThat(project.failure()).startsWith("lake.path: ").hasLineCount(1));
    }

    private int command(String... more) throws IOException {
        var file = Files.writeString(lake.path().resolveSibling("tracelake.yml"), """
                analytics.base-url: %s
                organizations: {base-url: %s, organization-id: %s, api-key: %s, token: %s}
                lake.path: "%s"
                """.formatted(
                        sandbox.analyticsUri(),
                        sandbox.organizationsUri(),
                        sandbox.organizationId(),
                        sandbox.apiKey(),
                        sandbox.token(),
                        lake.path()));
        var arguments = new ArrayList<>(List.of("verify", "--config", file.toString()));
        arguments.addAll(List.of(more));
        return TracelakeCommand.of(Shutdown.install(Duration.ofSeconds(1)))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(Writer.nullWriter()))
                .execute(arguments.toArray(String[]::new));
    }

    private Figures lakeTotal() {
        return original.verify(sandbox, false, SHORT).total();
    }

    /** The largest: it holds traces, and not only revisions that others replace. */
    private Path aFile() throws IOException {
        Path largest = null;
        for (var file : LakeReader.files(lake.path(), "traces")) {
            if (largest == null || Files.size(file) > Files.size(largest)) {
                largest = file;
            }
        }
        assertThat(largest).isNotNull();
        return largest;
    }

    private static long rows(Path file) {
        String bracketed = quoted(file).replaceAll("[\\[*?]", "[$0]");
        var row = LakeReader.query(file, "SELECT count(*) AS n FROM read_parquet('" + bracketed + "')")
                .getFirst();
        return Long.parseLong(String.valueOf(row.get("n")));
    }

    private static String quoted(Path path) {
        return path.toString().replace("'", "''");
    }

    private LocalDate dayOf(Path file) {
        String partition =
                lake.path().resolve("traces").relativize(file).getName(0).toString();
        return LocalDate.parse(partition.substring("date=".length()));
    }
}
