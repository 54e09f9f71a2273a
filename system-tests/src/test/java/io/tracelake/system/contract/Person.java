package io.tracelake.system.contract;

import io.tracelake.client.Secret;
import io.tracelake.sandbox.SandboxUser;

/** Somebody with an account. */
record Person(String id, String email, Secret token, Secret password) {
    static Person of(SandboxUser user) {
        return new Person(user.id(), user.email(), Secret.of(user.token()), Secret.of(user.password()));
    }
}
