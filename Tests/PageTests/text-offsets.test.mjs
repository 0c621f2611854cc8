import assert from "node:assert/strict";
import { test } from "node:test";

import { pieces, TextOffsets } from "../../Sources/SpeechWeb/Page/text-offsets.js";
import { seeded } from "./random.mjs";

const alphabet = ["a", " ", "é", "ß", "ग", "日", "本", "🦜", "𝔰", "\u0301", "\n"];

function randomText(seed, length) {
    const random = seeded(seed);
    return Array.from({ length }, () => alphabet[random.below(alphabet.length)]).join("");
}

test("every character's byte leads to its UTF-16 offset", () => {
    for (const seed of [3, 4, 5]) {
        const text = randomText(seed, 5_000);
        const offsets = new TextOffsets(text);
        assert.equal(offsets.bytes, Buffer.byteLength(text));
        let byte = 0;
        let unit = 0;
        for (const character of text) {
            assert.equal(offsets.utf16(byte), unit);
            const size = Buffer.byteLength(character);
            // Within a character: that of its beginning.
            if (size > 1) assert.equal(offsets.utf16(byte + size - 1), unit);
            byte += size;
            unit += character.length;
        }
        assert.equal(offsets.utf16(byte), text.length);
        assert.equal(offsets.utf16(byte + 100), text.length);
    }
});

test("a pair across a remembered place is not divided", () => {
    const text = `${"x".repeat(1_023)}🦜${"y".repeat(3_000)}`;
    const offsets = new TextOffsets(text);
    assert.equal(offsets.utf16(1_023), 1_023);
    assert.equal(offsets.utf16(1_026), 1_023);
    assert.equal(offsets.utf16(1_027), 1_025);
    assert.equal(offsets.utf16(1_028), 1_026);
});

test("an empty text has one place", () => {
    assert.equal(new TextOffsets("").utf16(0), 0);
    assert.equal(new TextOffsets("").utf16(7), 0);
});

test("megabytes are indexed at once", () => {
    const text = "日本の葦が歌う。The reeds sing. ".repeat(200_000);
    const offsets = new TextOffsets(text);
    const half = Buffer.byteLength(text) / 2;
    const found = offsets.utf16(half);
    assert.ok(Math.abs(Buffer.byteLength(text.slice(0, found)) - half) < 3);
});

test("pieces make the whole, and divide no pair", () => {
    const text = randomText(6, 9_000);
    for (const length of [1, 2, 7, 1_000, 100_000]) {
        const parts = [...pieces(text, length)];
        assert.equal(parts.join(""), text);
        assert.ok(parts.every((part) => !/\p{Surrogate}/u.test(part) && part.length <= Math.max(2, length)));
    }
    assert.deepEqual([...pieces("", 5)], []);
});
