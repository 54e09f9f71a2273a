package io.tracelake.sandbox.organization;

import java.time.Instant;

/**
 * What a project is, apart from what belongs to it.
 *
 * @param number position among the projects of the beginning, or {@link #CREATED}
 */
public record ProjectFacts(String id, String name, int number, Instant createdAt, Instant updatedAt) {
    static final int CREATED = -1;

    /** True if the project was made after the beginning. */
    public boolean isCreated() {
        return number == CREATED;
    }

    public boolean isDefault() {
        return number == 0;
    }

    /** The projects of the beginning differ in what they have; later ones have nothing of it. */
    public boolean hasWallet() {
        return number >= 0 && number % 2 == 0;
    }

    public int toolsCount() {
        return number < 0 || number % 3 == 1 ? 0 : number + 2;
    }

    public int notebooksCount() {
        return number < 0 || number % 3 == 2 ? 0 : number + 1;
    }

    ProjectFacts renamed(String newName, Instant now) {
        return new ProjectFacts(id, newName, number, createdAt, now);
    }
}
