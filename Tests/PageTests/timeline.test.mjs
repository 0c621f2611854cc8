import assert from "node:assert/strict";
import { test } from "node:test";

import { estimate, roughSeconds } from "../../Sources/SpeechWeb/Page/estimate.js";
import { Timeline } from "../../Sources/SpeechWeb/Page/timeline.js";

function filled() {
    const timeline = new Timeline();
    for (let index = 0; index < 5; index += 1) {
        const chunk = { type: "chunk", index, text: `chunk ${index}`, source: [index * 10, index * 10 + 10] };
        timeline.apply({ ...chunk, state: "queued", at: 0.01 * index });
        timeline.apply({ ...chunk, state: "speaking", at: 0.1 * index });
        timeline.apply({ type: "mark", index, audio_start: 2 * index });
        timeline.apply({ ...chunk, state: "spoken", at: 0.1 * index + 0.05 });
    }
    return timeline;
}

test("each chunk has its times and its place", () => {
    const { chunks, spoken, spokenBytes, beginnings } = filled();
    assert.equal(chunks.length, 5);
    assert.deepEqual(chunks[3], {
        index: 3, text: "chunk 3", source: [30, 40],
        queuedAt: 0.03, speakingAt: 0.30000000000000004, audioStart: 6, spokenAt: 0.35000000000000003,
    });
    assert.equal(spoken, 5);
    assert.equal(spokenBytes, 50);
    assert.deepEqual(beginnings, [0, 2, 4, 6, 8]);
});

test("a time leads to the chunk that is heard then", () => {
    const timeline = filled();
    const found = [-1, 0, 1.99, 2, 7, 100].map((seconds) => timeline.heardAt(seconds));
    assert.deepEqual(found, [-1, 0, 0, 1, 3, 4]);
    assert.equal(timeline.audioEnd(1, 99), 4);
    assert.equal(timeline.audioEnd(4, 99), 99);
});

test("a byte leads to its chunk", () => {
    const timeline = filled();
    assert.deepEqual([0, 9, 10, 49, 500].map((byte) => timeline.chunkOfByte(byte)), [0, 0, 1, 4, 4]);
});

test("chunks without sound are passed over", () => {
    const timeline = new Timeline();
    for (const index of [0, 1, 2]) {
        timeline.apply({ type: "chunk", index, text: "x", source: [index, index + 1], state: "spoken", at: 1 });
    }
    timeline.apply({ type: "mark", index: 0, audio_start: 0 });
    timeline.apply({ type: "mark", index: 2, audio_start: 3 });
    assert.equal(timeline.heardAt(5), 2);
    assert.equal(timeline.audioEnd(0, 9), 3);
    assert.equal(timeline.chunks[1].audioStart, undefined);
});

test("nonsense changes nothing", () => {
    const timeline = new Timeline();
    for (const index of [-1, 1.5, 1e9, "0", undefined, NaN]) {
        timeline.apply({ type: "chunk", index, text: "x", source: [0, 1], state: "queued", at: 0 });
        timeline.apply({ type: "mark", index, audio_start: 0 });
    }
    timeline.apply({ type: "chunk", index: 0, text: 7, source: "x", state: "singing", at: 0 });
    timeline.apply({ type: "pong" });
    assert.equal(timeline.chunks.length, 1);
    assert.deepEqual(timeline.chunks[0], { index: 0, text: "", source: null });
    assert.equal(timeline.heardAt(3), -1);
});

test("the estimate is of bytes, and knows when it knows nothing", () => {
    const facts = { spokenBytes: 250, totalBytes: 1_000, elapsed: 2, audio: 30, finished: false };
    assert.deepEqual(estimate(facts), { share: 0.25, secondsLeft: 6, audioSeconds: 120 });
    assert.deepEqual(estimate({ ...facts, spokenBytes: 0 }), { share: 0, secondsLeft: null, audioSeconds: null });
    assert.deepEqual(estimate({ ...facts, finished: true }), { share: 1, secondsLeft: 0, audioSeconds: 30 });
    assert.equal(estimate({ ...facts, totalBytes: 0 }).secondsLeft, null);
    assert.ok(estimate({ ...facts, spokenBytes: 2_000 }).share < 1);
});

test("a rough length, by script", () => {
    assert.equal(roughSeconds(""), 0);
    assert.equal(Math.round(roughSeconds("abc ".repeat(1_000))), 267);
    assert.equal(Math.round(roughSeconds("葦".repeat(600))), 100);
    assert.equal(Math.round(roughSeconds("abc ".repeat(1_000_000))), 266_667);
});

test("a chunk that is only a break is no chunk to be counted or shown", () => {
    const timeline = new Timeline();
    for (const index of [1, 2, 4]) {
        const chunk = { type: "chunk", index, text: `chunk ${index}`, source: [index * 10, index * 10 + 10] };
        timeline.apply({ ...chunk, state: "queued", at: 0 });
    }
    for (const index of [0, 1, 2, 3, 4]) {
        timeline.apply({ type: "chunk", index, state: "speaking", at: 1 });
        timeline.apply({ type: "mark", index, audio_start: index });
        timeline.apply({ type: "chunk", index, state: "spoken", at: 2 });
    }
    assert.deepEqual(timeline.told.map(({ index }) => index), [1, 2, 4]);
    assert.equal(timeline.spoken, 3);
    assert.deepEqual([0, 1, 2, 3, 4, 9].map((index) => timeline.place(index)), [-1, 0, 1, 1, 2, 2]);
    assert.deepEqual([0, 15, 25, 35, 45].map((byte) => timeline.chunkOfByte(byte)), [-1, 1, 2, 2, 4]);
    assert.equal(timeline.heardAt(3.5), 3);
});
