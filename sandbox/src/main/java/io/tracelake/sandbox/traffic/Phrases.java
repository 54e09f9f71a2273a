package io.tracelake.sandbox.traffic;

import java.util.List;

/** Sentences for prompts and answers. None holds a quote, a backslash or a control character: they go into JSON as is. */
final class Phrases {
    private static final List<String> SYSTEM = List.of(
            "You are a support assistant for an online shop. Answer briefly, cite the policy section, and never promise"
                    + " a refund before the order has been checked.",
            "You translate product texts between German, Polish and English. Keep units, placeholders and brand names"
                    + " as they are.",
            "You write SQL for a read-only analytics warehouse. Use only the tables given. Explain the query in one"
                    + " sentence after it.",
            "Summarise the document for a busy reader: three points, no adjectives, numbers kept exactly.");
    private static final List<String> QUESTIONS = List.of(
            "Where is my order? It should have arrived on Tuesday and the tracking page has not moved since.",
            "Please summarise the attached contract and list every clause that mentions a notice period.",
            "How many customers placed a second order within thirty days, by month and country?",
            "Translate this description into Polish and keep the line breaks.",
            "Classify the following ticket: the invoice shows the wrong VAT number and I need a corrected one today.",
            "Why does the nightly import fail with a time-out only on the first day of the month?",
            "Draft a polite reply that declines the meeting but offers two other dates next week.",
            "Which plan do I need for five seats and single sign-on, and what does it cost a year?");
    private static final List<String> SENTENCES = List.of(
            "The parcel left the warehouse on Monday evening and is now with the regional carrier.",
            "According to section 4.2, returns are free of charge within thirty days of delivery.",
            "I have checked the last three invoices, and only the most recent one carries the old number.",
            "The query joins orders with customers and counts each customer once for every month.",
            "Most of the delay comes from the lock that the archive job holds until it has finished.",
            "Both dates keep your original time slot, so nobody has to move another appointment.",
            "If the status does not change by tomorrow noon, I will open a claim on your behalf.",
            "The document names two notice periods: three months for the lease and six weeks for services.",
            "Die Lieferung wird voraussichtlich am Donnerstag zugestellt, spätestens jedoch am Freitag.",
            "Dziękujemy za cierpliwość; zwrot środków zajmie do pięciu dni roboczych.",
            "For five seats the team plan is enough, and single sign-on is part of it at no extra charge.",
            "A smaller batch size and a longer time-out on the first of the month would both avoid the failure.",
            "Please note that the figures exclude cancelled orders and test accounts.",
            "The retrieved passages agree on this point, with one older page giving a different amount.");

    private Phrases() {}

    static String system(Draws draws) {
        return draws.pick(SYSTEM);
    }

    static String question(Draws draws) {
        String question = draws.pick(QUESTIONS);
        return draws.chance(0.5) ? question + " Reference " + (100_000 + draws.below(900_000)) + "." : question;
    }

    static String answer(Draws draws, int sentences) {
        StringBuilder text = new StringBuilder(sentences * 90);
        for (int n = 0; n < sentences; n++) {
            text.append(n == 0 ? "" : " ").append(draws.pick(SENTENCES));
        }
        return text.toString();
    }
}
