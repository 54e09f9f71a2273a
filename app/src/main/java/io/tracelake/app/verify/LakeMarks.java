package io.tracelake.app.verify;

import io.tracelake.client.json.Extras;
import io.tracelake.client.json.JsonCursor;
import io.tracelake.client.json.ShapeException;
import io.tracelake.client.json.UnreadableBodyException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the extras of a row of the lake say about its input, output and metadata.
 *
 * @param extras without that
 * @param hashes SHA-256 of those that are cut
 * @param partial whether some of them aren't carried at all, so that there is nothing to compare
 */
record LakeMarks(@Nullable String extras, Map<String, String> hashes, boolean partial) {
    private static final String NAME = "tracelake";

    static LakeMarks of(@Nullable String extras) {
        if (extras == null || !extras.contains('"' + NAME + '"')) {
            return new LakeMarks(extras, Map.of(), false);
        }
        try {
            return JsonCursor.read(extras.getBytes(StandardCharsets.UTF_8), LakeMarks::read);
        } catch (UnreadableBodyException e) {
            return new LakeMarks(extras, Map.of(), false);
        }
    }

    private static LakeMarks read(JsonCursor json) throws ShapeException {
        var others = new Extras();
        var hashes = new HashMap<String, String>();
        boolean partial = false;
        for (String member = json.nextMember(); member != null; member = json.nextMember()) {
            if (member.equals(NAME) && json.atObject()) {
                for (String kind = json.nextMember(); kind != null; kind = json.nextMember()) {
                    if (kind.equals("cut") || kind.equals("files")) {
                        readHashes(json, hashes);
                    } else {
                        partial = true;
                        json.skip();
                    }
                }
            } else {
                others.put(member, json.raw());
            }
        }
        return new LakeMarks(others.json(), hashes, partial);
    }

    private static void readHashes(JsonCursor json, Map<String, String> hashes) throws ShapeException {
        for (String text = json.nextMember(); text != null; text = json.nextMember()) {
            for (String fact = json.nextMember(); fact != null; fact = json.nextMember()) {
                if (fact.equals("sha256")) {
                    hashes.put(text, json.text());
                } else {
                    json.skip();
                }
            }
        }
    }
}
