package io.tracelake.app.request;

import io.tracelake.ingester.replay.LetterPlace;
import io.tracelake.schemas.DeadLetter;

/** A dead letter where it lies. */
public record Letter(LetterPlace place, DeadLetter content) {}
