package io.tracelake.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracelake.sandbox.fault.Fault;
import io.tracelake.sandbox.fault.FaultRule;
import io.tracelake.sandbox.limit.Bucket;
import io.tracelake.sandbox.limit.RateLimits;
import io.tracelake.sandbox.traffic.Behaviour;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class FaultOptionsTest {
    @TempDir
    Path directory;

    @Test
    void leavesTheServiceAsItIsByDefault() {
        FaultOptions options = options();
        assertThat(options.rules()).isEmpty();
        assertThat(options.limits()).isEqualTo(RateLimits.none());
        assertThat(options.behaviour(Behaviour.calm())).isEqualTo(Behaviour.calm());
    }

    @Test
    void takesLimitsPoisonSizesAndAShare() {
        FaultOptions options = options(
                "--limit=traces=100/1m",
                "--limit=daily-metrics=200/1d",
                "--plain-limits",
                "--poison=0.5%",
                "--payload-bytes=5MB",
                "--response-limit=4MB",
                "--faults=20%");
        assertThat(options.limits())
                .isEqualTo(RateLimits.none()
                        .with(Bucket.TRACES, 100, Duration.ofMinutes(1))
                        .with(Bucket.DAILY_METRICS, 200, Duration.ofDays(1))
                        .withPlainText());
        assertThat(options.behaviour(Behaviour.calm()))
                .isEqualTo(Behaviour.calm().withPoison(0.005).withPayloadBytes(5_000_000));
        assertThat(options.rules())
                .containsExactly(FaultRule.of(Fault.RESPONSE_TOO_LARGE).largerThan(4_000_000), FaultRule.random(0.2));
    }

    @Test
    void readsFaultsFromYamlAndFromJson() throws Exception {
        Path yaml = directory.resolve("faults.yml");
        Files.writeString(yaml, """
                # calm at first
                - {fault: query-timeout, endpoint: /traces, longer-than: 1h, after: 1m, for: 10m}
                - fault: random
                  share: 0.25
                  with-io: true
                """);
        Path json = directory.resolve("faults.json");
        Files.writeString(json, """
                [{"fault": "query-timeout", "endpoint": "/traces", "longer-than": "1h", "after": "1m", "for": "10m"},
                 {"fault": "random", "share": 0.25, "with-io": true}]
                """);
        assertThat(options("--faults=" + yaml).rules())
                .isEqualTo(options("--faults=" + json).rules())
                .containsExactly(
                        FaultRule.of(Fault.QUERY_TIMEOUT)
                                .at("/traces")
                                .longerThan(Duration.ofHours(1))
                                .after(Duration.ofMinutes(1))
                                .lasting(Duration.ofMinutes(10)),
                        FaultRule.random(0.25).onlyWithIo());
    }

    @Test
    void saysWhichFaultOfAFileIsWrong() throws Exception {
        Path file = Files.writeString(directory.resolve("faults.yml"), "- fault: stall\n- fault: flood\n");
        assertThatThrownBy(() -> options("--faults=" + file).rules())
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("fault 2: /fault must be random or one of rate-limited,");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "--limit=scores=1/1m; --limit: there is traces and daily-metrics, not scores",
                "--limit=traces=many; --limit: traces must be a limit such as 100/1m",
                "--poison=half; --poison must be a share such as 20%: half",
                "--faults=120%; --faults must be a share such as 20%: 120%",
                "--faults=nowhere.yml; --faults: can't read nowhere.yml, and it is no share such as 20%",
                "--payload-bytes=big; --payload-bytes must be a size such as 128 MiB"
            })
    void refusesWhatItCannotTake(String argument, String message) {
        FaultOptions options = options(argument);
        assertThatThrownBy(() -> {
                    options.limits();
                    options.rules();
                    options.behaviour(Behaviour.calm());
                })
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining(message);
    }

    private static FaultOptions options(String... arguments) {
        var holder = new Holder();
        new CommandLine(holder).parseArgs(arguments);
        return holder.faults;
    }

    @Command
    private static final class Holder {
        @Mixin
        private final FaultOptions faults = new FaultOptions();
    }
}
