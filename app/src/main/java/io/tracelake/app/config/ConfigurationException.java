package io.tracelake.app.config;

/** A setting can't be used. The message is one line that names it, where it came from, and its value if no secret. */
public final class ConfigurationException extends RuntimeException {
    public ConfigurationException(String message) {
        super(message.lines().map(String::strip).reduce((a, b) -> a + ' ' + b).orElse(""));
    }
}
