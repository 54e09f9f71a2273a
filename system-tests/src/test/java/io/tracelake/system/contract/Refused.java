package io.tracelake.system.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tracelake.client.http.ConflictException;
import io.tracelake.client.http.CredentialsRefusedException;
import io.tracelake.client.http.InvalidRequestException;
import io.tracelake.client.http.NotFoundException;
import io.tracelake.client.http.ServiceError;
import io.tracelake.client.http.ServiceException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A call that must be refused, with the exception that is made for its status and the service's reasons in it. */
final class Refused {
    private Refused() {}

    static void forbidden(ThrowingCallable call) {
        with(403, CredentialsRefusedException.class, call);
    }

    static void unauthorized(ThrowingCallable call) {
        with(401, CredentialsRefusedException.class, call);
    }

    static void notFound(ThrowingCallable call) {
        with(404, NotFoundException.class, call);
    }

    static void conflict(ThrowingCallable call) {
        with(409, ConflictException.class, call);
    }

    /** Refused for the state of things rather than for a member of the request. */
    static ServiceError unprocessable(ThrowingCallable call) {
        return with(422, InvalidRequestException.class, call);
    }

    static void invalid(String pointer, ThrowingCallable call) {
        assertThat(unprocessable(call).pointer()).isEqualTo(pointer);
    }

    /** The analytics service says why in a form of its own: a message without a status. */
    static void unauthorizedByAnalytics(ThrowingCallable call) {
        refusal(401, CredentialsRefusedException.class, call);
    }

    static void notFoundByAnalytics(ThrowingCallable call) {
        refusal(404, NotFoundException.class, call);
    }

    private static <E extends ServiceException> ServiceError with(int status, Class<E> type, ThrowingCallable call) {
        ServiceError error = refusal(status, type, call);
        assertThat(error.status()).isEqualTo(String.valueOf(status));
        assertThat(error.title()).isNotBlank();
        assertThat(error.detail()).isNotBlank();
        return error;
    }

    private static <E extends ServiceException> ServiceError refusal(int status, Class<E> type, ThrowingCallable call) {
        E refusal = catchThrowableOfType(type, call);
        assertThat(refusal).as("expected %d: %s", status, type.getSimpleName()).isNotNull();
        assertThat(refusal.status()).isEqualTo(status);
        assertThat(refusal.mayHaveTakenEffect()).isFalse();
        assertThat(refusal.errors()).hasSize(1);
        return refusal.errors().getFirst();
    }
}
