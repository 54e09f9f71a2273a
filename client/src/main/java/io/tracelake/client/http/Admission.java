package io.tracelake.client.http;

/** Says when an attempt may be sent. Called before every attempt of a call, by the calling thread. */
@FunctionalInterface
public interface Admission {
    /**
     * Blocks until the attempt's turn has come.
     *
     * @return to be told of the attempt's end, once
     */
    Permit enter() throws InterruptedException;

    /** An attempt under way. */
    @FunctionalInterface
    interface Permit {
        void end(Ending ending);
    }
}
