package io.tracelake.app.output;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.util.Locale;
import java.util.Optional;

/** How many letters fit into a line of the terminal, and how many lines onto it. */
public record TerminalSize(int columns, int rows) {
    /** Where there is no terminal, or none that tells its size. */
    public static final TerminalSize UNKNOWN = new TerminalSize(120, 50);

    private static final int STANDARD_OUTPUT = 1;
    private static final long LINUX_TIOCGWINSZ = 0x5413;
    private static final long BSD_TIOCGWINSZ = 0x40087468;

    /** Of the terminal that standard output is now; changes with its window. */
    public static TerminalSize now() {
        return ask().orElse(UNKNOWN);
    }

    /** {@code ioctl(1, TIOCGWINSZ, struct winsize*)}: four unsigned shorts, rows and columns first. */
    @SuppressWarnings("restricted")
    private static Optional<TerminalSize> ask() {
        var linker = Linker.nativeLinker();
        var function = linker.defaultLookup().find("ioctl");
        if (function.isEmpty()) {
            return Optional.empty();
        }
        var signature = FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS);
        var ioctl = linker.downcallHandle(function.get(), signature, Linker.Option.firstVariadicArg(2));
        try (var arena = Arena.ofConfined()) {
            var size = arena.allocate(ValueLayout.JAVA_SHORT, 4);
            int failed = (int) ioctl.invokeExact(STANDARD_OUTPUT, request(), size);
            int rows = Short.toUnsignedInt(size.getAtIndex(ValueLayout.JAVA_SHORT, 0));
            int columns = Short.toUnsignedInt(size.getAtIndex(ValueLayout.JAVA_SHORT, 1));
            return failed != 0 || rows == 0 || columns == 0
                    ? Optional.empty()
                    : Optional.of(new TerminalSize(columns, rows));
        } catch (Throwable e) {
            throw new IllegalStateException("asking the terminal for its size", e);
        }
    }

    private static long request() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")
                ? LINUX_TIOCGWINSZ
                : BSD_TIOCGWINSZ;
    }
}
