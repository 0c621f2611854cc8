import assert from "node:assert/strict";
import { test } from "node:test";

import { Player } from "../../Sources/SpeechWeb/Page/player.js";
import { Recording } from "../../Sources/SpeechWeb/Page/recording.js";

/** What was sent to the audio thread. */
let sent = [];
/** What loading the worklet does; undefined where the browser has none. */
let addModule;
let opened = [];

globalThis.AudioContext = class {
    state = "running";
    currentTime = 0;
    audioWorklet = addModule && { addModule };

    constructor() {
        opened.push(this);
    }

    resume() {}

    close() {
        this.state = "closed";
    }
};
globalThis.AudioWorkletNode = class {
    port = { postMessage: (message) => sent.push(message) };
    connect = (node) => node;
};
globalThis.GainNode = class {
    connect = (node) => node;
};

function fresh(load) {
    sent = [];
    opened = [];
    addModule = load;
    return new Player();
}

function recordingOf(seconds) {
    const recording = new Recording(16_000);
    recording.append(new ArrayBuffer(seconds * 32_000));
    return recording;
}

test("a browser without audio worklets refuses every time, and nothing waits for sound", async () => {
    const player = fresh(undefined);
    await assert.rejects(player.prepare(16_000));
    await assert.rejects(player.prepare(16_000));
    await assert.rejects(player.play(recordingOf(1), { preBuffer: 0 }));
    assert.equal(player.state, "stopped");
    assert.ok(opened.every(({ state }) => state === "closed"));
    player.volume = 0.5;
});

test("a worklet that couldn't be loaded is asked for again", async () => {
    const player = fresh(async () => {
        throw new Error("no network");
    });
    await assert.rejects(player.prepare(16_000), /no network/);
    addModule = async () => {};
    await player.play(recordingOf(1), { preBuffer: 0 });
    assert.equal(sent[0].type, "open");
});

test("an output that was replaced while it was being opened is no failure", async () => {
    let fail;
    const player = fresh(() => new Promise((_, reject) => {
        fail = reject;
    }));
    const first = player.prepare(16_000);
    const failFirst = fail;
    addModule = async () => {};
    await player.prepare(24_000);
    failFirst(new Error("closed"));
    await first;
    assert.deepEqual(opened.map(({ state }) => state), ["closed", "running"]);
});

test("however long the pre-buffer, the audio thread gets enough to begin, and has room for it", async () => {
    for (const preBuffer of [0.2, 4, 5, 60]) {
        const player = fresh(async () => {});
        const recording = recordingOf(70);
        await player.play(recording, { preBuffer });
        const { capacity } = sent.find(({ type }) => type === "open");
        const audio = sent.filter(({ type }) => type === "audio");
        const fed = audio.reduce((sum, { samples }) => sum + samples.length, 0) / recording.rate;
        assert.ok(fed >= preBuffer && fed <= capacity, `${fed} s of ${preBuffer} s, room for ${capacity} s`);
    }
});
