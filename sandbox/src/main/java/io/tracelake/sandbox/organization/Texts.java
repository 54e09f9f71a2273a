package io.tracelake.sandbox.organization;

import java.util.Locale;
import java.util.regex.Pattern;

/** What names, labels and addresses may look like. */
final class Texts {
    static final int MAX_NAME = 100;
    static final int MAX_NOTE = 200;

    private static final int MAX_EMAIL = 254;
    private static final Pattern EMAIL = Pattern.compile("[^@\\s\\p{Cntrl}]+@[^@\\s\\p{Cntrl}]+");

    private Texts() {}

    /** Without blanks around it; neither empty nor longer than so many characters. */
    static String line(String field, String text, int longest) {
        String line = text.strip();
        if (line.isEmpty()) {
            throw RuleException.invalidField(field, "must not be blank");
        }
        if (line.codePointCount(0, line.length()) > longest) {
            throw RuleException.invalidField(field, "must not be longer than " + longest + " characters");
        }
        return line;
    }

    static String email(String text) {
        String email = text.strip().toLowerCase(Locale.ROOT);
        if (email.length() > MAX_EMAIL || !EMAIL.matcher(email).matches()) {
            throw RuleException.invalidField("email", "must be an e-mail address");
        }
        return email;
    }
}
