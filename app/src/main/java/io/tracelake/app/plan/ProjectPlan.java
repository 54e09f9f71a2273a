package io.tracelake.app.plan;

import io.tracelake.app.service.NamedProject;
import java.time.Duration;

/**
 * What a backfill of one project is expected to take.
 *
 * @param rows as the service counts the traces of the range
 * @param bytes about how much text they are, going by the pages that were probed
 * @param page how long the service took for a page of a hundred rows
 * @param probes requests made to find out
 */
public record ProjectPlan(NamedProject project, long rows, long requests, long bytes, Duration page, int probes) {}
