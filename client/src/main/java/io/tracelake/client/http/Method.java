package io.tracelake.client.http;

/** The method of a request. */
public enum Method {
    GET,
    POST,
    PUT,
    PATCH,
    DELETE
}
