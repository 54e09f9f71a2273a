package io.tracelake.app.service;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Costs for people. */
final class Money {
    private static final int CENTS = 2;

    private Money() {}

    /** Plain digits, none of them rounded away; a dash for none. */
    static String text(@Nullable BigDecimal usd) {
        if (usd == null) {
            return "-";
        }
        BigDecimal shortest = usd.stripTrailingZeros();
        return shortest.setScale(Math.max(CENTS, shortest.scale())).toPlainString();
    }
}
