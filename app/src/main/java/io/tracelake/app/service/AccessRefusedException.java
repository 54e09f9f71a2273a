package io.tracelake.app.service;

import io.tracelake.client.http.CredentialsRefusedException;

/** The service refuses the keys of a project. The message names it. */
public final class AccessRefusedException extends RuntimeException {
    AccessRefusedException(NamedProject project, CredentialsRefusedException cause) {
        super("project " + project + ": its key pair is refused: " + cause.getMessage(), cause);
    }
}
