package io.tracelake.sandbox.http;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.types.files.StreamedFile;
import io.tracelake.sandbox.traffic.Text;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** The JSON of an answer. Long texts in it are written only as it is sent. */
final class Body {
    private final List<Part> parts;

    private Body(List<Part> parts) {
        this.parts = parts;
    }

    static Body write(Consumer<Writer> content) {
        var writer = new Writer();
        content.accept(writer);
        return writer.end();
    }

    long bytes() {
        return parts.stream().mapToLong(Part::bytes).sum();
    }

    MutableHttpResponse<?> response() {
        if (parts.size() == 1 && parts.getFirst() instanceof Part.Ready all) {
            return HttpResponse.ok(all.text).contentType(MediaType.APPLICATION_JSON_TYPE);
        }
        // of all types of body only a file is both streamed and announced with its length
        return HttpResponse.ok(new StreamedFile(
                new BodyStream(parts), MediaType.APPLICATION_JSON_TYPE, System.currentTimeMillis(), bytes()));
    }

    /** A stretch of the text. */
    sealed interface Part {
        long bytes();

        final class Ready implements Part {
            private final byte[] text;

            Ready(byte[] text) {
                this.text = text;
            }

            @Override
            public long bytes() {
                return text.length;
            }

            int read(long position, byte[] into, int offset, int length) {
                int count = (int) Math.min(length, text.length - position);
                System.arraycopy(text, (int) position, into, offset, count);
                return count;
            }
        }

        record Later(Text.Generated text) implements Part {
            @Override
            public long bytes() {
                return text.bytes();
            }
        }
    }

    /** Writes JSON and notes where long texts belong. */
    static final class Writer {
        private final List<Part> parts = new ArrayList<>();
        private final ByteArrayOutputStream ready = new ByteArrayOutputStream(8_192);
        private final JsonGenerator json = Json.generator(ready);

        JsonGenerator json() {
            return json;
        }

        void text(Text value) {
            switch (value) {
                case Text.Written written -> json.writeRawValue(written.json());
                case Text.Generated generated -> {
                    json.writeRawValue("");
                    cut();
                    parts.add(new Part.Later(generated));
                }
            }
        }

        private void cut() {
            json.flush();
            if (ready.size() > 0) {
                parts.add(new Part.Ready(ready.toByteArray()));
                ready.reset();
            }
        }

        private Body end() {
            cut();
            json.close();
            return new Body(List.copyOf(parts));
        }
    }
}
