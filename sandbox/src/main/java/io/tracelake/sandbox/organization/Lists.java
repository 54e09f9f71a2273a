package io.tracelake.sandbox.organization;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Lists of things with an id, changed by copying. */
final class Lists {
    private Lists() {}

    static <T> Optional<T> find(List<T> list, String id, Function<T, String> idOf) {
        return list.stream().filter(element -> idOf.apply(element).equals(id)).findFirst();
    }

    static <T> List<T> with(List<T> list, T changed, Function<T, String> idOf) {
        String id = idOf.apply(changed);
        List<T> copy = new ArrayList<>(list);
        copy.replaceAll(element -> idOf.apply(element).equals(id) ? changed : element);
        if (find(list, id, idOf).isEmpty()) {
            copy.add(changed);
        }
        return List.copyOf(copy);
    }

    static <T> List<T> without(List<T> list, String id, Function<T, String> idOf) {
        return list.stream().filter(element -> !idOf.apply(element).equals(id)).toList();
    }
}
