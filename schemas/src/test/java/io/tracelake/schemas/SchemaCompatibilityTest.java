package io.tracelake.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaCompatibilityTest {
    private static final Path RELEASED = Path.of("src/main/resources/io/tracelake/schemas/released");

    static Stream<Codec<?>> written() {
        return Stream.concat(Topics.ALL.stream().map(Topic::codec), UsageState.WRITTEN.stream());
    }

    @ParameterizedTest
    @MethodSource("written")
    void everyReleaseReadsWhatEveryOtherWrites(Codec<?> codec) {
        var versions = new ArrayList<>(ReleasedSchemas.of(codec.name()));
        versions.add(codec.schema());

        for (Schema reader : versions) {
            for (Schema writer : versions) {
                assertThat(SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                                .getType())
                        .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
            }
        }
    }

    /** A change of a schema needs a new released copy, or its records are lost to the next version. */
    @ParameterizedTest
    @MethodSource("written")
    void theNewestReleasedCopyIsTheSchemaInUse(Codec<?> codec) {
        assertThat(withoutJavaProperties(ReleasedSchemas.of(codec.name()).getLast()))
                .isEqualTo(withoutJavaProperties(codec.schema()));
    }

    @Test
    void everyReleasedCopyIsIndexed() throws IOException {
        try (var files = Files.walk(RELEASED)) {
            List<String> copies = files.filter(file -> file.toString().endsWith(".avsc"))
                    .map(file -> RELEASED.relativize(file).toString().replace(".avsc", ""))
                    .toList();

            assertThat(ReleasedSchemas.entries()).containsExactlyInAnyOrderElementsOf(copies);
        }
    }

    private static String withoutJavaProperties(Schema schema) {
        return org.apache.avro.SchemaNormalization.toParsingForm(schema);
    }
}
