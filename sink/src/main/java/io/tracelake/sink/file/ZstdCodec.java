package io.tracelake.sink.file;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Compresses Parquet pages with zstd through its own bindings; Parquet's default codecs would need Hadoop. */
final class ZstdCodec implements CompressionCodecFactory, CompressionCodecFactory.BytesInputCompressor {
    private final ZstdCompressCtx context;
    private final Page page = new Page();

    ZstdCodec(int level) {
        context = new ZstdCompressCtx().setLevel(level);
    }

    @Override
    public BytesInput compress(BytesInput bytes) throws IOException {
        page.reset();
        bytes.writeAllTo(page);
        return page.compress();
    }

    @Override
    public CompressionCodecName getCodecName() {
        return CompressionCodecName.ZSTD;
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        if (codec != CompressionCodecName.ZSTD) {
            throw new IllegalArgumentException("only zstd, not " + codec);
        }
        return this;
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        throw new UnsupportedOperationException("the sink only writes");
    }

    @Override
    public void release() {
        context.close();
    }

    /** Lends its array, which {@link ByteArrayOutputStream} would copy. */
    private final class Page extends ByteArrayOutputStream {
        private byte[] compressed = {};

        BytesInput compress() {
            int bound = Math.toIntExact(Zstd.compressBound(count));
            if (compressed.length < bound) {
                compressed = new byte[bound];
            }
            int length = context.compressByteArray(compressed, 0, compressed.length, buf, 0, count);
            // Parquet copies the bytes before it asks for the next page.
            return BytesInput.from(compressed, 0, length);
        }
    }
}
