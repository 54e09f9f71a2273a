package io.tracelake.bench.service;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A request as far as it matters here. */
record PageRequest(String path, Map<String, String> parameters, int project) {
    private static final String BASIC = "authorization: basic ";
    private static final String KEY = "pk-";

    /** @param head request line and headers */
    static PageRequest parse(String head) {
        String target = head.substring(head.indexOf(' ') + 1, head.indexOf(' ', head.indexOf(' ') + 1));
        int question = target.indexOf('?');
        var parameters = new HashMap<String, String>();
        if (question >= 0) {
            for (String pair : target.substring(question + 1).split("&", -1)) {
                int equals = pair.indexOf('=');
                parameters.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return new PageRequest(question < 0 ? target : target.substring(0, question), parameters, project(head));
    }

    /** The number in the user name; -1 without one. */
    private static int project(String head) {
        int at = head.toLowerCase(Locale.ROOT).indexOf(BASIC);
        if (at < 0) {
            return -1;
        }
        String encoded = head.substring(at + BASIC.length(), head.indexOf('\r', at));
        String pair = new String(Base64.getDecoder().decode(encoded.strip()), StandardCharsets.UTF_8);
        return Integer.parseInt(pair.substring(KEY.length(), pair.indexOf(':')));
    }

    long millis(String parameter, long otherwise) {
        String value = parameters.get(parameter);
        return value == null ? otherwise : Instant.parse(value).toEpochMilli();
    }

    int number(String parameter, int otherwise) {
        String value = parameters.get(parameter);
        return value == null ? otherwise : Integer.parseInt(value);
    }
}
