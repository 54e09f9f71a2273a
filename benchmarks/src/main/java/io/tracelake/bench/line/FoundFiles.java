package io.tracelake.bench.line;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** When files of the table of traces were first seen. Not thread-safe. */
final class FoundFiles {
    private final Path table;
    private final Map<Path, Instant> found = new LinkedHashMap<>();

    FoundFiles(Path lake) {
        this.table = lake.resolve("traces");
    }

    /** Looks for files that weren't there before. */
    void look() {
        if (!Files.isDirectory(table)) {
            return;
        }
        try (var files = Files.walk(table)) {
            Instant now = Instant.now();
            files.filter(file -> file.toString().endsWith(".parquet")).forEach(file -> found.putIfAbsent(file, now));
        } catch (IOException | UncheckedIOException busy) {
            // A directory has gone meanwhile; the next look finds what there is.
        }
    }

    Map<Path, Instant> all() {
        return found;
    }
}
