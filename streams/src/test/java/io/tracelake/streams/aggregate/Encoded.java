package io.tracelake.streams.aggregate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;

/** What a part of an aggregate is in the store. */
final class Encoded {
    private Encoded() {}

    @FunctionalInterface
    interface Write {
        void to(Encoder out) throws IOException;
    }

    static byte[] bytes(Write write) {
        try {
            var bytes = new ByteArrayOutputStream();
            var out = EncoderFactory.get().directBinaryEncoder(bytes, null);
            write.to(out);
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Decoder decoder(byte[] bytes) {
        return DecoderFactory.get().binaryDecoder(bytes, null);
    }
}
