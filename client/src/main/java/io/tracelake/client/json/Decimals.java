package io.tracelake.client.json;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Decimals from JSON text, never through a double. Cheap for every input: a number with an absurd exponent is refused
 * before its digits are written out.
 */
public final class Decimals {
    private static final int LONGEST_TEXT = 1_000;

    private Decimals() {}

    static BigDecimal parse(String text) throws ShapeException {
        if (text.length() > LONGEST_TEXT) {
            throw new ShapeException("a number of more than " + LONGEST_TEXT + " characters");
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException notANumber) {
            throw new ShapeException("not a number");
        }
    }

    /**
     * The value with exactly {@code scale} decimals, rounded half-even.
     *
     * @throws ShapeException if it then has more than {@code precision} digits
     */
    public static BigDecimal fit(BigDecimal value, int precision, int scale) throws ShapeException {
        long integerDigits = (long) value.precision() - value.scale();
        if (value.signum() == 0 || integerDigits < -scale) {
            return BigDecimal.valueOf(0, scale);
        }
        if (integerDigits <= precision - scale) {
            BigDecimal fitted = value.setScale(scale, RoundingMode.HALF_EVEN);
            if (fitted.precision() <= precision) {
                return fitted;
            }
        }
        throw new ShapeException("does not fit decimal(" + precision + "," + scale + ")");
    }

    /** The value as a whole number. */
    static long whole(BigDecimal value) throws ShapeException {
        try {
            return value.longValueExact();
        } catch (ArithmeticException notWhole) {
            throw new ShapeException("not a whole number of 64 bits");
        }
    }
}
