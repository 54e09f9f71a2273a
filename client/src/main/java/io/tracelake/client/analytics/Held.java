package io.tracelake.client.analytics;

import io.tracelake.client.http.BodyTooLargeException;
import io.tracelake.client.json.HeldText;
import io.tracelake.client.json.UnreadableBodyException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/** What is held of an answer with traces. Most are small, and held as they are. */
final class Held {
    private static final int SMALL = 1 << 20;

    private Held() {}

    @FunctionalInterface
    private interface Cutting {
        HeldText cut(InputStream body, Keep keep) throws IOException, UnreadableBodyException;
    }

    static HeldText page(InputStream body, Keep keep) throws IOException, UnreadableBodyException {
        return of(body, keep, TraceCutter::page);
    }

    static HeldText trace(InputStream body, Keep keep) throws IOException, UnreadableBodyException {
        return of(body, keep, TraceCutter::trace);
    }

    private static HeldText of(InputStream body, Keep keep, Cutting cutting)
            throws IOException, UnreadableBodyException {
        int small = (int) Math.min(SMALL, keep.recordBytes());
        byte[] head = body.readNBytes(small + 1);
        if (head.length > small) {
            return cutting.cut(new SequenceInputStream(new ByteArrayInputStream(head), body), keep);
        }
        if (!keep.room().test(head.length)) {
            throw new BodyTooLargeException("the body is larger than what may be held of it");
        }
        return HeldText.whole(head);
    }
}
