package io.tracelake.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.sandbox.Application.Answer;
import io.tracelake.sandbox.fault.Fault;
import io.tracelake.sandbox.fault.FaultRule;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdminTest {
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.defaults(InstantSource.system()));
    private final Caller caller = Caller.of(sandbox);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void takesAFaultShowsHowOftenItStruckAndTakesItBack() {
        Answer added = call(
                "POST",
                "/faults",
                "{\"fault\":\"query-timeout\",\"endpoint\":\"/traces\",\"times\":2,\"longer-than\":\"1h\"}");
        assertThat(added.status()).isEqualTo(201);
        int id = added.json().get("id").asInt();
        for (int n = 0; n < 3; n++) {
            assertThat(caller.answer("/public/traces").statusCode()).isEqualTo(n < 2 ? 422 : 200);
        }
        assertThat(call("GET", "/faults", null).body())
                .isEqualTo(("{\"faults\":[{\"id\":%d,\"fault\":\"query-timeout\",\"endpoint\":\"/traces\","
                                + "\"longer-than\":\"PT1H\",\"share\":1.0,\"times\":2,\"struck\":2}],"
                                + "\"struck\":{\"query-timeout\":2}}")
                        .formatted(id));
        assertThat(call("DELETE", "/faults/" + id, null).status()).isEqualTo(204);
        assertThat(call("DELETE", "/faults/" + id, null).status()).isEqualTo(404);
    }

    @Test
    void takesAllBackAndSuffersNothingItself() {
        call("POST", "/faults", "{\"fault\":\"bad-gateway\",\"endpoint\":\"\"}");
        assertThat(caller.answer("/public/health").statusCode()).isEqualTo(502);
        assertThat(Caller.send(sandbox.organizationsUri() + "/organizations").statusCode())
                .isEqualTo(502);
        assertThat(call("DELETE", "/faults", null).status()).isEqualTo(204);
        assertThat(caller.answer("/public/health").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "{'fault':'flood'}; /fault must be random or one of rate-limited,",
                "{}; /fault is missing",
                "{'fault':'stall','share':2}; share must be between 0 and 1",
                "{'fault':'stall','share':'often'}; /share must be a number",
                "{'fault':'stall','times':1.5}; /times must be a whole number",
                "{'fault':'stall','for':'soon'}; /for must be a duration such as",
                "{'fault':'stall','duration':'-1s'}; duration must not be negative",
                "{'fault':'stall','when':'now'}; /when is unknown; there are after, bytes,",
                "{'fault':'redirect-elsewhere','location':'a b'}; /location must be a URI",
                "{'fault'; The body is not valid JSON"
            })
    void saysWhatIsWrongWithAnOrder(String order, String message) {
        Answer answer = call("POST", "/faults", order.replace('\'', '"'));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/message")).contains(message);
    }

    @Test
    void drawsTheSameFaultsFromTheSameSeed() {
        assertThat(statuses(7)).isEqualTo(statuses(7)).isNotEqualTo(statuses(8));
    }

    @Test
    void answersOnlyTheMachineItself() throws Exception {
        String address = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(any -> any.getAddress().length == 4 && !any.isLoopbackAddress())
                .map(InetAddress::getHostAddress)
                .findFirst()
                .orElse(null);
        Assumptions.assumeTrue(address != null, "this machine has no other address");
        try (Sandbox open =
                Sandbox.start(SandboxConfig.defaults(InstantSource.system()).withAddress("0.0.0.0", 0))) {
            String root = "http://%s:%d".formatted(address, open.analyticsUri().getPort());
            assertThat(Caller.send(root + "/api/public/health").statusCode()).isEqualTo(200);
            assertThat(Caller.send(root + "/sandbox/faults").statusCode()).isEqualTo(403);
        }
    }

    private List<Integer> statuses(long seed) {
        long id = sandbox.faults().add(FaultRule.of(Fault.UNAVAILABLE).share(0.5), seed);
        var statuses = IntStream.range(0, 30)
                .mapToObj(n -> caller.answer("/public/health").statusCode())
                .toList();
        sandbox.faults().remove(id);
        return statuses;
    }

    private Answer call(String method, String path, @Nullable String body) {
        return Application.send(
                method, sandbox.analyticsUri().resolve("/sandbox" + path).toString(), body, "A", "b");
    }
}
