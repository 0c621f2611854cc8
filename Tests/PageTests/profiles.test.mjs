import assert from "node:assert/strict";
import { test } from "node:test";

import { convertAdvice } from "../../Sources/SpeechWeb/Page/convert-advice.js";
import { clipFacts, profileName, Profiles } from "../../Sources/SpeechWeb/Page/profiles.js";

test("a short name is made of a name, and is none the server refuses", () => {
    assert.equal(profileName("Zoë Müller"), "zoe-muller");
    assert.equal(profileName("  Dr. No!  "), "dr-no");
    assert.equal(profileName("山田"), "");
    assert.match(profileName(`${"a".repeat(63)} b`), /^[a-z0-9][a-z0-9-]{0,62}[a-z0-9]$/);
});

test("a clip's figures are read, and those that aren't there are none", () => {
    const problems = [{ code: "noisy", message: "x" }];
    const clip = { seconds: 12, level_db: -20, clipped: 0.1, noise_db: 30, problems };
    assert.deepEqual(clipFacts({ clip }), { seconds: 12, level: -20, clipped: 0.1, noise: 30, problems });
    assert.deepEqual(clipFacts({}), { seconds: null, level: null, clipped: null, noise: null, problems: [] });
});

test("what is asked of the server", async () => {
    const asked = [];
    globalThis.fetch = async (path, options) => {
        asked.push([options.method ?? "GET", path, options.body]);
        return Response.json({ data: [], id: "x" });
    };
    const profiles = new Profiles();
    await profiles.add(new Blob(["clip"], { type: "audio/wav" }), { name: "zoe", display_name: "Zoë & co" });
    await profiles.rename({ id: "1/2", name: "zoe" }, { name: "zo" });
    await profiles.bringIn(new Blob(["file"]), "other");
    await profiles.remove({ id: "7" });
    assert.deepEqual(asked.map(([method, path]) => `${method} ${path}`), [
        "POST /v1/profiles?name=zoe&display_name=Zo%C3%AB+%26+co&consent=true", "GET /v1/profiles",
        "PATCH /v1/profiles/1%2F2", "GET /v1/profiles",
        "POST /v1/profiles/import?name=other", "GET /v1/profiles",
        "DELETE /v1/profiles/7", "GET /v1/profiles",
    ]);
    assert.equal(asked[2][2], '{"name":"zo"}');
    assert.equal(profiles.exportAddress({ id: "1/2" }), "/v1/profiles/1%2F2/export");
});

test("advice of conversion comes before that of speech", () => {
    assert.equal(convertAdvice({ status: 503 }), "convert.advice.busy");
    assert.equal(convertAdvice({ param: "to" }), "convert.advice.voice");
    assert.equal(convertAdvice({ param: "query.to" }), "convert.advice.voice");
    assert.equal(convertAdvice({ status: 409, param: "name" }), "convert.advice.name");
    assert.equal(convertAdvice({ param: "file", code: "unusable_clip" }), "convert.advice.clip");
    assert.equal(convertAdvice({ type: "unreachable", status: 0 }), null);
});
