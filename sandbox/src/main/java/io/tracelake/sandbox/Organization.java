package io.tracelake.sandbox;

import io.tracelake.sandbox.traffic.DailyTotals;
import io.tracelake.sandbox.traffic.Plan;
import io.tracelake.sandbox.traffic.TraceStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** The one organisation that both services know: its credentials and projects, all made from the seed. */
public final class Organization {
    private static final List<String> NAMES = List.of(
            "Support Assistant", "Search Answers", "Reply Drafts", "Ticket Triage", "Contract Reader", "Data Agent");

    private final String id;
    private final String apiKey;
    private final String token;
    private final List<Member> members;
    private final SandboxConfig config;

    Organization(SandboxConfig config) {
        SplittableRandom random = new SplittableRandom(config.seed());
        this.config = config;
        this.id = "org-" + hex(random, 1);
        this.apiKey = "ak-" + hex(random, 2);
        this.token = "sandbox." + hex(random, 2) + "." + hex(random, 2);
        double weights =
                config.historyTraces().stream().mapToLong(Long::longValue).sum();
        List<Member> drawn = new ArrayList<>();
        for (int n = 0; n < config.historyTraces().size(); n++) {
            String name = n < NAMES.size() ? NAMES.get(n) : "Project " + (n + 1);
            SandboxProject project = new SandboxProject(
                    "proj-" + hex(random, 1), name, "pk-lf-" + hex(random, 2), "sk-lf-" + hex(random, 2));
            long traces = config.historyTraces().get(n);
            drawn.add(Member.of(project, config, n, traces, config.tracesPerSecond() * traces / weights));
        }
        this.members = List.copyOf(drawn);
    }

    public String id() {
        return id;
    }

    public String name() {
        return "Sandbox";
    }

    public String apiKey() {
        return apiKey;
    }

    public String token() {
        return token;
    }

    public Instant createdAt() {
        return config.historyFrom();
    }

    /** Now, by the sandbox's clock. */
    public Instant now() {
        return config.clock().instant();
    }

    public List<SandboxProject> projects() {
        return members.stream().map(Member::project).toList();
    }

    public Optional<Member> bySecret(String secretKey) {
        return only(
                members.stream().filter(member -> member.project().secretKey().equals(secretKey)));
    }

    public Optional<Member> byPublicKey(String publicKey) {
        return only(
                members.stream().filter(member -> member.project().publicKey().equals(publicKey)));
    }

    public Optional<SandboxProject> byId(String projectId) {
        return projects().stream()
                .filter(project -> project.id().equals(projectId))
                .findFirst();
    }

    private static Optional<Member> only(Stream<Member> found) {
        return found.findFirst();
    }

    private static String hex(SplittableRandom random, int words) {
        StringBuilder text = new StringBuilder();
        for (int n = 0; n < words; n++) {
            text.append(HexFormat.of().toHexDigits(random.nextLong()));
        }
        return text.toString();
    }

    /** A project with its traces. */
    public record Member(SandboxProject project, TraceStream traces, DailyTotals dailyTotals) {
        static Member of(SandboxProject project, SandboxConfig config, int number, long history, double rate) {
            TraceStream traces = new TraceStream(new Plan(
                    Plan.key(config.seed(), number),
                    config.historyFrom(),
                    config.liveFrom(),
                    history,
                    rate,
                    config.behaviour()));
            return new Member(project, traces, new DailyTotals(traces));
        }
    }
}
