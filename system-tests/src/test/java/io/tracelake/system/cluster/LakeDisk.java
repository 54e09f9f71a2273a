package io.tracelake.system.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file system for the lake alone, which can be made full. Where none can be mounted the lake lies in a common directory
 * and {@link #why} says what the environment lacks.
 */
final class LakeDisk implements AutoCloseable {
    private static final int MEBIBYTE = 1 << 20;
    private static final int PAGE = 4096;

    private final Path mount;
    private final String why;

    private LakeDisk(Path mount, String why) {
        this.mount = mount;
        this.why = why;
    }

    static LakeDisk mount(Path path, long mebibytes) {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String why = run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", path.toString());
        return new LakeDisk(path, why);
    }

    Path lake() {
        return mount.resolve("lake");
    }

    boolean canFill() {
        return why.isEmpty();
    }

    /** Why it can't be made full; empty if it can. */
    String why() {
        return why;
    }

    /** Not a page of it is left. */
    void fill() {
        try (var out = Files.newOutputStream(ballast())) {
            write(out, MEBIBYTE);
            write(out, PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Until there is no space left for one more. */
    private static void write(OutputStream out, int bytes) {
        byte[] some = new byte[bytes];
        try {
            while (true) {
                out.write(some);
            }
        } catch (IOException full) {
            // What was wanted.
        }
    }

    void free() {
        try {
            Files.deleteIfExists(ballast());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path ballast() {
        return mount.resolve("ballast");
    }

    /** What the command complains of; empty if it worked. */
    private static String run(String... command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? "" : output.strip() + " (" + String.join(" ", command) + ")";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (canFill()) {
            String failure = run("umount", "-l", mount.toString());
            if (!failure.isEmpty()) {
                System.out.println(failure);
            }
        }
    }
}
