package io.tracelake.app.config;

/** For whom settings are read: some defaults differ. */
public enum Mode {
    /** One role or operator command against an existing Kafka. */
    ROLE,
    /** Everything in one process on one machine. */
    UP
}
