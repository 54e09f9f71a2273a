package io.tracelake.app.command;

import io.tracelake.app.config.ConfigurationException;
import io.tracelake.ingester.replay.LetterPlace;

final class LetterIds {
    private LetterIds() {}

    static LetterPlace place(String id) {
        try {
            return LetterPlace.parse(id);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()));
        }
    }
}
