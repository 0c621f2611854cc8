import assert from "node:assert/strict";
import { test } from "node:test";

import { advice } from "../../Sources/SpeechWeb/Page/advice.js";
import { sampleFor, samples } from "../../Sources/SpeechWeb/Page/samples.js";
import { decodeText, FileError, formatOfName } from "../../Sources/SpeechWeb/Page/text-file.js";
import { findVoices, groupVoices, languagesNamed, languagesOf } from "../../Sources/SpeechWeb/Page/voices.js";
import { voices } from "../../scripts/page/mock-speech.mjs";

const ids = (list) => list.map(({ id }) => id);

test("voices are found by name, family, and language in any tongue", () => {
    const find = (query, more = {}) => ids(findVoices(voices, { query, inLanguage: "en", ...more }));
    assert.deepEqual(find("slt"), ["flite/slt"]);
    assert.deepEqual(find("scottish flite"), ["flite/awb"]);
    assert.ok(find("portugu").includes("espeak/pt-br"));
    assert.ok(find("português").includes("espeak/pt-br"));
    assert.ok(find("日本語").includes("espeak/ja"));
    assert.ok(find("ポルトガル", { inLanguage: "ja" }).includes("espeak/pt"));
    assert.ok(find("FRANCAIS").some((id) => id.startsWith("espeak/fr")));
    assert.deepEqual(find("no such voice anywhere"), []);
    assert.equal(find("").length, voices.length);
    assert.ok(find("", { family: "flite" }).every((id) => id.startsWith("flite/")));
    assert.ok(find("", { language: "pt" }).length >= 2);
});

test("groups hold every voice once, the reader's languages first", () => {
    const groups = groupVoices(voices, { inLanguage: "en", first: ["ja", "en"] });
    const all = groups.flatMap((group) => ids(group.voices));
    assert.equal(all.length, voices.length);
    assert.equal(new Set(all).size, voices.length);
    assert.equal(groups[0].family, "flite");
    assert.deepEqual(groups.slice(1, 3).map(({ language }) => language), ["ja", "en"]);
    const languages = languagesOf(voices, "pt").map(({ tag }) => tag);
    assert.equal(new Set(languages).size, languages.length);
});

test("a language that is searched for by its name comes first", () => {
    const two = [
        { id: "w/lan", family: "w", languages: ["zh", "ja"] },
        { id: "w/hana", family: "w", languages: ["ja", "zh"] },
    ];
    for (const query of ["japan", "日本", "Japanese"]) {
        const first = languagesNamed(query, two, "en");
        assert.deepEqual(first, ["ja"]);
        assert.equal(groupVoices(two, { inLanguage: "en", first })[0].voices[0].id, "w/hana");
    }
    assert.deepEqual(languagesNamed("", two, "en"), []);
});

test("a voice with odd languages is shown all the same", () => {
    const odd = [{ id: "x/y", family: "x", languages: [] }, { id: "x/z", family: "x", languages: ["not a tag!"] }];
    assert.equal(groupVoices(odd, { inLanguage: "en" }).length, 2);
    assert.equal(findVoices(odd, { query: "y", inLanguage: "en" }).length, 1);
});

test("each voice has a sentence, in its own language where there is one", () => {
    assert.equal(sampleFor({ languages: ["pt-BR"] }), samples.pt);
    assert.equal(sampleFor({ languages: ["zh", "cmn"] }), samples.cmn);
    assert.equal(sampleFor({ languages: ["zh", "en"] }), samples.cmn);
    assert.equal(sampleFor({ languages: ["qya"] }), samples.en);
    assert.equal(sampleFor(null), samples.en);
    for (const text of Object.values(samples)) assert.ok(!/\p{Surrogate}/u.test(text) && text.length < 120);
    const own = voices.filter((voice) => sampleFor(voice) !== samples.en || voice.languages[0].startsWith("en"));
    assert.ok(own.length > 100, `${own.length} voices with a sentence of their own`);
});

test("every kind of error has its advice", () => {
    assert.equal(advice({ type: "unreachable" }), "advice.unreachable");
    assert.equal(advice({ status: 401 }), "advice.key");
    assert.equal(advice({ status: 429 }), "advice.wait");
    assert.equal(advice({ type: "server_busy" }), "advice.busy");
    assert.equal(advice({ type: "invalid_request_error", param: "voice", status: 404 }), "advice.voice");
    assert.equal(advice({ type: "invalid_request_error", param: "speed", status: 400 }), "advice.speed");
    assert.equal(advice({ status: 413 }), "advice.shorter");
    assert.equal(advice({}), "advice.again");
});

test("files are text or say why not", () => {
    const bytes = (text) => new TextEncoder().encode(text);
    assert.equal(decodeText(bytes("a\r\nb\rc")), "a\nb\nc");
    assert.equal(decodeText(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61)), "a");
    assert.equal(decodeText(Uint8Array.of(0xff, 0xfe, 0x61, 0x00)), "a");
    assert.equal(decodeText(new Uint8Array()), "");
    const reason = (data) => {
        try {
            decodeText(data);
        } catch (error) {
            assert.ok(error instanceof FileError);
            return error.reason;
        }
        return "none";
    };
    assert.equal(reason(Uint8Array.of(0x61, 0xff, 0x62)), "file.encoding");
    assert.equal(reason(Uint8Array.of(0x61, 0x00, 0x62)), "file.binary");
    assert.equal(formatOfName("Book.MD"), "markdown");
    assert.equal(formatOfName("a.ssml"), "ssml");
    assert.equal(formatOfName("notes"), "plain");
});
