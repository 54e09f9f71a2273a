package io.tracelake.app.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.app.config.IngestSettings.Payload;
import io.tracelake.sandbox.Sandbox;
import io.tracelake.sandbox.SandboxConfig;
import io.tracelake.testkit.KafkaCluster;
import io.tracelake.testkit.KafkaExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(KafkaExtension.class)
class PayloadTest {
    @TempDir
    Path directory;

    @ParameterizedTest(name = "ingest.payload: {0}")
    @EnumSource(names = {"HASH", "NONE"})
    void comparesInputAndOutputAsTheyAreCarried(Payload payload, KafkaCluster kafka) throws InterruptedException {
        Instant end = Instant.now().minus(Duration.ofDays(1));
        try (var sandbox =
                Sandbox.start(SandboxConfig.fixed(end.minus(Duration.ofHours(5)), end, InstantSource.system(), 50))) {
            var lake = CarriedLake.carry(directory.resolve("lake"), sandbox, kafka, payload);

            var asIfFull = new CarriedLake(lake.path(), lake.window(), Payload.FULL);
            assertThat(asIfFull.verify(sandbox, false, CarriedLake.LOOKBACK)
                            .total()
                            .stale())
                    .isEqualTo(50);
        }
    }
}
