import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { SpeechSocket } from "../../Sources/SpeechWeb/Page/speech-socket.js";

/** The connections that were opened, each with what was sent over it. */
let sockets = [];

globalThis.location = { href: "http://127.0.0.1:8880/" };
globalThis.WebSocket = class FakeSocket {
    static CONNECTING = 0;
    static OPEN = 1;
    readyState = 0;
    bufferedAmount = 0;
    sent = [];

    constructor() {
        sockets.push(this);
    }

    open() {
        this.readyState = 1;
        this.onopen();
    }

    send(text) {
        this.sent.push(JSON.parse(text));
    }

    say(message) {
        this.onmessage({ data: JSON.stringify(message) });
    }

    close() {
        this.readyState = 3;
        this.onclose?.();
    }

    get kinds() {
        return this.sent.map(({ type }) => type);
    }
};

const settle = () => new Promise((resolve) => setImmediate(resolve));

/** Notes what comes of an utterance. */
function listener() {
    return {
        heard: [],
        ends: [],
        message({ type }) {
            this.heard.push(type);
        },
        audio() {
            this.heard.push("audio");
        },
        end(kind, details) {
            this.ends.push([kind, details]);
        },
    };
}

let speech;

/** A connection over which a first utterance has begun. */
async function begun() {
    sockets = [];
    speech = new SpeechSocket();
    const first = listener();
    speech.speak("One.", {}, first);
    await settle();
    sockets[0].open();
    await settle();
    sockets[0].say({ type: "ready" });
    assert.deepEqual(sockets[0].kinds, ["start", "text", "finish"]);
    return { socket: sockets[0], first };
}

// Its timers would keep Node waiting.
afterEach(() => speech.close());

test("a done that crosses a cancel doesn't let the next utterance be ended by its cancelled", async () => {
    const { socket, first } = await begun();
    const second = listener();
    speech.speak("Two.", {}, second);
    await settle();
    assert.equal(socket.kinds.at(-1), "cancel");
    socket.say({ type: "done", statistics: { rtf: 1 } });
    await settle();
    assert.deepEqual(first.ends, []);
    assert.equal(socket.kinds.at(-1), "cancel", "the next waits for the server's word");
    socket.say({ type: "cancelled" });
    await settle();
    assert.deepEqual(first.ends, [["cancelled", { rtf: 1 }]]);
    assert.deepEqual(socket.kinds.slice(4), ["start", "text", "finish"]);
    socket.say({ type: "ready" });
    socket.say({ type: "done", statistics: { rtf: 2 } });
    assert.deepEqual(second.ends, [["done", { rtf: 2 }]]);
    assert.equal(sockets.length, 1);
});

test("an error that crosses a cancel waits for the cancelled too", async () => {
    const { socket, first } = await begun();
    const cancelled = speech.cancel();
    socket.say({ type: "error", error: { message: "no memory" } });
    await settle();
    assert.deepEqual(first.ends, []);
    socket.say({ type: "cancelled" });
    await cancelled;
    assert.deepEqual(first.ends, [["cancelled", null]]);
});

test("a stop while an utterance waits for the last one's end stops both", async () => {
    const { socket, first } = await begun();
    const second = listener();
    const spoken = speech.speak("Two.", {}, second);
    await settle();
    const cancelled = speech.cancel();
    socket.say({ type: "cancelled", statistics: {} });
    await Promise.all([spoken, cancelled]);
    assert.deepEqual(first.ends, [["cancelled", {}]]);
    assert.deepEqual(second.ends, [["cancelled", null]]);
    assert.deepEqual(socket.kinds, ["start", "text", "finish", "cancel"]);
});

test("of utterances that wait the last is said", async () => {
    const { socket } = await begun();
    const others = [listener(), listener()];
    for (const other of others) speech.speak("More.", {}, other);
    await settle();
    socket.say({ type: "cancelled" });
    await settle();
    assert.deepEqual(others.map(({ ends }) => ends.length), [1, 0]);
    assert.deepEqual(socket.kinds, ["start", "text", "finish", "cancel", "start", "text", "finish"]);
});

test("a connection that closes on a cancelled utterance has ended it", async () => {
    const { socket, first } = await begun();
    const cancelled = speech.cancel();
    socket.close();
    await cancelled;
    assert.deepEqual(first.ends, [["cancelled", null]]);
});

test("a connection that is lost is told", async () => {
    const { socket, first } = await begun();
    socket.close();
    assert.equal(first.ends[0][0], "error");
    assert.equal(first.ends[0][1].type, "lost");
});
