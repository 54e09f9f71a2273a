package io.tracelake.app.command;

import io.tracelake.app.config.ConfigurationException;
import io.tracelake.app.config.Sizes;
import io.tracelake.app.config.YamlText;
import io.tracelake.sandbox.Faults;
import io.tracelake.sandbox.fault.Fault;
import io.tracelake.sandbox.fault.FaultRule;
import io.tracelake.sandbox.fault.FaultText;
import io.tracelake.sandbox.limit.Bucket;
import io.tracelake.sandbox.limit.Limit;
import io.tracelake.sandbox.limit.RateLimits;
import io.tracelake.sandbox.traffic.Behaviour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What makes the sandbox a hard service to read. */
final class FaultOptions {
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?)\\s*%");
    private static final double HUNDRED = 100;

    @Option(
            names = "--limit",
            paramLabel = "BUCKET=REQUESTS/TIME",
            description = "Requests that the analytics service serves in a fixed window, less one: traces=100/1m,"
                    + " daily-metrics=200/1d (default: any number)")
    private Map<String, String> limits = Map.of();

    @Option(names = "--plain-limits", description = "Refuse in plain text without headers, as older servers do")
    private boolean plainLimits;

    @Option(
            names = "--faults",
            paramLabel = "SHARE|FILE",
            description = "Random faults on this share of the requests, 20%% for instance, or those listed in a YAML or"
                    + " JSON file (default: none)")
    private @Nullable String faults;

    @Option(
            names = "--fault-seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "Draws other faults (default: ${DEFAULT-VALUE})")
    private long faultSeed;

    @Option(
            names = "--poison",
            paramLabel = "SHARE",
            description = "Share of the traces that no client can read, 0.5%% for instance (default: none)")
    private @Nullable String poison;

    @Option(
            names = "--payload-bytes",
            paramLabel = "SIZE",
            description = "Size of each trace's input and output together, 5MB for instance (default: a few KB)")
    private @Nullable String payloadBytes;

    @Option(
            names = "--response-limit",
            paramLabel = "SIZE",
            description = "Refuse answers of more than this with status 422 (default: none)")
    private @Nullable String responseLimit;

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
    private CommandSpec spec;

    RateLimits limits() {
        RateLimits all = plainLimits ? RateLimits.none().withPlainText() : RateLimits.none();
        for (Map.Entry<String, String> entry : limits.entrySet()) {
            Bucket bucket = Bucket.of(entry.getKey())
                    .orElseThrow(() -> refused("--limit: there is traces and daily-metrics, not " + entry.getKey()));
            try {
                all = all.with(bucket, Limit.parse(entry.getValue()));
            } catch (IllegalArgumentException e) {
                throw refused("--limit: " + entry.getKey() + " " + e.getMessage());
            }
        }
        return all;
    }

    Behaviour behaviour(Behaviour usual) {
        Behaviour changed = poison == null ? usual : usual.withPoison(share("--poison", poison));
        return payloadBytes == null ? changed : changed.withPayloadBytes(size("--payload-bytes", payloadBytes));
    }

    /** All rules, the response limit first. */
    List<FaultRule> rules() {
        List<FaultRule> rules = new ArrayList<>();
        if (responseLimit != null) {
            rules.add(FaultRule.of(Fault.RESPONSE_TOO_LARGE).largerThan(size("--response-limit", responseLimit)));
        }
        if (faults != null) {
            rules.addAll(rules(faults));
        }
        return rules;
    }

    private List<FaultRule> rules(String faults) {
        if (PERCENT.matcher(faults).matches()) {
            return List.of(FaultRule.random(share("--faults", faults)));
        }
        try {
            return FaultText.rules(YamlText.parse(Files.readString(Path.of(faults)), faults));
        } catch (IOException e) {
            throw refused("--faults: can't read " + faults + ", and it is no share such as 20%");
        } catch (ConfigurationException | IllegalArgumentException e) {
            throw refused("--faults: " + e.getMessage());
        }
    }

    void order(Faults sandbox, List<FaultRule> rules) {
        long seed = faultSeed;
        for (FaultRule rule : rules) {
            sandbox.add(rule, seed++);
        }
    }

    private double share(String option, String text) {
        Matcher matcher = PERCENT.matcher(text);
        double share = matcher.matches() ? Double.parseDouble(matcher.group(1)) / HUNDRED : -1;
        if (share < 0 || share > 1) {
            throw refused(option + " must be a share such as 20%: " + text);
        }
        return share;
    }

    private long size(String option, String text) {
        try {
            return Sizes.parse(text);
        } catch (IllegalArgumentException e) {
            throw refused(option + " " + e.getMessage() + ": " + text);
        }
    }

    private ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
