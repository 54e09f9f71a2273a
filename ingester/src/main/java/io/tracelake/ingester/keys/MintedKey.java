package io.tracelake.ingester.keys;

import io.tracelake.client.KeyPair;
import java.time.Instant;

/**
 * A key that its owner has made.
 *
 * @param replaceAt when it has lived two thirds of its life
 */
record MintedKey(String id, KeyPair pair, Instant madeAt, Instant replaceAt) {}
