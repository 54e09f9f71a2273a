package io.tracelake.app.verify;

import io.tracelake.ingester.source.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What verifying the lake has found.
 *
 * @param window that was compared
 * @param failure why there may be more projects than these, one line; null if these are all
 */
public record Report(
        Window window,
        List<ProjectReport> projects,
        @Nullable String failure) {

    public Figures total() {
        return projects.stream().map(ProjectReport::total).reduce(Figures.NONE, Figures::plus);
    }

    /** Whether every project could be read, and the lake has what it should have. */
    public boolean sound(boolean strict) {
        return failure == null && projects.stream().allMatch(project -> project.sound(strict));
    }
}
