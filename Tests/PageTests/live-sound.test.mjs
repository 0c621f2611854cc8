import assert from "node:assert/strict";
import { test } from "node:test";

import { FrameCollector } from "../../Sources/SpeechWeb/Page/frame-collector.js";
import { holdButton } from "../../Sources/SpeechWeb/Page/hold-button.js";
import { latencyParts, latencySum, measuredLatency } from "../../Sources/SpeechWeb/Page/latency.js";
import { decibelsOf, LevelSum, PeakHold, shareOf } from "../../Sources/SpeechWeb/Page/levels.js";
import { reasonOf } from "../../Sources/SpeechWeb/Page/microphone.js";

test("blocks of any length become messages of equal length, and no sample is lost", () => {
    const collector = new FrameCollector(320);
    const messages = [];
    for (let block = 0; block < 50; block += 1) {
        messages.push(...collector.push(new Float32Array(127).fill(block / 50)));
    }
    assert.equal(messages.length, Math.floor((50 * 127) / 320));
    assert.ok(messages.every(({ length }) => length === 320));
    assert.equal(messages[0][126], 0);
    assert.equal(messages[0][127], Math.round(32_767 / 50));
});

test("what is too loud is clipped, and what is no number is silence", () => {
    const [message] = new FrameCollector(4).push(Float32Array.of(2, -2, NaN, -1));
    assert.deepEqual([...message], [32_767, -32_768, 0, -32_767]);
});

test("levels in dB, and their place on the meter", () => {
    assert.equal(decibelsOf(1), 0);
    assert.equal(decibelsOf(0), -Infinity);
    assert.equal(shareOf(-60), 0);
    assert.equal(shareOf(-30), 0.5);
    assert.equal(shareOf(-Infinity), 0);
    const sum = new LevelSum();
    sum.add(Float32Array.of(0.5, -0.5));
    assert.deepEqual(sum.take(), { rms: 0.5, peak: 0.5 });
    assert.deepEqual(sum.take(), { rms: 0, peak: 0 });
});

test("a peak is held, then falls", () => {
    const hold = new PeakHold();
    assert.equal(hold.update(-6, 0), -6);
    assert.equal(hold.update(-40, 1_000), -6);
    const later = hold.update(-40, 2_000);
    assert.ok(later < -6 && later > -40);
    assert.equal(hold.update(-3, 2_100), -3);
});

test("the parts of the delay add up, and what isn't known counts nothing", () => {
    const nothing = latencyParts({ started: null, meters: null, unsent: 0, buffered: 0, roundTrip: null, microphone: null, loudspeaker: null });
    assert.equal(latencySum(nothing), 20);
    const parts = latencyParts({
        started: { algorithmic_ms: 60, frame_ms: 20, resampling_ms: 2 },
        meters: { compute_ms: { p95: 8 }, waiting_frames: 2 },
        unsent: 0.01, buffered: 0.04, roundTrip: 3, microphone: 0.01, loudspeaker: null,
    });
    assert.equal(latencySum(parts), 60 + 2 + 8 + 40 + 30 + 40 + 3 + 10);
});

test("the measured delay is what is in the stream, and what the model listens ahead", () => {
    const facts = {
        rate: 48_000, started: { algorithmic_ms: 60, frame_ms: 20 },
        captured: { count: 9_600, at: 100_000 }, output: { consumed: 4_800, at: 100_480 },
    };
    assert.equal(measuredLatency(facts), 110 + 40);
    assert.equal(measuredLatency({ ...facts, captured: null }), null);
    assert.equal(measuredLatency({ ...facts, output: { consumed: 0, at: 0 } }), null);
});

test("refusals of the microphone are told apart", () => {
    assert.equal(reasonOf("NotAllowedError"), "mic.denied");
    assert.equal(reasonOf("NotFoundError"), "mic.missing");
    assert.equal(reasonOf("NotReadableError"), "mic.busy");
    assert.equal(reasonOf("TypeError"), "mic.unknown");
});

test("a short press switches, a long one lasts as long as it is held", () => {
    const attributes = { "aria-pressed": "false" };
    const listeners = {};
    const button = {
        getAttribute: (name) => attributes[name],
        setAttribute: (name, value) => {
            attributes[name] = value;
        },
        addEventListener: (name, listener) => {
            listeners[name] = listener;
        },
    };
    let now = 0;
    const said = [];
    holdButton(button, (on) => said.push(on), () => now);
    const press = (milliseconds) => {
        listeners.pointerdown({ button: 0 });
        now += milliseconds;
        listeners.pointerup();
        listeners.click();
    };
    press(100);
    assert.deepEqual(said, [true]);
    press(100);
    press(1_000);
    assert.deepEqual(said, [true, false, true, false]);
    // A screen reader only clicks.
    listeners.click();
    assert.equal(attributes["aria-pressed"], "true");
    listeners.keydown({ key: " " });
    listeners.keydown({ key: " " });
    now += 1_000;
    listeners.keyup({ key: " " });
    assert.equal(attributes["aria-pressed"], "true");
});
