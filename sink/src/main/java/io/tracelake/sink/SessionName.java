package io.tracelake.sink;

/**
 * What tells one attempt of one process from all others.
 *
 * @param instance the process, the same for all its sessions: a new session ends the transaction of the one before
 * @param number of the session
 */
record SessionName(String instance, int number) {
    SessionName next() {
        return new SessionName(instance, number + 1);
    }

    @Override
    public String toString() {
        return instance + "-" + number;
    }
}
