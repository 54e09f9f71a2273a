package io.tracelake.bench.stage;

import io.tracelake.bench.data.ProjectIndex;
import io.tracelake.bench.data.Shape;
import io.tracelake.client.KeyPair;
import io.tracelake.client.Secret;
import io.tracelake.client.analytics.AnalyticsClient;
import io.tracelake.client.analytics.Page;
import io.tracelake.client.analytics.Row;
import io.tracelake.client.analytics.TraceQuery;
import io.tracelake.client.analytics.TraceRow;
import io.tracelake.client.http.Credentials;
import io.tracelake.client.http.HttpLimits;
import io.tracelake.client.http.HttpService;
import io.tracelake.client.quota.Claim;
import io.tracelake.client.quota.Priority;
import io.tracelake.ingester.config.Payload;
import io.tracelake.ingester.config.PayloadRules;
import io.tracelake.ingester.payload.CarriedTraces;
import io.tracelake.ingester.source.FetchedRows;
import io.tracelake.ingester.source.KeysetWalk;
import io.tracelake.ingester.source.PageMemory;
import io.tracelake.ingester.source.TraceSource;
import io.tracelake.ingester.source.Window;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongPredicate;

/** The pages of all projects, at once, a thread for each project as in the ingester. */
final class ServiceStages {
    private static final int PAGE = 100;

    private final URI service;
    private final int projects;
    private final Window ever = new Window(Instant.EPOCH, Instant.now().truncatedTo(ChronoUnit.MILLIS));

    ServiceStages(URI service, int projects) {
        this.service = service;
        this.projects = projects;
    }

    @FunctionalInterface
    private interface Reading {
        long read(int project) throws Exception;
    }

    /** Bodies are read to their end and dropped. */
    long fetch(Path data) throws Exception {
        try (var http =
                new HttpService(HttpLimits.defaults(), new SecureRandom(), InstantSource.system(), Thread::sleep)) {
            return all(project -> fetch(http, ProjectIndex.open(data, project), project));
        }
    }

    private long fetch(HttpService http, ProjectIndex index, int project) {
        for (int at = 0; at < index.traces(); at += PAGE) {
            URI page = service.resolve(
                    "/api/public/traces?fromTimestamp=" + Instant.ofEpochMilli(index.timestamp(at)) + "&limit=" + PAGE);
            http.stream(page, Credentials.basic(keys(project)), ServiceStages::drain, null);
        }
        return index.traces();
    }

    private static long drain(InputStream body) throws IOException {
        byte[] buffer = new byte[64 << 10];
        long bytes = 0;
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            bytes += read;
        }
        return bytes;
    }

    /** Bodies become rows. */
    long parse() throws Exception {
        try (var analytics = new AnalyticsClient(service, HttpLimits.defaults(), new SecureRandom())) {
            return all(project -> {
                long rows = 0;
                for (var walk = walk(analytics, project); !walk.done(); ) {
                    try (FetchedRows page = walk.next()) {
                        rows += page.rows().size();
                    }
                }
                return rows;
            });
        }
    }

    /** The first rows of a project. */
    List<Row<TraceRow>> rows(int atMost) {
        var rows = new ArrayList<Row<TraceRow>>();
        try (var analytics = new AnalyticsClient(service, HttpLimits.defaults(), new SecureRandom())) {
            for (var walk = walk(analytics, 0); !walk.done() && rows.size() < atMost; ) {
                try (FetchedRows page = walk.next()) {
                    rows.addAll(page.rows());
                }
            }
        }
        return new ArrayList<>(rows.subList(0, Math.min(atMost, rows.size())));
    }

    private KeysetWalk walk(AnalyticsClient analytics, int project) {
        var keys = keys(project);
        var claim = new Claim(Shape.projectId(project), Priority.FRESH);
        var carried = new CarriedTraces(Shape.projectId(project), Payload.FULL, PayloadRules.DEFAULTS);
        var asking = new TraceSource.Asking() {
            @Override
            public Page<TraceRow> page(TraceQuery query, LongPredicate room) {
                return analytics.traces(keys, query, claim, carried.keep(PageMemory.RECORD, room));
            }

            @Override
            public Row<TraceRow> trace(String id, LongPredicate room) {
                return analytics.trace(keys, id, claim, carried.keep(PageMemory.RECORD, room));
            }
        };
        return new KeysetWalk(new TraceSource(asking, PageMemory.unlimited(), new TraceSource.Size()), ever);
    }

    private static KeyPair keys(int project) {
        return new KeyPair("pk-" + project, Secret.of("sk-" + project));
    }

    private long all(Reading reading) throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var readings = new ArrayList<Future<Long>>();
            for (int p = 0; p < projects; p++) {
                int project = p;
                readings.add(threads.submit(() -> reading.read(project)));
            }
            long rows = 0;
            for (Future<Long> one : readings) {
                rows += one.get();
            }
            return rows;
        }
    }
}
