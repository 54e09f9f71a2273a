package io.tracelake.sandbox.organization;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The keys of one project, oldest first. Never changes; a change makes another one. */
public record ApiKeys(List<ApiKey> all) {
    public ApiKeys {
        all = List.copyOf(all);
    }

    /** The oldest live key whose secret the service can show. */
    public Optional<ApiKey> shown(Instant now) {
        return all.stream().filter(key -> key.serviceMade() && key.isLive(now)).findFirst();
    }

    /** The one to show, or the oldest live one of all if there is none. */
    public Optional<ApiKey> preferred(Instant now) {
        return shown(now).or(() -> all.stream().filter(key -> key.isLive(now)).findFirst());
    }

    public ApiKey get(String keyId) {
        return Lists.find(all, keyId, ApiKey::id)
                .orElseThrow(() -> RuleException.notFound("There is no API key %s".formatted(keyId)));
    }

    public ApiKeys add(ApiKey key) {
        return new ApiKeys(Lists.with(all, key, ApiKey::id));
    }

    /** Nothing but the note of a key can change. */
    public ApiKeys rename(String keyId, String note) {
        return add(get(keyId).withNote(Texts.line("note", note, Texts.MAX_NOTE)));
    }

    public ApiKeys delete(String keyId) {
        return new ApiKeys(Lists.without(all, get(keyId).id(), ApiKey::id));
    }

    /** Without the key that has this id or public key, if there is one. */
    ApiKeys withoutKey(String idOrPublicKey) {
        return new ApiKeys(all.stream()
                .filter(key -> !key.id().equals(idOrPublicKey)
                        && !key.pair().publicKey().equals(idOrPublicKey))
                .toList());
    }

    /** The service's own keys gone, this one in their place. */
    ApiKeys rotate(ApiKey replacement) {
        return new ApiKeys(all.stream().filter(key -> !key.serviceMade()).toList()).add(replacement);
    }
}
