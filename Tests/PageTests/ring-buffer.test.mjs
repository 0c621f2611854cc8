import assert from "node:assert/strict";
import { test } from "node:test";

import { RingBuffer } from "../../Sources/SpeechWeb/Page/ring-buffer.js";
import { seeded } from "./random.mjs";

test("what is written is read, in order, whatever the sizes", () => {
    const random = seeded(1);
    const ring = new RingBuffer(97);
    let written = 0;
    let read = 0;
    for (let round = 0; round < 2_000; round += 1) {
        const samples = Int16Array.from({ length: random.below(60) }, (_, i) => (written + i) % 30_000);
        written += ring.write(samples);
        for (let left = random.below(60); left > 0 && ring.length > 0; left -= 1) {
            assert.equal(Math.round(ring.shift() * 32_768), read % 30_000);
            read += 1;
        }
        assert.equal(ring.length, written - read);
        assert.equal(ring.space, ring.capacity - ring.length);
    }
    assert.ok(read > 10_000);
});

test("a full ring takes no more, and says so", () => {
    const ring = new RingBuffer(4);
    assert.equal(ring.write(Int16Array.of(1, 2, 3)), 3);
    assert.equal(ring.write(Int16Array.of(4, 5, 6)), 1);
    assert.equal(ring.space, 0);
    ring.clear();
    assert.equal(ring.space, 4);
});
