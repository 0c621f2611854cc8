import assert from "node:assert/strict";
import { test } from "node:test";

import { Playback } from "../../Sources/SpeechWeb/Page/playback.js";

const rate = 16_000;
const make = (more = {}) =>
    new Playback({ rate, outputRate: rate, preBuffer: 0.2, capacity: 2, ...more });
const tone = (length, value = 16_384) => new Int16Array(length).fill(value);
const quantum = () => new Float32Array(128);
/** Renders so many samples, in quanta as a browser does. */
function render(playback, samples) {
    const out = [];
    while (out.length < samples) {
        const block = quantum();
        playback.render(block);
        out.push(...block);
    }
    return out;
}

test("sound begins when the pre-buffer is full, not before", () => {
    const playback = make();
    playback.feed(tone(3_199));
    assert.ok(render(playback, 256).every((sample) => sample === 0));
    assert.equal(playback.state, "filling");
    playback.feed(tone(1));
    const out = render(playback, 256);
    assert.equal(playback.state, "playing");
    assert.ok(out[200] > 0.49);
    assert.equal(playback.played, 256);
});

test("a text shorter than the pre-buffer is heard once it has ended", () => {
    const playback = make();
    playback.feed(tone(300));
    render(playback, 128);
    assert.equal(playback.state, "filling");
    playback.end();
    render(playback, 512);
    assert.equal(playback.state, "drained");
    assert.equal(playback.played, 300);
    assert.equal(playback.underruns, 0);
});

test("sound that runs out is an underrun, and is collected again before it goes on", () => {
    const playback = make();
    playback.feed(tone(3_200));
    render(playback, 3_328);
    assert.equal(playback.underruns, 1);
    assert.equal(playback.state, "filling");
    playback.feed(tone(3_000));
    render(playback, 128);
    assert.equal(playback.state, "filling");
    playback.feed(tone(200));
    render(playback, 128);
    assert.equal(playback.state, "playing");
    assert.equal(playback.underruns, 1);
});

test("every sample is heard once: an end in mid-quantum loses none", () => {
    const playback = make();
    for (let fed = 0; fed < 5_001; fed += 1) playback.feed(Int16Array.of(8_000));
    playback.end();
    render(playback, 6_000);
    assert.equal(playback.total, 5_001);
    assert.equal(playback.underruns, 0);
});

test("pausing fades within 6 ms, keeps the rest, and is no underrun", () => {
    const playback = make();
    playback.feed(tone(8_000));
    render(playback, 1_280);
    playback.pause();
    const out = render(playback, 512);
    assert.ok(out[0] > 0.4);
    assert.ok(out.slice(96).every((sample) => sample === 0));
    assert.equal(playback.state, "paused");
    const { played } = playback;
    render(playback, 5_120);
    assert.equal(playback.played, played);
    playback.resume();
    render(playback, 128);
    assert.equal(playback.played, played + 128);
    assert.equal(playback.underruns, 0);
});

test("a restart is silent at once and waits for new sound", () => {
    const playback = make();
    playback.feed(tone(8_000));
    render(playback, 1_280);
    playback.restart();
    const out = render(playback, 1_024);
    assert.ok(out.slice(96).every((sample) => sample === 0));
    assert.equal(playback.buffered, 0);
    assert.equal(playback.played, 0);
    playback.feed(tone(3_200, -16_384));
    assert.ok(render(playback, 256)[200] < -0.49);
});

test("nothing jumps by more than a fade allows", () => {
    const playback = make({ preBuffer: 0 });
    playback.feed(tone(2_000));
    const out = render(playback, 640);
    playback.pause();
    out.push(...render(playback, 256));
    playback.resume();
    out.push(...render(playback, 640));
    playback.restart();
    out.push(...render(playback, 256));
    const jumps = out.slice(1).map((sample, index) => Math.abs(sample - out[index]));
    assert.ok(Math.max(...jumps) < 0.5 / 96 + 0.01, `jumped by ${Math.max(...jumps)}`);
});

test("another output rate: the pitch and the length stay", () => {
    const outputRate = 48_000;
    const playback = make({ outputRate, preBuffer: 0, capacity: 4 });
    const hertz = 440;
    const samples = Int16Array.from({ length: rate }, (_, index) =>
        Math.round(20_000 * Math.sin((2 * Math.PI * hertz * index) / rate)));
    playback.feed(samples);
    playback.end();
    const out = render(playback, outputRate + 512);
    let crossings = 0;
    for (let index = 1; index < out.length; index += 1) {
        if (out[index - 1] < 0 && out[index] >= 0) crossings += 1;
    }
    assert.ok(Math.abs(crossings - hertz) <= 2, `${crossings} Hz`);
    assert.equal(playback.total, rate);
    // A cubic is no ideal filter, but this far below half the rate it must be a faithful one.
    const amplitude = 20_000 / 32_768;
    const loudest = Math.max(...out.slice(2_000, 40_000).map(Math.abs));
    assert.ok(Math.abs(loudest - amplitude) < 0.01, `${loudest}`);
});

test("another output rate: a constant stays a constant", () => {
    const playback = make({ outputRate: 44_100, preBuffer: 0 });
    playback.feed(tone(4_000));
    const out = render(playback, 4_096);
    assert.ok(out.slice(500).every((sample) => Math.abs(sample - 0.5) < 1e-6));
});
