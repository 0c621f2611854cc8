import assert from "node:assert/strict";
import { test } from "node:test";

import { Peaks } from "../../Sources/SpeechWeb/Page/peaks.js";
import { Recording } from "../../Sources/SpeechWeb/Page/recording.js";
import { seeded } from "./random.mjs";

const valueAt = (index) => ((index * 7_919) % 65_536) - 32_768;

/** Bytes of so many samples, little-endian. */
function wire(count) {
    const view = new DataView(new ArrayBuffer(count * 2));
    for (let index = 0; index < count; index += 1) view.setInt16(index * 2, valueAt(index), true);
    return new Uint8Array(view.buffer);
}

test("samples come out as they came in, wherever the messages were cut", () => {
    const random = seeded(2);
    const bytes = wire(200_000);
    const recording = new Recording(16_000);
    for (let at = 0; at < bytes.length;) {
        const end = Math.min(bytes.length, at + 1 + random.below(9_000));
        recording.append(bytes.slice(at, end).buffer);
        at = end;
    }
    assert.equal(recording.length, 200_000);
    assert.equal(recording.seconds, 12.5);
    for (let round = 0; round < 50; round += 1) {
        const start = random.below(200_000);
        const slice = recording.slice(start, random.below(80_000));
        assert.ok(slice.every((sample, index) => sample === valueAt(start + index)));
    }
    assert.equal(recording.slice(199_990, 100).length, 10);
    assert.equal(recording.slice(300_000, 100).length, 0);
});

test("a WAV file of what arrived: header and samples fit", async () => {
    const recording = new Recording(24_000);
    recording.append(wire(100_000).buffer);
    const file = new DataView(await new Blob(recording.waveParts()).arrayBuffer());
    assert.equal(file.byteLength, 44 + 200_000);
    assert.equal(file.getUint32(4, true), 36 + 200_000);
    assert.equal(file.getUint32(24, true), 24_000);
    assert.equal(file.getUint32(28, true), 48_000);
    assert.equal(file.getUint32(40, true), 200_000);
    assert.equal(file.getInt16(44 + 2 * 70_000, true), valueAt(70_000));
});

test("two hours take what their samples take", () => {
    const recording = new Recording(16_000);
    const block = wire(16_000).buffer;
    for (let second = 0; second < 7_200; second += 1) recording.append(block);
    assert.equal(recording.length, 7_200 * 16_000);
    assert.ok(recording.bytes < 1.01 * recording.length * 2);
});

test("the outline keeps the loudest of every stretch, however long it grows", () => {
    const peaks = new Peaks(4);
    const quiet = new Int16Array(40_000).fill(327);
    quiet[12_345] = -32_768;
    peaks.append(quiet.subarray(0, 777));
    peaks.append(quiet.subarray(777));
    assert.equal(peaks.binLength, 16);
    assert.ok(peaks.count <= 4_096);
    assert.equal(peaks.between(12_000, 13_000), 1);
    assert.ok(Math.abs(peaks.between(0, 12_000) - 0.01) < 0.001);
    assert.ok(Math.abs(peaks.between(13_000, 40_000) - 0.01) < 0.001);
    assert.equal(peaks.between(50_000, 60_000), 0);
});
