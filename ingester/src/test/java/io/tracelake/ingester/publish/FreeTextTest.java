package io.tracelake.ingester.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FreeTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-lf-3f0a1c5e-8d1b-4f57-9a55-0c1d2e3f4a5b",
                "key of CI (sk-lf-3f0a1c5e)",
                "SK-LF-3F0A1C5E",
                "sk-ant-api03-abcdef",
                "old=sk-proj-abcdef123456",
                "ghp_0123456789abcdef",
                "hf_abcdefghij",
                "xoxb-123456-abcdef",
                "AKIAIOSFODNN7EXAMPLE",
                "AIzaSyA-1234567890abcdefghijk",
                "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.x",
                "Bearer abcdefgh12",
                "0123456789abcdef0123456789abcdef",
                "dGhpcyBpcyBhIHNlY3JldCBvZiAzMiBieXRlcw=="
            })
    void hidesWhatLooksLikeASecret(String text) {
        assertThat(FreeText.shown(text)).isEqualTo("****");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "CI",
                "tracelake: replace",
                "token of the build, do not delete",
                "secret santa 2026",
                "task-force-one-hundred",
                "risk-assessment-tool",
                "pk-lf-3f0a1c5e-8d1b-4f57-9a55-0c1d2e3f4a5b",
                "DeepSeek-R1-Distill-Llama-70B-Instruct-FP8",
                "ft:gpt-4o-mini-2024-07-18:acme::7qTVM5AR",
                "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerk"
            })
    void showsWhatPeopleAndProvidersCallThings(String text) {
        assertThat(FreeText.shown(text)).isEqualTo(text);
    }

    @Test
    void isNotHeldUpByALongText() {
        String text = "a".repeat(5_000_000) + " sk-".repeat(1_000_000);
        assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertThat(FreeText.shown(text)).isEqualTo(text));
    }
}
