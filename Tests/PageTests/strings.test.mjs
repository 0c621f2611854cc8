import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import en from "../../Sources/SpeechWeb/Page/strings-en.js";
import ja from "../../Sources/SpeechWeb/Page/strings-ja.js";
import pt from "../../Sources/SpeechWeb/Page/strings-pt.js";
import zh from "../../Sources/SpeechWeb/Page/strings-zh.js";
import { filesSource } from "../../scripts/page/embed.mjs";

const folder = new URL("../../Sources/SpeechWeb/Page/", import.meta.url);
const names = readdirSync(folder);
const read = (name) => readFileSync(new URL(name, folder), "utf8");

test("the four languages have the same keys", () => {
    assert.deepEqual(Object.keys(ja), Object.keys(en));
    assert.deepEqual(Object.keys(pt), Object.keys(en));
    assert.deepEqual(Object.keys(zh), Object.keys(en));
});

test("no string is empty or only copied", () => {
    for (const table of [en, ja, pt, zh]) {
        for (const [key, text] of Object.entries(table)) assert.ok(text.trim().length > 0, key);
    }
    for (const table of [ja, zh]) {
        const copied = Object.keys(en).filter((key) => en[key] === table[key]);
        assert.deepEqual(copied, ["title", "column.rtf"]);
    }
});

test("a string names the same values in each language", () => {
    const values = (text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
    for (const key of Object.keys(en)) {
        assert.deepEqual(values(ja[key]), values(en[key]), `ja ${key}`);
        assert.deepEqual(values(pt[key]), values(en[key]), `pt ${key}`);
        assert.deepEqual(values(zh[key]), values(en[key]), `zh ${key}`);
    }
});

/** Keys that the code makes out of parts. */
const composed = [
    /^unit\./, /^nav\./, /^theme\./, /^gender\./, /^figure\./, /^timeline\./, /^job\./, /^making\./,
    /^profile\./, /^tile\./, /^chart\./, /^column\./, /^state\./, /^compare\.(first|total|rtf)$/,
    /^advice\./, /^file\./, /\.one$/, /^deck\.(play|pause|resume)$/, /^error\./, /^stats\.(live|asked)$/,
    /^connection\./, /^recent\.(again|settings)$/, /^key\.(refused|why)$/,
    /^compare\.(pause|play)$/,
    /^mic\..*\.advice$/, /^latency\./, /^count\./, /^clip\./,
];

test("every string that the page asks for is there, and every one that is there is asked for", () => {
    const asked = new Set();
    for (const name of names) {
        const source = read(name);
        if (name.endsWith(".html")) {
            for (const [, key] of source.matchAll(/data-t(?:-\w+)?="([^"]+)"/g)) asked.add(key);
        } else if (name.endsWith(".js") && !name.startsWith("strings-")) {
            for (const [, key] of source.matchAll(/\bt\(\s*"([\w.]+)"/g)) asked.add(key);
            for (const [, key] of source.matchAll(/"([a-z]+\.[A-Za-z.]+)"/g)) if (key in en) asked.add(key);
            for (const [, key] of source.matchAll(/\bt(?:Label)?: "([\w.]+)"/g)) asked.add(key);
        }
    }
    const missing = [...asked].filter((key) => !(key in en) && !key.endsWith("."));
    assert.deepEqual(missing, []);
    const idle = Object.keys(en).filter((key) =>
        !asked.has(key) && !composed.some((pattern) => pattern.test(key)));
    assert.deepEqual(idle, []);
});

test("the page needs nothing that a strict policy forbids", () => {
    for (const name of names) {
        const source = read(name);
        if (name.endsWith(".html")) {
            assert.doesNotMatch(source, /<script(?![^>]*\bsrc=)/, `${name}: inline script`);
            assert.doesNotMatch(source, /<style|\sstyle=/, `${name}: inline style`);
            assert.doesNotMatch(source, /\son\w+=/, `${name}: inline listener`);
        }
        if (name.endsWith(".js")) {
            assert.doesNotMatch(source, /\beval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML/, name);
        }
        const others = source.replaceAll("http://www.w3.org/2000/svg", "");
        assert.doesNotMatch(others, /["'(]\/\/|https?:\/\//, `${name}: something from elsewhere`);
    }
});

test("what pages and modules refer to is there", () => {
    for (const name of names) {
        const source = read(name);
        for (const [, file] of source.matchAll(/\/app\/([\w.-]+\.\w+)/g)) assert.ok(names.includes(file), `${name}: ${file}`);
        for (const [, file] of source.matchAll(/from "\.\/([\w.-]+)"/g)) assert.ok(names.includes(file), `${name}: ${file}`);
        if (!name.endsWith(".html")) continue;
        const ids = [...source.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
        assert.equal(new Set(ids).size, ids.length, `${name}: an id twice`);
        for (const [, list] of source.matchAll(/(?:for|aria-labelledby|aria-describedby)="([^"]+)"/g)) {
            for (const id of list.split(" ")) assert.ok(ids.includes(id), `${name}: no #${id}`);
        }
    }
    const icons = read("icons.js");
    for (const name of names) {
        const source = read(name);
        for (const [, id] of [...source.matchAll(/data-icon="(\w+)"/g), ...source.matchAll(/\bicon\("(\w+)"/g)]) {
            assert.match(icons, new RegExp(`^    ${id}: `, "m"), `${name}: no icon ${id}`);
        }
    }
});

test("the binary holds exactly the files that are there", () => {
    const listed = readFileSync(new URL("../Files.c", folder), "utf8");
    assert.equal(listed, filesSource(), "run: node scripts/page/embed.mjs");
});

test("every colour pair that carries text has the contrast of WCAG 2 AA", () => {
    const tokens = new Map();
    for (const [, name, light, dark] of read("tokens.css").matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)) {
        tokens.set(name, [light, dark]);
    }
    const luminance = (hex) => {
        const [red, green, blue] = [1, 3, 5].map((at) => {
            const part = parseInt(hex.slice(at, at + 2), 16) / 255;
            return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const contrast = (a, b) => {
        const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
        return (light + 0.05) / (dark + 0.05);
    };
    const grounds = ["ground", "panel", "sunken", "raised"];
    const pairs = [
        ...grounds.flatMap((ground) => [["ink", ground], ["ink-soft", ground]]),
        ["ink", "voice-wash"], ["ink-soft", "voice-wash"], ["ink", "accent-wash"], ["accent-strong", "accent-wash"],
        ["ink-soft", "accent-wash"], ["on-accent", "accent"], ["on-accent", "accent-strong"],
        ["accent", "panel"], ["voice", "panel"], ["danger", "panel"], ["ink", "danger-wash"],
        ["ink-soft", "danger-wash"], ["good", "panel"], ["warn", "panel"], ["series-1", "panel"], ["series-2", "panel"], ["series-3", "panel"],
    ];
    for (const [text, ground] of pairs) {
        for (const theme of [0, 1]) {
            const found = contrast(tokens.get(text)[theme], tokens.get(ground)[theme]);
            assert.ok(found >= 4.5, `${text} on ${ground}, ${theme ? "dark" : "light"}: ${found.toFixed(2)}`);
        }
    }
});
