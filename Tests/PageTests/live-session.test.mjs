import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { ServerError } from "../../Sources/SpeechWeb/Page/api.js";
import { LiveSession } from "../../Sources/SpeechWeb/Page/live-session.js";

class FakeAudio extends EventTarget {
    rate = 48_000;
    latency = null;
    outputLatency = null;
    output = { level: 0, mean: 0, consumed: 0 };
    open = async () => {
        this.isOpen = true;
    };
    close = () => {
        this.isOpen = false;
    };
    restart = () => {};
    played = [];
    play = (samples) => this.played.push(samples);

    frame(at) {
        this.dispatchEvent(new CustomEvent("frame", { detail: { samples: new Int16Array(960), rms: 0, peak: 0, at } }));
    }
}

class FakeSocket {
    sent = [];
    updates = [];
    waiting = 0;
    finished = { frames: 9 };

    constructor(listener) {
        this.listener = listener;
        sockets.push(this);
    }

    start(settings) {
        this.settings = settings;
        return answers.shift() ?? Promise.resolve({ algorithmic_ms: 60, frame_ms: 20, voice: settings.to });
    }

    audio = (samples) => this.sent.push(samples);
    update = (changes) => this.updates.push(changes);
    finish = async () => this.finished;
    close = () => {
        this.closed = true;
    };
}

let sockets;
let answers;
let waits;
let audio;
let session;
const settings = { to: "anna", pitch: 0, gate: null, bypass: false };

beforeEach(() => {
    sockets = [];
    answers = [];
    waits = [];
    audio = new FakeAudio();
    session = new LiveSession({
        audio,
        socket: (listener) => new FakeSocket(listener),
        later: (work, milliseconds) => waits.push({ work, milliseconds }),
    });
});

const lost = () => new ServerError({ type: "lost" });

test("what is spoken goes out at the output's own rate, and what comes is played", async () => {
    await session.start(settings, {});
    assert.equal(session.state, "running");
    assert.deepEqual(sockets[0].settings, { ...settings, sample_rate: 48_000, live: true });
    audio.frame(1_000);
    assert.equal(sockets[0].sent.length, 1);
    sockets[0].listener.audio(Uint8Array.of(1, 0, 2).buffer);
    sockets[0].listener.audio(Uint8Array.of(0, 3, 0).buffer);
    assert.deepEqual(audio.played.map((samples) => [...samples]), [[1], [2, 3]]);
    session.update({ pitch: 3 });
    assert.deepEqual(sockets[0].updates, [{ pitch: 3 }]);
    await session.stop();
    assert.equal(session.state, "off");
    assert.equal(session.meters.frames, 9);
    assert.equal(audio.isOpen, false);
});

test("a connection that is lost is made anew with what was changed meanwhile", async () => {
    await session.start(settings, {});
    sockets[0].listener.lost(lost());
    assert.equal(session.state, "waiting");
    assert.equal(waits[0].milliseconds, 500);
    session.update({ to: "ivy" });
    audio.frame(1_000);
    answers.push(Promise.reject(new ServerError({ type: "server_busy", status: 503 })));
    await waits[0].work();
    assert.equal(session.state, "waiting");
    assert.equal(waits[1].milliseconds, 1_000);
    await waits[1].work();
    assert.equal(session.state, "running");
    assert.equal(sockets[2].settings.to, "ivy");
    assert.equal(session.reconnections, 1);
    assert.equal(sockets[0].sent.length, 0);
    // The connection that is gone has nothing more to say.
    sockets[0].listener.lost(lost());
    assert.equal(session.state, "running");
});

test("an error that stays isn't tried again", async () => {
    await session.start(settings, {});
    const told = new Promise((resolve) => {
        session.addEventListener("problem", ({ detail }) => resolve(detail));
    });
    sockets[0].listener.lost(new ServerError({ type: "invalid_request_error", param: "to" }));
    assert.equal((await told).param, "to");
    assert.equal(session.state, "off");
    assert.equal(audio.isOpen, false);
});

test("what the server refuses at first is thrown, and the microphone let go", async () => {
    answers.push(Promise.reject(new ServerError({ type: "server_busy" })));
    await assert.rejects(session.start(settings, {}), ServerError);
    assert.equal(session.state, "off");
    assert.equal(audio.isOpen, false);
});

test("stopped while it waits for the microphone or the server, it ends in silence", async () => {
    let give;
    audio.open = () => new Promise((resolve) => {
        give = resolve;
    });
    const starting = session.start(settings, {});
    session.stop();
    assert.equal(session.state, "stopping");
    give();
    await starting;
    assert.equal(session.state, "off");
    assert.equal(sockets.length, 0);
    audio.open = async () => {};
    let refuse;
    answers.push(new Promise((_, reject) => {
        refuse = reject;
    }));
    const again = session.start(settings, {});
    await Promise.resolve();
    await Promise.resolve();
    assert.equal(session.state, "connecting");
    session.stop();
    refuse(new ServerError({ type: "cancelled" }));
    await again;
    assert.equal(session.state, "off");
});

test("on a network that is too slow, what is old isn't sent, and is counted", async () => {
    await session.start(settings, {});
    sockets[0].waiting = 96_000;
    audio.frame(1_000);
    assert.equal(sockets[0].sent.length, 0);
    assert.equal(session.unsent, 1);
    sockets[0].waiting = 0;
    audio.frame(2_000);
    assert.equal(sockets[0].sent.length, 1);
});

test("what comes out can be kept", async () => {
    await session.start(settings, {});
    session.keep(true);
    sockets[0].listener.audio(new Int16Array(480).fill(5).buffer);
    const kept = session.keep(false);
    assert.equal(kept.length, 480);
    assert.equal(kept.rate, 48_000);
    assert.equal(session.recording, null);
});

test("the round trip is a median", async () => {
    await session.start(settings, {});
    for (const value of [5, 900, 6]) sockets[0].listener.roundTrip(value);
    assert.equal(session.roundTrip, 6);
});
