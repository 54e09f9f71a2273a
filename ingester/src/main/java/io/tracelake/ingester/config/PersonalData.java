package io.tracelake.ingester.config;

import io.tracelake.client.Secret;

/**
 * What is carried of the persons behind members.
 *
 * @param inClear true: e-mail addresses and names as they are
 * @param salt of the hash that stands for an e-mail address in any case
 */
public record PersonalData(boolean inClear, Secret salt) {}
