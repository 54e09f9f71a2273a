package io.tracelake.ingester.payload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.luben.zstd.ZstdInputStream;
import io.tracelake.client.analytics.Overflow;
import io.tracelake.ingester.config.LargePayloads;
import io.tracelake.ingester.config.Payload;
import io.tracelake.ingester.config.PayloadRules;
import io.tracelake.ingester.config.Redaction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadFilesTest {
    private static final Path FULL_DISK = Path.of("/dev/full");
    private static final String TEXT = "{\"messages\":[\"" + "zażółć ".repeat(20_000) + "\"]}";

    @TempDir
    private Path lake;

    @Test
    void aTextIsThereWholeOnceItIsNamed() throws IOException {
        String path = write(new PayloadFiles(lake, "project-a"), TEXT);

        assertThat(path).isEqualTo("payloads/project-a/" + Hashes.of(TEXT) + ".json.zst");
        assertThat(read(path)).isEqualTo(TEXT);
        assertThat(Files.size(lake.resolve(path))).isLessThan(1_000);
    }

    @Test
    void theSameTextIsOneFile() throws IOException {
        var files = new PayloadFiles(lake, "p");

        assertThat(write(files, TEXT))
                .isEqualTo(write(files, TEXT))
                .isEqualTo(write(new PayloadFiles(lake, "p"), TEXT));

        assertThat(files("p")).hasSize(1);
    }

    @Test
    void whatADeadProcessWasWritingGoesWithTheNextStartAndNothingElse() throws IOException {
        String whole = write(new PayloadFiles(lake, "p"), TEXT);
        Overflow.Text dead = new PayloadFiles(lake, "p").begin();
        dead.write(TEXT.getBytes(UTF_8), 0, 1_000);
        assertThat(files("p")).hasSize(2);

        String second = write(new PayloadFiles(lake, "p"), "[]");

        assertThat(files("p")).containsExactlyInAnyOrder(lake.resolve(whole), lake.resolve(second));
        assertThatThrownBy(() -> dead.complete("00")).isInstanceOf(UncheckedIOException.class);
        assertThat(read(whole)).isEqualTo(TEXT);
    }

    @Test
    void whatIsAbandonedLeavesNothing() throws IOException {
        Overflow.Text text = new PayloadFiles(lake, "p").begin();
        text.write(TEXT.getBytes(UTF_8), 0, 1_000);

        text.abandon();

        assertThat(files("p")).isEmpty();
    }

    @Test
    void aTextForWhichTheDiskHasNoRoomLeavesNothing() throws IOException {
        var files = new PayloadFiles(lake, "p");
        String trace = "\"" + noise() + "\"";
        var carried =
                new CarriedTraces(Payload.FULL, new PayloadRules(LargePayloads.FILES, 20, lake, Redaction.NONE), files);
        var sent = carried.of(CarriedTracesTest.withTexts(trace, null, null, Map.of()), false);
        nextIsFull(files);

        assertThatThrownBy(() -> carried.cut(sent))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("No space left");

        assertThat(files("p")).isEmpty();
        assertThat(openFiles()).noneMatch(file -> file.startsWith(FULL_DISK));
        assertThat(carried.cut(sent).row().extras()).contains("payloads/p/");
    }

    @Test
    void aTextThatFindsNoRoomAtItsEndLeavesNothing() throws IOException {
        var files = new PayloadFiles(lake, "p");
        nextIsFull(files);
        Overflow.Text text = files.begin();
        text.write(TEXT.getBytes(UTF_8), 0, 1_000);

        assertThatThrownBy(() -> text.complete("00")).isInstanceOf(UncheckedIOException.class);

        assertThat(files("p")).isEmpty();
        assertThat(openFiles()).noneMatch(file -> file.startsWith(FULL_DISK));
        text.abandon();
    }

    /** Makes the next file one on a disk that is full. */
    private void nextIsFull(PayloadFiles files) throws IOException {
        assumeTrue(Files.exists(FULL_DISK));
        Overflow.Text first = files.begin();
        Path next = Path.of(files("p").getFirst().toString().replaceFirst("-1$", "-2"));
        first.abandon();
        Files.createSymbolicLink(next, FULL_DISK);
    }

    private static String noise() {
        var random = new Random(1);
        return random.ints(1_000_000, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static List<Path> openFiles() throws IOException {
        try (var handles = Files.list(Path.of("/proc/self/fd"))) {
            return handles.filter(Files::exists).map(PayloadFilesTest::target).toList();
        }
    }

    private static Path target(Path handle) {
        try {
            return Files.readSymbolicLink(handle);
        } catch (IOException closedMeanwhile) {
            return handle;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../../etc", "a/b", "a\u0000b", "A", "", "con?", "h.1", ".x", "é"})
    void noNameOfAProjectLeadsElsewhere(String project) throws IOException {
        String path = write(new PayloadFiles(lake, project), TEXT);

        assertThat(path).matches("payloads/h\\.[0-9a-f]{64}/[0-9a-f]{64}\\.json\\.zst");
        assertThat(read(path)).isEqualTo(TEXT);
    }

    @Test
    void duckDbReadsIt() throws Exception {
        String path = write(new PayloadFiles(lake, "p"), TEXT);
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT json->>'$.messages[0]' FROM read_json_objects('%s', format = 'unstructured', compression = 'zstd', maximum_object_size = 1000000000)"
                                .formatted(lake.resolve(path)))) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).hasSize(20_000 * 7);
        }
    }

    private static String write(Overflow files, String text) {
        Overflow.Text whole = files.begin();
        Utf8.forEachPiece(text, (bytes, length) -> whole.write(bytes, 0, length));
        return whole.complete(Hashes.of(text));
    }

    private String read(String path) throws IOException {
        try (InputStream in = new ZstdInputStream(Files.newInputStream(lake.resolve(path)))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private List<Path> files(String project) throws IOException {
        try (var files = Files.list(lake.resolve("payloads").resolve(project))) {
            return files.toList();
        }
    }
}
