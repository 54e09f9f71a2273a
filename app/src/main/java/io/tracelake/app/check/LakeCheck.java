package io.tracelake.app.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Whether files can be put into the lake. Leaves nothing behind. */
public final class LakeCheck {
    private static final String SUBJECT = "lake";
    private static final double GIBIBYTE = 1L << 30;

    private final Path lake;
    private final long rollSizeBytes;

    public LakeCheck(Path lake, long rollSizeBytes) {
        this.lake = lake.toAbsolutePath().normalize();
        this.rollSizeBytes = rollSizeBytes;
    }

    public Finding run() {
        Path directory = lake;
        while (!Files.exists(directory) && directory.getParent() != null) {
            directory = directory.getParent();
        }
        String place = "lake.path: '" + lake + "'";
        if (!Files.isDirectory(directory)) {
            return Finding.failed(SUBJECT, "", place + ": '" + directory + "' is no directory");
        }
        try {
            Files.delete(Files.createTempFile(directory, ".tracelake-check-", ".tmp"));
            long free = Files.getFileStore(directory).getUsableSpace();
            String space = String.format(Locale.ROOT, "%.1f GiB free", free / GIBIBYTE);
            if (free < rollSizeBytes) {
                return Finding.failed(SUBJECT, "", place + ": " + space + ", less than lake.roll-size");
            }
            return Finding.ok(
                    SUBJECT, "", lake + " is writable, " + space + (directory.equals(lake) ? "" : "; will be created"));
        } catch (IOException e) {
            return Finding.failed(SUBJECT, "", place + ": can't be written in '" + directory + "': " + reason(e));
        }
    }

    private static String reason(IOException error) {
        return error.getClass().getSimpleName() + " " + error.getMessage();
    }
}
