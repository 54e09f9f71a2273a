package io.tracelake.ingester.schedule;

import io.tracelake.client.analytics.AnalyticsClient;
import io.tracelake.ingester.config.IngestConfig;
import io.tracelake.ingester.config.OrganizationConfig;
import io.tracelake.ingester.discovery.ProjectDirectory;
import io.tracelake.ingester.metrics.IngesterMeters;
import io.tracelake.ingester.publish.CommitStep;
import io.tracelake.ingester.source.PageMemory;
import io.tracelake.schemas.KafkaConfig;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/**
 * What every part of the ingester works with.
 *
 * @param memory shared by all that is read and not yet committed
 * @param workers runs blocking work; a thread for each task
 * @param steps told of every step of every commit
 */
record IngestContext(
        KafkaConfig kafka,
        IngestConfig config,
        OrganizationConfig organization,
        AnalyticsClient analytics,
        ProjectDirectory directory,
        PageMemory memory,
        ExecutorService workers,
        InstantSource clock,
        Consumer<CommitStep> steps,
        IngesterMeters meters) {}
