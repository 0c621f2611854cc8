import assert from "node:assert/strict";
import { test } from "node:test";

import { SampleBytes } from "../../Sources/SpeechWeb/Page/sample-bytes.js";
import { waveHeader } from "../../Sources/SpeechWeb/Page/wave-file.js";
import { WaveError, WaveReader, waveSeconds } from "../../Sources/SpeechWeb/Page/wave-reader.js";

const file = (samples, told = samples.length) => {
    const bytes = new Uint8Array(44 + samples.length * 2);
    bytes.set(new Uint8Array(waveHeader({ rate: 16_000, samples: told })));
    bytes.set(new Uint8Array(samples.buffer), 44);
    return bytes;
};
const samples = Int16Array.from({ length: 1_000 }, (_, index) => index * 7 - 3_000);

for (const piece of [1, 7, 45, 5_000]) {
    test(`a file in pieces of ${piece} bytes is read as it comes`, () => {
        const reader = new WaveReader();
        const decoder = new SampleBytes();
        const read = [];
        const bytes = file(samples);
        for (let at = 0; at < bytes.length; at += piece) {
            read.push(...decoder.samples(reader.push(bytes.subarray(at, at + piece))));
        }
        assert.equal(reader.rate, 16_000);
        assert.equal(reader.length, 1_000);
        assert.deepEqual(read, [...samples]);
    });
}

test("a file that doesn't know its length goes on to the end", () => {
    const reader = new WaveReader();
    assert.equal(reader.push(file(samples, 2 ** 31)).length, 2_000);
    assert.equal(reader.length, null);
});

test("what follows the samples isn't sound", () => {
    const reader = new WaveReader();
    assert.equal(reader.push(file(samples, 900)).length, 1_800);
    assert.equal(reader.push(new Uint8Array(10)).length, 0);
});

test("other files are refused", () => {
    assert.throws(() => new WaveReader().push(new TextEncoder().encode("ID3 and then an MP3")), WaveError);
    const stereo = file(samples);
    stereo[22] = 2;
    assert.throws(() => new WaveReader().push(stereo), WaveError);
});

test("a WAV file tells its length", async () => {
    assert.equal(await waveSeconds(new Blob([file(samples)])), 1_000 / 16_000);
    assert.equal(await waveSeconds(new Blob([file(samples, 2 ** 31)])), 1_000 / 16_000);
    assert.equal(await waveSeconds(new Blob(["fLaC"])), null);
});
