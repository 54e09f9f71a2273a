package io.tracelake.schemas;

import java.util.Map;

/**
 * What Avro has to be told by system properties before its first use. Without the limits, a broken length in a value
 * makes the reader ask for gigabytes, and one bad record ends the process.
 */
final class AvroLimits {
    private static final String LONGEST = Integer.toString(TopicProvisioning.MAX_RECORD_BYTES * 2);

    private static final Map<String, String> PROPERTIES = Map.of(
            "org.apache.avro.limits.string.maxLength", LONGEST,
            "org.apache.avro.limits.bytes.maxLength", LONGEST,
            "org.apache.avro.limits.collectionItems.maxLength", LONGEST,
            "org.apache.avro.SERIALIZABLE_PACKAGES", AvroLimits.class.getPackageName());

    private AvroLimits() {}

    /** Sets what the user hasn't set. */
    static void apply() {
        PROPERTIES.forEach((key, value) -> {
            if (System.getProperty(key) == null) {
                System.setProperty(key, value);
            }
        });
    }
}
