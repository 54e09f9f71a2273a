package io.tracelake.schemas;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Reads values of a topic for whom passes most of them on: texts stay UTF-8, instants and days numbers, decimals bytes.
 * Thread-safe.
 */
public final class RowDecoder {
    /** Knows no logical types, so that nothing is converted. */
    public static final GenericData MODEL = new GenericData();

    private static final String TEXTS_ARE_STRINGS = ",\"avro.java.string\":\"String\"";

    static {
        AvroLimits.apply();
    }

    private final String name;
    private final BinaryMessageDecoder<GenericRecord> decoder;

    public RowDecoder(Topic<?> topic) {
        this.name = topic.name();
        this.decoder = new BinaryMessageDecoder<>(MODEL, withTextsAsBytes(topic.schema()), ReleasedSchemas.store());
    }

    private static Schema withTextsAsBytes(Schema schema) {
        return new Schema.Parser().parse(schema.toString().replace(TEXTS_ARE_STRINGS, ""));
    }

    /**
     * Reads a value that any released version of the schema wrote.
     *
     * @throws UndecodableRecordException if the bytes are no such value
     */
    public GenericRecord decode(byte @Nullable [] bytes) {
        if (bytes == null) {
            throw new UndecodableRecordException(name + ": the value is empty", null);
        }
        try {
            GenericRecord row = decoder.decode(bytes);
            requireUtf8(row);
            return row;
        } catch (CharacterCodingException e) {
            throw new UndecodableRecordException(name + ": a text is not UTF-8", e);
        } catch (IOException | RuntimeException e) {
            // Which exception it is depends on the broken bytes; Avro has many.
            throw new UndecodableRecordException(name + ": " + e.getMessage(), e);
        }
    }

    /** Avro takes whatever bytes stand where a text should, and readers of the lake refuse a file that has them. */
    private static void requireUtf8(@Nullable Object value) throws CharacterCodingException {
        switch (value) {
            case Utf8 text -> requireUtf8(text.getBytes(), text.getByteLength());
            case Collection<?> values -> {
                for (Object one : values) {
                    requireUtf8(one);
                }
            }
            case IndexedRecord record -> {
                for (int field = 0; field < record.getSchema().getFields().size(); field++) {
                    requireUtf8(record.get(field));
                }
            }
            case null, default -> {}
        }
    }

    private static void requireUtf8(byte[] text, int length) throws CharacterCodingException {
        int signs = 0;
        for (int i = 0; i < length; i++) {
            signs |= text[i];
        }
        boolean ascii = signs >= 0;
        if (!ascii) {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text, 0, length));
        }
    }
}
