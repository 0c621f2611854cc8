// Voices that are sine tones, with the outline of speech: syllables, words, pauses.

import { randomUUID } from "node:crypto";

import { waveHeader } from "../../Sources/SpeechWeb/Page/wave-file.js";

const codes = `
    en-us af am an ar as az ba be bg bn bpy bs ca zh cs cv cy da de el en-gb eo es et eu fa
    fi fr-fr ga gd gn grc gu hak haw he hi hr ht hu hy hyw ia id io is it ja jbo ka kk kl kn
    ko kok ku ky la lb lfn lt ltg lv mi mk ml mr ms mt my nb nci ne nl nog om or pa pap pl
    pt py qdb qu quc qya ro ru sd shn si sjn sk sl smj sq sr sv sw ta te th tk tn tr tt ug
    uk ur uz vi yue chr-us-qaaa-x-west en-029 en-gb-scotland en-gb-x-gbclan en-gb-x-gbcwmd
    en-gb-x-rp en-us-nyc es-419 fa-latn fr-be fr-ch pt-br ru-lv vi-vn-x-central vi-vn-x-
    south yue-latn-jyutping
`.trim().split(/\s+/);

const names = new Intl.DisplayNames(["en"], { type: "language" });
const describe = (code) => {
    try {
        return names.of(code);
    } catch {
        return code;
    }
};

const flite = [
    ["slt", "female", "American woman, statistical"],
    ["rms", "male", "American man, statistical"],
    ["awb", "male", "Scottish man, statistical"],
    ["kal16", "male", "American man, diphones: robotic, the quickest of all"],
];

/** As the real server tells them. */
export const voices = [
    ...flite.map(([name, gender, description]) => ({
        id: `flite/${name}`, name, family: "flite", languages: ["en"], gender, description,
        license: "BSD-like (CMU)", sample_rate: 16_000,
    })),
    ...codes.map((code) => ({
        id: `espeak/${code}`, name: code, family: "espeak", languages: [code], gender: "male",
        description: describe(code), license: "GPL-3.0-or-later", sample_rate: 22_050,
    })),
];

/** A text in chunks that tile it, cut at marks and spaces near a profile's limits. */
export function chunksOf(text, { first_limit: first, next_limit: next }) {
    const chunks = [];
    let start = 0;
    let byte = 0;
    while (start < text.length) {
        const limit = chunks.length === 0 ? first : next;
        let end = Math.min(text.length, start + limit);
        if (end < text.length) {
            const near = text.slice(start, Math.min(text.length, start + 2 * limit));
            const cut = Math.max(...[...near.slice(0, limit)].map((letter, at) =>
                (/[.,;!?。、！？\n]/.test(letter) ? at + 1 : 0)), 0);
            const space = near.lastIndexOf(" ", limit);
            end = start + (cut || (space > 0 ? space + 1 : Math.min(limit, near.length)));
        }
        const source = text.slice(start, end);
        const size = Buffer.byteLength(source);
        chunks.push({
            index: chunks.length, text: source.replace(/\s+/g, " ").trim(), source: [byte, byte + size],
        });
        byte += size;
        start = end;
    }
    return chunks;
}

/** A chunk as samples: a syllable for every three letters, a word's pitch of its own. */
export function tone({ text }, { rate, voice, speed }) {
    const words = text.split(/\s+/).filter(Boolean);
    const base = 110 + (hash(voice) % 90);
    const parts = words.map((word) => {
        const syllables = Math.max(1, Math.round(word.length / 3));
        return { syllables, pitch: base * (0.85 + (hash(word) % 100) / 220), loud: 0.25 + (hash(word) % 50) / 90 };
    });
    const seconds = parts.reduce((sum, { syllables }) => sum + syllables * 0.17 + 0.05, 0.25) / speed;
    const samples = new Int16Array(Math.round(seconds * rate));
    let at = 0;
    for (const { syllables, pitch, loud } of parts) {
        for (let syllable = 0; syllable < syllables; syllable += 1) {
            const length = Math.round((0.17 / speed) * rate);
            for (let index = 0; index < length && at < samples.length; index += 1, at += 1) {
                const envelope = Math.sin((Math.PI * index) / length) ** 0.6;
                const wave = Math.sin((2 * Math.PI * pitch * at) / rate)
                    + 0.4 * Math.sin((4 * Math.PI * pitch * at) / rate);
                samples[at] = 20_000 * loud * envelope * wave * (syllable % 2 ? 0.7 : 1);
            }
        }
        at += Math.round((0.05 / speed) * rate);
    }
    return samples;
}

/** Parts as a WAV file. */
export function wave(parts, rate) {
    const samples = parts.reduce((sum, part) => sum + part.length, 0);
    return Buffer.concat([
        Buffer.from(waveHeader({ rate, samples })),
        ...parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength)),
    ]);
}

/** The statistics object of a request. */
export function statisticsOf({ voice, profile, text, chunks, audio }) {
    return {
        request_id: randomUUID(), voice, family: voice.split("/")[0], language: "en", profile,
        characters: [...text].length, chunks, batches: chunks, audio_seconds: audio,
        synthesis_seconds: 0, total_seconds: 0, rtf: null, first_audio_seconds: null,
        retries: 0, fallbacks: 0, stalls: 0,
    };
}

function hash(text) {
    let value = 7;
    for (const letter of text) value = (value * 31 + letter.codePointAt(0)) >>> 0;
    return value;
}
