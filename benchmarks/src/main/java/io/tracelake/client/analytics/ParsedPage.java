package io.tracelake.client.analytics;

import io.tracelake.client.json.UnreadableBodyException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;

/** A body taken apart as it is when it comes from the service. */
public final class ParsedPage {
    private static final long MOST = 64 << 20;
    private static final URI SOURCE = URI.create("http://127.0.0.1/");

    private ParsedPage() {}

    public static Page<TraceRow> of(byte[] body) throws IOException, UnreadableBodyException {
        return Answers.page(Held.page(new ByteArrayInputStream(body), Keep.upTo(MOST)), SOURCE, TraceMembers::new);
    }
}
