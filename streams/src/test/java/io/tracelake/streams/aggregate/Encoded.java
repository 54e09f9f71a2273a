package io.tracelake.streams.aggregate;

import java.util.function.Consumer;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;

/** What a part of an aggregate is in the store. */
final class Encoded {
    private Encoded() {}

    static byte[] bytes(Consumer<StateBuffer> write) {
        var buffer = new StateBuffer();
        write.accept(buffer);
        return buffer.toBytes();
    }

    static byte[] bytes(Aggregate aggregate) {
        return aggregate.bytes(new StateBuffer());
    }

    static Decoder decoder(byte[] bytes) {
        return DecoderFactory.get().binaryDecoder(bytes, null);
    }
}
