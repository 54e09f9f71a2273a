package io.tracelake.ingester.payload;

import com.github.luben.zstd.ZstdOutputStream;
import io.tracelake.client.analytics.Overflow;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Full texts of one project in the lake, each in a file named after its hash, compressed with zstd.
 *
 * <p>A file is there whole and on disk, or not at all. What a process that died was writing is removed when the project is
 * written to for the first time by another one. Thread-safe; a fault is an {@link UncheckedIOException}.
 */
public final class PayloadFiles implements Overflow {
    private static final Logger LOG = LoggerFactory.getLogger(PayloadFiles.class);
    private static final String DIRECTORY = "payloads";
    private static final String SUFFIX = ".json.zst";
    private static final String UNFINISHED = ".unfinished-";

    /** Names that are safe on every file system, and different there if they differ. */
    private static final Pattern SAFE = Pattern.compile("[a-z0-9][a-z0-9_-]{0,99}");

    private final Path lake;
    private final String directory;
    private final String instance = UUID.randomUUID().toString();
    private final AtomicLong number = new AtomicLong();
    private boolean prepared;

    public PayloadFiles(Path lake, String projectId) {
        this.lake = lake;
        this.directory =
                DIRECTORY + '/' + (SAFE.matcher(projectId).matches() ? projectId : "h." + Hashes.of(projectId));
    }

    @Override
    public Overflow.Text begin() {
        try {
            prepare();
            return new Writing(lake.resolve(directory).resolve(UNFINISHED + instance + '-' + number.incrementAndGet()));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private synchronized void prepare() throws IOException {
        if (prepared) {
            return;
        }
        Path project = lake.resolve(directory);
        Files.createDirectories(project);
        sync(lake);
        sync(lake.resolve(DIRECTORY));
        try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(project, UNFINISHED + '*')) {
            for (Path file : unfinished) {
                Files.deleteIfExists(file);
            }
        }
        prepared = true;
    }

    private final class Writing implements Overflow.Text {
        private final Path unfinished;
        private final FileOutputStream file;
        private final Open open;
        private final ZstdOutputStream compressed;

        Writing(Path unfinished) throws IOException {
            this.unfinished = unfinished;
            this.file = new FileOutputStream(unfinished.toFile());
            this.open = new Open(file);
            this.compressed = compressed();
        }

        private ZstdOutputStream compressed() throws IOException {
            ZstdOutputStream begun = null;
            try {
                begun = new ZstdOutputStream(open);
                return begun;
            } finally {
                if (begun == null) {
                    file.close();
                    Files.deleteIfExists(unfinished);
                }
            }
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            try {
                compressed.write(bytes, from, length);
            } catch (IOException e) {
                throw failed(e);
            }
        }

        @Override
        public String complete(String sha256) {
            String name = sha256 + SUFFIX;
            Path project = lake.resolve(directory);
            boolean complete = false;
            try {
                if (Files.exists(project.resolve(name))) {
                    abandon();
                } else {
                    compressed.close();
                    file.getFD().sync();
                    file.close();
                    Files.move(unfinished, project.resolve(name), StandardCopyOption.ATOMIC_MOVE);
                }
                sync(project);
                complete = true;
                return directory + '/' + name;
            } catch (IOException e) {
                throw failed(e);
            } finally {
                if (!complete) {
                    abandon();
                }
            }
        }

        @Override
        public void abandon() {
            open.dropRest();
            try (file;
                    compressed) {
                Files.deleteIfExists(unfinished);
            } catch (IOException e) {
                LOG.warn("{} stays until the next start, and nobody reads it: {}", unfinished, e.toString());
            }
        }
    }

    /** Stays open when what writes to it has ended, to be synced. */
    private static final class Open extends FilterOutputStream {
        private boolean dropping;

        Open(FileOutputStream file) {
            super(file);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (!dropping) {
                out.write(bytes, from, length);
            }
        }

        /** What is compressed still, and may not find room. */
        void dropRest() {
            dropping = true;
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    private static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(directory.toString(), null, "was removed meanwhile");
        }
    }

    private static UncheckedIOException failed(IOException e) {
        return new UncheckedIOException("writing a large payload to the lake: " + e, e);
    }
}
