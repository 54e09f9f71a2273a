package io.tracelake.sink.storage;

import io.tracelake.schemas.LakeFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * The lake's directory: a staging area that no reader looks at, and the tables.
 *
 * <p>A file appears in a table by an atomic rename within one file system, so that a reader sees all of it or nothing.
 * Paths are relative to the lake, with '/'. Not thread-safe; several processes may use one lake, each for its own
 * partitions.
 */
public final class LakeStorage {
    /** The area that no reader looks at: engines skip names that begin with an underscore. */
    public static final String STAGING = "_staging";

    private final Path root;

    public LakeStorage(Path root) {
        this.root = root;
    }

    /** A place for a new file; its directory exists afterwards. */
    public String stage(TopicPartition partition, StagedName name) {
        ensureDirectory(stagingOf(partition));
        return STAGING + "/" + partition + "/" + name;
    }

    /** Final place of a file with rows of one day. */
    public static String published(String table, long epochDay, TopicPartition partition, long first, long last) {
        return "%s/date=%s/%s-%d-%d.parquet".formatted(table, LocalDate.ofEpochDay(epochDay), partition, first, last);
    }

    public Path resolve(String path) {
        return root.resolve(path);
    }

    /** Makes a written file survive a loss of power, and tells its size. */
    public long sync(String path) {
        Path file = resolve(path);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
            return channel.size();
        } catch (IOException e) {
            throw new LakeUnavailableException("sync", file, e);
        }
    }

    /** Makes the names of staged files survive a loss of power. */
    public void syncStaging(Collection<LakeFile> files) {
        files.stream().map(file -> parent(resolve(file.getStaged()))).distinct().forEach(LakeStorage::syncDirectory);
    }

    /** Which of the files could not be published without overwriting, because their final places are taken. */
    public List<LakeFile> occupied(Collection<LakeFile> files) {
        return files.stream()
                .filter(file -> Files.exists(resolve(file.getPath())))
                .toList();
    }

    /**
     * Says no to a commit of files whose final places are taken.
     *
     * @throws DamagedLakeException if there are any
     */
    public void refuse(List<LakeFile> occupied) {
        if (!occupied.isEmpty()) {
            throw occupied(resolve(occupied.getFirst().getPath()));
        }
    }

    private static DamagedLakeException occupied(Path target) {
        return new DamagedLakeException(
                "lake file %s exists already, but not from these topics: another sink or an earlier Kafka cluster wrote it"
                        .formatted(target));
    }

    /**
     * Moves committed files to their final places; those that are there already stay. Idempotent, also while another
     * instance does the same.
     *
     * @throws DamagedLakeException if a file is at neither place
     */
    public void publish(Collection<LakeFile> files) {
        Set<Path> changed = new LinkedHashSet<>();
        for (LakeFile file : files) {
            if (publish(file)) {
                changed.add(parent(resolve(file.getPath())));
                changed.add(parent(resolve(file.getStaged())));
            }
        }
        changed.forEach(LakeStorage::syncDirectory);
    }

    private boolean publish(LakeFile file) {
        Path staged = resolve(file.getStaged());
        Path target = resolve(file.getPath());
        if (!Files.exists(staged)) {
            requirePublished(file, target);
            return false;
        }
        if (Files.exists(target) && Files.exists(staged)) {
            throw occupied(target);
        }
        ensureDirectory(parent(target));
        try {
            Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException e) {
            if (Files.exists(target) && !Files.exists(staged)) {
                return false; // The instance that took over was faster.
            }
            throw new LakeUnavailableException("publish", target, e);
        }
    }

    private static void requirePublished(LakeFile file, Path target) {
        if (!Files.exists(target)) {
            throw new DamagedLakeException(
                    "lake file %s with %d committed rows is missing, and so is its staged form %s: the lake was changed from outside"
                            .formatted(target, file.getRows(), file.getStaged()));
        }
    }

    /**
     * Deletes what earlier owners of a partition staged and never committed. Call it once it is certain that they can't
     * commit any more and that their last commit is published.
     *
     * @param generation of the group, as this owner knows it; what later ones staged stays
     */
    public void sweep(TopicPartition partition, int generation) {
        Path directory = stagingOf(partition);
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                StagedName name = StagedName.parse(String.valueOf(entry.getFileName()));
                if (name != null && name.generation() < generation) {
                    Files.deleteIfExists(entry);
                }
            }
        } catch (IOException e) {
            throw new LakeUnavailableException("sweep", directory, e);
        }
    }

    /** Deletes files that were staged and can't have been committed, as far as the storage allows; a later sweep gets the rest. */
    public void discard(Collection<LakeFile> files) {
        files.forEach(file -> discard(file.getStaged()));
    }

    public void discard(String staged) {
        try {
            Files.deleteIfExists(resolve(staged));
        } catch (IOException leftToSweep) {
            // Only space is at stake, and the storage is in trouble already: the cause is what gets reported.
        }
    }

    private Path stagingOf(TopicPartition partition) {
        return root.resolve(STAGING).resolve(partition.toString());
    }

    private static void ensureDirectory(Path directory) {
        List<Path> missing = new ArrayList<>();
        for (Path at = directory; at != null && !Files.isDirectory(at); at = at.getParent()) {
            missing.add(at);
        }
        for (Path at : missing.reversed()) {
            create(at);
            syncDirectory(parent(at));
        }
    }

    private static void create(Path directory) {
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw new LakeUnavailableException("create", directory, e);
            }
        } catch (IOException e) {
            throw new LakeUnavailableException("create", directory, e);
        }
    }

    private static void syncDirectory(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            throw new LakeUnavailableException("sync", directory, e);
        }
    }

    private static Path parent(Path path) {
        return Objects.requireNonNull(path.getParent());
    }
}
