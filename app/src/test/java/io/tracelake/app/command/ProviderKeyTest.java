package io.tracelake.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderKeyTest {
    @TempDir
    Path directory;

    @Test
    void comesFromStandardInputUnlessAFileIsNamed() throws IOException {
        try (var service = new ServiceStub()) {
            var ran = withInput(service, "sk-from-input\n");

            assertThat(ran.status()).as(ran.err()).isZero();
            assertThat(service.changes().getFirst()).contains("sk-from-input");
            assertThat(ran.out() + ran.err()).doesNotContain("sk-from-input");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "two\nlines"})
    void isOneLineOfText(String input) throws IOException {
        try (var service = new ServiceStub()) {
            var ran = withInput(service, input);

            assertThat(ran.status()).isEqualTo(ExitStatus.USAGE);
            assertThat(ran.err()).contains("one line").doesNotContain("two").hasLineCount(1);
            assertThat(service.changes()).isEmpty();
        }
    }

    private Ran withInput(ServiceStub service, String input) throws IOException {
        var config = Files.writeString(directory.resolve("test.yml"), service.settings(""));
        var before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            return Ran.with(config, "llm-keys", "create", "--provider", "openai");
        } finally {
            System.setIn(before);
        }
    }
}
