package io.tracelake.client.http;

import io.tracelake.client.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.io.JsonStringEncoder;

/** The secrets of one request, to be taken out of whatever a careless service quotes of it. */
final class Hidden {
    private static final String STARS = "****";

    /** Each secret in every form it may be quoted in, longest first: one may be a part of another. */
    private final List<String> forms;

    private Hidden(List<String> forms) {
        this.forms = forms;
    }

    static Hidden of(Stream<Secret> secrets) {
        return new Hidden(secrets.flatMap(secret -> forms(secret.reveal()))
                .filter(form -> !form.isEmpty())
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
    }

    String in(String text) {
        String safe = text;
        for (String form : forms) {
            safe = safe.replace(form, STARS);
        }
        return safe;
    }

    private static Stream<String> forms(String secret) {
        StringBuilder json = new StringBuilder();
        JsonStringEncoder.getInstance().quoteAsString(secret, json);
        String html = secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return Stream.of(
                secret,
                json.toString(),
                json.toString().replace("/", "\\/"),
                Query.encode(secret),
                URLEncoder.encode(secret, StandardCharsets.UTF_8),
                html,
                html.replace("\"", "&quot;").replace("'", "&#39;"),
                html.replace("\"", "&#34;").replace("'", "&#x27;"));
    }
}
