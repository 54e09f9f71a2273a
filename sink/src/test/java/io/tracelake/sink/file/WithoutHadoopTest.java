package io.tracelake.sink.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.testkit.LakeReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The compiler sees Hadoop's classes; a started process must not need them. */
class WithoutHadoopTest {
    @TempDir
    Path lake;

    @Test
    void writesAFileOnTheRunTimeClassPath() throws IOException, InterruptedException {
        Path target = Path.of("target");
        String classPath = String.join(
                File.pathSeparator,
                target.resolve("classes").toString(),
                target.resolve("test-classes").toString(),
                Files.readString(target.resolve("runtime.classpath")).strip());

        Process child = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.tracelake.schemas",
                        "-cp",
                        classPath,
                        WriteOneFile.class.getName(),
                        lake.resolve("it.parquet").toString()))
                .redirectErrorStream(true)
                .start();
        String output = new String(child.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(child.waitFor()).as(output).isZero();
        assertThat(output).contains("hadoop: absent");
        assertThat(LakeReader.query(lake, "SELECT trace_id FROM '{lake}/it.parquet'"))
                .containsExactly(Map.of("trace_id", "t"));
    }
}
