package io.tracelake.app.config;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.IllegalSaslStateException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.apache.kafka.common.security.JaasContext;
import org.jspecify.annotations.Nullable;

/** Which setting is to blame if Kafka refuses a client. */
public final class KafkaRefusal {
    private KafkaRefusal() {}

    /** A line that names the setting and holds no secret; empty for what is no refusal. */
    public static Optional<String> describe(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            String line = line(cause);
            if (line != null) {
                return Optional.of(line);
            }
        }
        return Optional.empty();
    }

    private static @Nullable String line(Throwable cause) {
        return switch (cause) {
            case UnsupportedSaslMechanismException other -> "kafka.sasl.mechanism: " + other.getMessage();
            case IllegalSaslStateException other -> "kafka.sasl.mechanism: " + other.getMessage();
            case SaslAuthenticationException refused ->
                "kafka.sasl.jaas.config: Kafka refuses the user or the password: " + refused.getMessage();
            case SslAuthenticationException untrusted ->
                "kafka.ssl.truststore.location (or another of kafka.ssl): no TLS connection to Kafka: "
                        + innermost(untrusted);
            case AuthorizationException forbidden ->
                "kafka.sasl.jaas.config: Kafka knows the user, but does not allow what is needed: "
                        + forbidden.getMessage();
            case FencedInstanceIdException twin ->
                "kafka.group.instance.id: another process has taken this name over: " + twin.getMessage();
            default -> null;
        };
    }

    private static String innermost(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    /**
     * Reads the text that holds user and password as Kafka's clients will. Their own message may quote a part of it.
     *
     * @throws ConfigurationException if it can't be read
     */
    static void requireReadable(Map<String, Given> properties) {
        Given jaas = properties.get(SaslConfigs.SASL_JAAS_CONFIG);
        if (jaas == null) {
            return;
        }
        try {
            JaasContext.loadClientContext(Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password(jaas.text())));
        } catch (IllegalArgumentException unreadable) {
            throw new ConfigurationException("kafka.sasl.jaas.config (" + jaas.origin()
                    + "): must be one login module, its options and a semicolon, such as"
                    + " org.apache.kafka.common.security.scram.ScramLoginModule required username=\"...\""
                    + " password=\"...\"; (what is there isn't shown)");
        }
    }
}
