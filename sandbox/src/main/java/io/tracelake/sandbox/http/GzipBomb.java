package io.tracelake.sandbox.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** A page of traces with an input of any length, as a thousandth of its size. */
final class GzipBomb {
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    private static final byte[] BEGIN = "{\"data\":[{\"id\":\"a\",\"input\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\"}],\"meta\":{\"page\":1,\"limit\":100,\"totalItems\":1,\"totalPages\":1}}"
            .getBytes(StandardCharsets.US_ASCII);
    private static final int BLOCK = 1 << 20;

    private GzipBomb() {}

    /** Packed, so many bytes or a few more when unpacked. */
    static byte[] of(long bytes) {
        byte[] block = new byte[BLOCK];
        Arrays.fill(block, (byte) 'a');
        var packed = new ByteArrayOutputStream();
        var crc = new CRC32();
        long blocks = Math.ceilDiv(bytes, BLOCK);
        var deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            packed.writeBytes(HEADER);
            crc.update(BEGIN);
            packed.writeBytes(deflate(deflater, BEGIN));
            // a flushed block refers to nothing before it, so it can be sent again and again
            byte[] packedBlock = deflate(deflater, block);
            for (long n = 0; n < blocks; n++) {
                crc.update(block);
                packed.writeBytes(packedBlock);
            }
            crc.update(END);
            deflater.setInput(END);
            deflater.finish();
            packed.writeBytes(drain(deflater, Deflater.NO_FLUSH));
        } finally {
            deflater.end();
        }
        long length = BEGIN.length + blocks * BLOCK + END.length;
        packed.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) crc.getValue())
                .putInt((int) length)
                .array());
        return packed.toByteArray();
    }

    private static byte[] deflate(Deflater deflater, byte[] text) {
        deflater.setInput(text);
        return drain(deflater, Deflater.FULL_FLUSH);
    }

    private static byte[] drain(Deflater deflater, int flush) {
        byte[] all = new byte[BLOCK];
        return Arrays.copyOf(all, deflater.deflate(all, 0, all.length, flush));
    }
}
