package io.tracelake.app.config;

/**
 * A value as somebody wrote it.
 *
 * @param origin the file or the environment variable, for messages
 */
record Given(String text, String origin) {
    /** Not the text: it may be a secret. */
    @Override
    public String toString() {
        return "Given[origin=" + origin + "]";
    }
}
