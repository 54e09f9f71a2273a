package io.tracelake.ingester.publish;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A text that a user has typed, and into which a secret may have been pasted. */
final class FreeText {
    private static final String HIDDEN = "****";

    /** What is known by how it begins: keys of this service and of providers of models, tokens of well-known services. */
    private static final Pattern MARKED = Pattern.compile(
            "(?i)(?<![a-z0-9])(?:[sr]k-[\\w-]{6}|(?:gh[a-z]|github_pat|glpat|hf|xox[a-z]|gsk|xai|nvapi)[_-]\\w{6}|AKIA[0-9A-Z]{12}|AIza[\\w-]{20}|eyJ[\\w-]{10}|bearer \\S{8})");

    /** As long as nobody types a word. */
    private static final Pattern LONG = Pattern.compile("[A-Za-z0-9+/=_]{32,}+");

    private FreeText() {}

    /** The text, or {@code ****} if it looks like a secret or holds something that does. */
    static @Nullable String shown(@Nullable String text) {
        return text == null || !holdsSecret(text) ? text : HIDDEN;
    }

    private static boolean holdsSecret(String text) {
        return MARKED.matcher(text).find() || LONG.matcher(text).results().anyMatch(found -> isMixed(found.group()));
    }

    private static boolean isMixed(String word) {
        return word.chars().anyMatch(Character::isDigit) && word.chars().anyMatch(Character::isLetter);
    }
}
