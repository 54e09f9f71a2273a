package io.tracelake.client.http;

import io.tracelake.client.json.UnreadableBodyException;

/** Turns the body of a successful answer into a value. May be called again, with another body, after it failed. */
@FunctionalInterface
public interface BodyReader<T> {
    T read(byte[] body) throws UnreadableBodyException;
}
