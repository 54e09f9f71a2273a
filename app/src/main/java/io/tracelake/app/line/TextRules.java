package io.tracelake.app.line;

import io.tracelake.app.config.TextSettings;
import io.tracelake.app.config.TextSettings.Redacted;
import io.tracelake.ingester.config.LargePayloads;
import io.tracelake.ingester.config.PayloadRules;
import io.tracelake.ingester.config.Redaction;
import io.tracelake.ingester.config.Redaction.Expression;
import io.tracelake.ingester.config.Redaction.Pointer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What the ingester does to texts, from what the user has written. */
public final class TextRules {
    private TextRules() {}

    static PayloadRules of(TextSettings texts, Path lake) {
        return new PayloadRules(
                switch (texts.large()) {
                    case CUT -> LargePayloads.CUT;
                    case FILES -> LargePayloads.FILES;
                },
                (int) Math.min(texts.cutSizeBytes(), Integer.MAX_VALUE),
                lake,
                redaction(texts.redact()));
    }

    /**
     * What is redacted.
     *
     * @throws IllegalArgumentException for a pointer or an expression that is none; names the setting
     */
    public static Redaction redaction(List<Redacted> rules) {
        List<Pointer> pointers = new ArrayList<>();
        List<Expression> expressions = new ArrayList<>();
        for (Redacted rule : rules) {
            String replacement = rule.replacement() == null ? Redaction.REPLACEMENT : rule.replacement();
            String pointer = rule.pointer();
            if (pointer != null) {
                pointers.add(named(rule.setting(), () -> Pointer.of(pointer, replacement)));
            }
            String regex = rule.regex();
            if (regex != null) {
                expressions.add(named(rule.setting(), () -> Expression.of(regex, replacement)));
            }
        }
        return new Redaction(pointers, expressions);
    }

    private static <T> T named(String setting, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(setting + ": " + e.getMessage(), e);
        }
    }
}
