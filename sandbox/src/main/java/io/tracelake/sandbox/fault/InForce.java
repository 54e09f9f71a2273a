package io.tracelake.sandbox.fault;

/**
 * A rule that has been added, and not removed.
 *
 * @param strikes requests that have suffered it
 */
public record InForce(long id, FaultRule rule, long strikes) {}
