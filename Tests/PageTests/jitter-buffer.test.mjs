import assert from "node:assert/strict";
import { test } from "node:test";

import { JitterBuffer } from "../../Sources/SpeechWeb/Page/jitter-buffer.js";

const rate = 16_000;
const frame = rate / 50;
const tone = (length, value = 16_384) => new Int16Array(length).fill(value);

function render(buffer, samples) {
    const out = [];
    while (out.length < samples) {
        const block = new Float32Array(64);
        buffer.render(block);
        out.push(...block);
    }
    return out;
}

/** Frames that come as fast as they are heard, but for a part of a thousand. */
function run(buffer, seconds, { drift = 0, late = () => 0 } = {}) {
    let next = 0;
    for (let time = 0; time < seconds * rate; time += 64) {
        while (next + late(time / rate) * rate <= time) {
            buffer.feed(tone(frame));
            next += frame * (1 - drift);
        }
        buffer.render(new Float32Array(64));
    }
}

test("sound begins when the target has been collected", () => {
    const buffer = new JitterBuffer(rate);
    buffer.feed(tone(frame));
    assert.ok(render(buffer, 128).every((sample) => sample === 0));
    buffer.feed(tone(frame));
    const out = render(buffer, 256);
    assert.equal(buffer.state, "playing");
    assert.ok(Math.abs(out[200] - 0.5) < 0.001);
    assert.equal(buffer.consumed, 256);
});

test("an underrun is counted once, fades, and raises the automatic target", () => {
    const buffer = new JitterBuffer(rate);
    buffer.feed(tone(2 * frame));
    const out = render(buffer, 4 * frame);
    assert.equal(buffer.underruns, 1);
    assert.ok(Math.abs(buffer.target - 0.06) < 1e-9);
    assert.equal(buffer.state, "filling");
    const steps = out.slice(1).map((sample, index) => Math.abs(sample - out[index]));
    assert.ok(Math.max(...steps) < 0.02, "it clicks");
    assert.equal(out.at(-1), 0);
});

test("a target that was chosen doesn't move, and holds at once", () => {
    const buffer = new JitterBuffer(rate);
    buffer.setTarget(0.1);
    run(buffer, 1);
    render(buffer, 3 * rate);
    assert.equal(buffer.target, 0.1);
    run(buffer, 1);
    buffer.setTarget(0.3);
    assert.equal(buffer.state, "filling");
    const { underruns } = buffer;
    run(buffer, 2);
    assert.equal(buffer.underruns, underruns);
    assert.ok(Math.abs(buffer.mean - 0.3) < 0.03, `${buffer.mean}`);
    buffer.setTarget(0.06);
    run(buffer, 0.2);
    assert.ok(buffer.mean < 0.1, `${buffer.mean}`);
});

test("the automatic target shrinks slowly while all is calm", () => {
    const buffer = new JitterBuffer(rate);
    buffer.feed(tone(2 * frame));
    render(buffer, 3 * frame);
    const { target } = buffer;
    run(buffer, 100);
    assert.ok(buffer.target < target, `${buffer.target}`);
    assert.ok(buffer.target >= 0.02);
    assert.equal(buffer.underruns, 1);
});

for (const drift of [0.0005, -0.0005]) {
    test(`clocks that differ by ${drift * 1e6} millionths never run it dry or full`, () => {
        const buffer = new JitterBuffer(rate);
        buffer.setTarget(0.06);
        run(buffer, 120, { drift });
        assert.equal(buffer.underruns, 0);
        assert.ok(Math.abs(buffer.mean - 0.06) < 0.025, `${buffer.mean}`);
        const corrected = drift > 0 ? buffer.dropped : buffer.inserted;
        // What the clocks differ by in two minutes, less what the reserve took.
        assert.ok(Math.abs(corrected - 120 * rate * Math.abs(drift)) < 0.04 * rate, `${corrected}`);
    });
}

test("far more than the target is skipped at once, without a click", () => {
    const buffer = new JitterBuffer(rate);
    buffer.feed(tone(rate));
    const out = render(buffer, rate / 10);
    assert.ok(buffer.level < 0.06, `${buffer.level}`);
    assert.ok(buffer.dropped > 0.9 * rate);
    assert.equal(buffer.consumed + buffer.level * rate, rate);
    const steps = out.slice(1).map((sample, index) => Math.abs(sample - out[index]));
    assert.ok(Math.max(...steps) < 0.02);
});

test("more than fits pushes out what is oldest", () => {
    const buffer = new JitterBuffer(rate);
    for (let second = 0; second < 10; second += 1) buffer.feed(tone(rate));
    assert.ok(buffer.level <= 3);
    assert.equal(buffer.consumed, 7 * rate);
});

test("a new stream is counted anew and doesn't count as an underrun", () => {
    const buffer = new JitterBuffer(rate);
    run(buffer, 1);
    buffer.restart();
    assert.equal(buffer.consumed, 0);
    assert.equal(buffer.level, 0);
    render(buffer, rate);
    assert.equal(buffer.underruns, 0);
});
