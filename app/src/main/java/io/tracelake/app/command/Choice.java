package io.tracelake.app.command;

import io.tracelake.client.organizations.ProjectSort;
import io.tracelake.client.organizations.Related;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Constants as the service spells them, in camel, snake or kebab case. */
final class Choice {
    private Choice() {}

    private static <E extends Enum<E>> E of(Class<E> type, String text, Function<E, String> spelling) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> bare(constant.name()).equals(bare(text)))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is none of "
                        + Arrays.stream(type.getEnumConstants()).map(spelling).collect(Collectors.joining(", "))));
    }

    private static String bare(String name) {
        return name.replaceAll("[_-]", "").toLowerCase(Locale.ROOT);
    }

    static final class Sort implements ITypeConverter<ProjectSort> {
        @Override
        public ProjectSort convert(String text) {
            return of(ProjectSort.class, text, ProjectSort::parameter);
        }
    }

    static final class Include implements ITypeConverter<Related> {
        @Override
        public Related convert(String text) {
            return of(Related.class, text, Include::spelling);
        }

        private static String spelling(Related related) {
            return switch (related) {
                case USERS -> "users";
                case API_KEYS -> "apiKeys";
                case LLM_API_KEYS -> "llmApiKeys";
                case SENTINEL_PASSES -> "sentinelPasses";
            };
        }
    }
}
