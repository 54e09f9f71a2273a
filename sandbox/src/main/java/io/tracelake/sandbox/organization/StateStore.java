package io.tracelake.sandbox.organization;

import io.tracelake.sandbox.json.JsonMismatchException;
import io.tracelake.sandbox.json.JsonObject;
import io.tracelake.sandbox.json.MalformedJsonException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file that keeps the state over a restart, or none. It is replaced as a whole: whoever dies at any moment leaves
 * either the state before a change or the one after it. It holds no secret.
 */
final class StateStore {
    private final @Nullable Path file;
    private final Seed seed;

    private StateStore(@Nullable Path file, Seed seed) {
        this.file = file;
        this.seed = seed;
    }

    static StateStore of(@Nullable Path file, Seed seed) {
        return new StateStore(file == null ? null : file.toAbsolutePath(), seed);
    }

    /** What was saved last; empty if nothing was. */
    Optional<State> read() {
        if (file == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new StateReader(seed).read(JsonObject.parse(Files.readAllBytes(file))));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (JsonMismatchException e) {
            throw new StateFileException(
                    "The state file %s is damaged: %s %s".formatted(file, e.pointer(), e.getMessage()), e);
        } catch (MalformedJsonException e) {
            throw new StateFileException("The state file %s is damaged: %s".formatted(file, e.getMessage()), e);
        } catch (IOException e) {
            throw new StateFileException("The state file %s can't be read: %s".formatted(file, e), e);
        }
    }

    void save(State state) {
        if (file == null) {
            return;
        }
        try {
            Path draft = file.resolveSibling(file.getFileName() + ".new");
            try (var channel = FileChannel.open(
                    draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer bytes = ByteBuffer.wrap(StateWriter.bytes(state, seed));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new StateFileException("The state file %s can't be written: %s".formatted(file, e), e);
        }
    }
}
