package io.tracelake.streams.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointConfigTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, , 127.0.0.1:3001",
        "localhost, , localhost:3001",
        "::1, , [::1]:3001",
        "[::1], , [::1]:3001",
        "0.0.0.0, streams-1.local:80, streams-1.local:80",
        "127.0.0.1, '[fe80::1]:65535', '[fe80::1]:65535'"
    })
    void tellsOthersTheAddressItListensAtUnlessAnotherIsGiven(
            String host, @Nullable String advertised, String expected) {
        assertThat(new EndpointConfig(host, 0, advertised).advertised(3001)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::"})
    void doesNotTellOthersToComeToEveryAddress(String host) {
        assertThat(new EndpointConfig(host, 3001, null).advertised(3001))
                .endsWith(":3001")
                .doesNotContain("0.0.0.0", "[::]")
                .doesNotStartWith("::");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "host",
                "host:",
                ":80",
                "host:0",
                "host:65536",
                "host:99999",
                "http://host:80",
                "ho st:80",
                "a_b:80",
                "user@host:80",
                "host:80/x",
                "::1:80",
                "[::1]",
                "host:080"
            })
    void refusesAnAdvertisedAddressThatNobodyCanUse(String advertised) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EndpointConfig("127.0.0.1", 0, advertised))
                .withMessage("streams.advertised: must be host:port, not '" + advertised + "'");
    }

    @Test
    void refusesAnAddressThatItCanNotListenAt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EndpointConfig(" ", 0, null))
                .withMessage("streams.listen: must name a host, not ' '");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EndpointConfig("localhost", 65_536, null))
                .withMessage("streams.listen: the port must be from 0 to 65535, not 65536");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EndpointConfig("localhost", -1, null))
                .withMessage("streams.listen: the port must be from 0 to 65535, not -1");
    }
}
