package io.tracelake.client.analytics;

/** Where the full texts of values go that are too large to be held. Its faults are unchecked exceptions. */
public interface Overflow {
    /** Keeps nothing. */
    Overflow NOWHERE = () -> Text.NONE;

    /** A value that begins. */
    Text begin();

    /** One value on its way. Ends by {@link #complete} or {@link #abandon}. */
    interface Text {
        /** Keeps nothing. */
        Text NONE = new Text() {
            @Override
            public void write(byte[] bytes, int from, int length) {}

            @Override
            public String complete(String sha256) {
                return "";
            }

            @Override
            public void abandon() {}
        };

        void write(byte[] bytes, int from, int length);

        /**
         * The value has ended, and is safe once this returns.
         *
         * @return where it lies, empty if nowhere
         */
        String complete(String sha256);

        /** The rest doesn't come. */
        void abandon();
    }
}
