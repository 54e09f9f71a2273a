package io.tracelake.client.organizations;

import io.tracelake.client.KeyPair;

/** A key just made, with its secret: the service shows it this once. */
public record NewApiKey(ApiKey key, KeyPair pair) {}
