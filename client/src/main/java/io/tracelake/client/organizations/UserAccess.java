package io.tracelake.client.organizations;

import io.tracelake.client.Secret;
import io.tracelake.client.http.BaseUrl;
import java.net.URI;

/** How the user on whose behalf everything is asked proves who that is. */
public sealed interface UserAccess {
    /**
     * A token that somebody else renews. If the service refuses it, that is final. One that holds anything but letters,
     * digits, dots, hyphens and underscores is an {@link IllegalArgumentException}.
     */
    record Token(Secret token) implements UserAccess {
        public Token {
            if (!AccessToken.wellFormed(token)) {
                throw new IllegalArgumentException("token must be of " + AccessToken.CHARACTERS + " only: " + token);
            }
        }
    }

    /**
     * A name and a password, for which the authentication service gives tokens that the client renews by itself.
     *
     * @param authUrl base address of the authentication service
     */
    record Login(URI authUrl, String username, Secret password) implements UserAccess {
        public Login {
            authUrl = new BaseUrl(authUrl).uri();
            if (username.isBlank()) {
                throw new IllegalArgumentException("username must not be blank");
            }
            if (password.reveal().isEmpty()) {
                throw new IllegalArgumentException("password must not be empty (username " + username + ")");
            }
        }
    }
}
