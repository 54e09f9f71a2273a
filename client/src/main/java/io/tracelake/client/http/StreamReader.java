package io.tracelake.client.http;

import io.tracelake.client.json.UnreadableBodyException;
import java.io.IOException;
import java.io.InputStream;

/** Turns the body of a successful answer into a value while it comes. May be called again, with another body. */
@FunctionalInterface
public interface StreamReader<T> {
    /**
     * Reads as much of a body as it needs.
     *
     * @throws BodyTooLargeException if it holds more than may be kept
     * @throws IOException only from the body itself; a fault of another place has to be unchecked
     */
    T read(InputStream body) throws IOException, UnreadableBodyException;
}
