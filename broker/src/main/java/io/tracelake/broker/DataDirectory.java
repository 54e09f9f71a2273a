package io.tracelake.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The data directory, held by this process alone until closed or until the process ends, however it ends.
 *
 * <p>Kafka's own lock comes too late: in combined mode the controller opens the metadata log before the broker takes it.
 */
final class DataDirectory implements AutoCloseable {
    private static final String LOCK = "tracelake.lock";

    private final Path path;
    private final FileChannel channel;

    private DataDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** @throws BrokerStartException if the directory can't be written or is another broker's */
    static DataDirectory hold(Path directory) {
        var path = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path);
            var lock = path.resolve(LOCK);
            var channel = FileChannel.open(
                    lock, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new BrokerStartException(
                        "Kafka's data directory " + path + " is in use by another process" + holder(lock), null);
            }
            channel.truncate(0);
            channel.write(StandardCharsets.UTF_8.encode(
                    Long.toString(ProcessHandle.current().pid())));
            return new DataDirectory(path, channel);
        } catch (IOException e) {
            throw new BrokerStartException("Kafka's data directory " + path + " can't be written: " + reason(e), e);
        }
    }

    Path path() {
        return path;
    }

    boolean formatted() {
        return Files.exists(path.resolve("meta.properties"));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(path.toString(), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static String holder(Path lock) throws IOException {
        var pid = Files.readString(lock).strip();
        return pid.isEmpty() ? "" : " (pid " + pid + ")";
    }

    private static String reason(IOException failure) {
        return switch (failure) {
            case AccessDeniedException denied -> "permission denied";
            case FileAlreadyExistsException occupied -> occupied.getFile() + " is a file";
            case FileSystemException failed when failed.getReason() != null -> failed.getReason();
            default -> String.valueOf(failure.getMessage());
        };
    }
}
