package io.tracelake.ingester.publish;

import io.tracelake.client.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** What stands for an e-mail address: the same for the same address, and of no use to whoever doesn't know the salt. */
final class EmailHash {
    private static final String ALGORITHM = "HmacSHA256";

    private final Mac mac;

    EmailHash(Secret salt) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(salt.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    @Nullable String of(@Nullable String email) {
        if (email == null || email.isBlank()) {
            return null;
        }
        byte[] address = email.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(mac.doFinal(address));
    }
}
