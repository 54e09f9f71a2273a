package io.tracelake.sandbox.organization;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who is logged in, and who has tried too often. In memory only: a restart ends every log-in, while the users' static
 * tokens follow from the seed and never expire. Safe for use by many threads.
 */
public final class Sessions {
    public static final Duration ATTEMPTS_KEPT = Duration.ofMinutes(15);

    private static final Duration REFRESH_TOKENS = Duration.ofDays(30);
    private static final int TOKENS_KEPT = 10_000;

    private final Organization organization;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, String> staticTokens = new ConcurrentHashMap<>();
    private final Map<String, Lease> access = bounded();
    private final Map<String, Lease> refresh = bounded();
    private final Map<String, List<Instant>> failures = bounded();

    public Sessions(Organization organization) {
        this.organization = organization;
    }

    /** The token of a user that never expires. */
    public String staticToken(Account account) {
        return staticTokens.computeIfAbsent(account.id(), userId -> derivedToken(account));
    }

    private String derivedToken(Account account) {
        boolean isFirstOwner = organization.accounts().all().getFirst().id().equals(account.id());
        return isFirstOwner ? organization.seed().token() : organization.seed().token(account.id());
    }

    public String password(Account account) {
        return organization.seed().password(account.id());
    }

    /** Who a token belongs to; nobody if it is unknown or has expired. */
    public Optional<Account> byToken(String token) {
        Optional<Account> known = organization.accounts().all().stream()
                .filter(account -> staticToken(account).equals(token))
                .findFirst();
        return known.isPresent() ? known : live(access, token);
    }

    /** Counts as a failed attempt if the password is wrong or there is no such user. */
    public synchronized Login logIn(String username, String password) {
        String name = username.strip().toLowerCase(Locale.ROOT);
        Instant now = organization.now();
        List<Instant> failed = new ArrayList<>(failures.getOrDefault(name, List.of()));
        failed.removeIf(attempt -> !now.isBefore(attempt.plus(ATTEMPTS_KEPT)));
        if (failed.size() >= organization.config().failedLogins()) {
            return new Login.TooMany(Duration.between(now, failed.getFirst().plus(ATTEMPTS_KEPT)));
        }
        Optional<Account> account = organization
                .accounts()
                .byEmail(name)
                .filter(found -> password(found).equals(password));
        if (account.isEmpty()) {
            failed.add(now);
            failures.put(name, failed);
            return new Login.Wrong();
        }
        failures.remove(name);
        String refreshToken = token();
        refresh.put(refreshToken, new Lease(account.get().id(), now.plus(REFRESH_TOKENS)));
        return session(account.get(), refreshToken);
    }

    /** A new access token; the refresh token stays the same. */
    public synchronized Login refresh(String refreshToken) {
        Optional<Account> account = live(refresh, refreshToken);
        return account.isEmpty() ? new Login.Wrong() : session(account.get(), refreshToken);
    }

    private Login session(Account account, String refreshToken) {
        String accessToken = token();
        Instant end = organization.now().plus(organization.config().accessTokens());
        access.put(accessToken, new Lease(account.id(), end));
        return new Login.Session(account, accessToken, refreshToken);
    }

    private synchronized Optional<Account> live(Map<String, Lease> leases, String token) {
        Lease lease = leases.get(token);
        if (lease == null || !organization.now().isBefore(lease.until())) {
            return Optional.empty();
        }
        return organization.accounts().byId(lease.userId());
    }

    private String token() {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        return "session." + HexFormat.of().formatHex(bytes);
    }

    private static <T> Map<String, T> bounded() {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
                return size() > TOKENS_KEPT;
            }
        };
    }

    private record Lease(String userId, Instant until) {}

    /** What became of an attempt to log in. */
    public sealed interface Login {
        /** The tokens are not part of {@link #toString}. */
        record Session(Account account, String accessToken, String refreshToken) implements Login {
            @Override
            public String toString() {
                return "Session[account=%s, accessToken=****, refreshToken=****]".formatted(account);
            }
        }

        record Wrong() implements Login {}

        record TooMany(Duration pause) implements Login {}
    }
}
