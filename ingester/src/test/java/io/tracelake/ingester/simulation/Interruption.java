package io.tracelake.ingester.simulation;

import io.tracelake.client.KeyPair;
import io.tracelake.client.Secret;
import io.tracelake.client.analytics.AnalyticsClient;
import io.tracelake.client.http.CallInterruptedException;
import io.tracelake.client.http.HttpLimits;
import io.tracelake.client.http.HttpService;
import java.net.URI;
import java.time.InstantSource;
import java.util.SplittableRandom;

/** A call during which the process is told to stop. */
public final class Interruption {
    private Interruption() {}

    /** What such a call throws; the interrupt flag is left clear for the test. */
    public static CallInterruptedException exception() {
        var http = new HttpService(HttpLimits.defaults(), new SplittableRandom(1), InstantSource.system(), pause -> {
            throw new InterruptedException();
        });
        try (var nobody = new AnalyticsClient(URI.create("http://127.0.0.1:1"), http)) {
            nobody.ownProject(new KeyPair("pk", Secret.of("sk")));
            throw new AssertionError("somebody answered");
        } catch (CallInterruptedException interrupted) {
            Thread.interrupted();
            return interrupted;
        }
    }
}
