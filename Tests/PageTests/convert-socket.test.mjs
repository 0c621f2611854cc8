import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { ConvertSocket } from "../../Sources/SpeechWeb/Page/convert-socket.js";

let sockets = [];
let told = [];

globalThis.location = { href: "https://page.test/convert" };
globalThis.WebSocket = class FakeSocket {
    static OPEN = 1;
    readyState = 0;
    bufferedAmount = 0;
    sent = [];

    constructor(address) {
        this.address = String(address);
        sockets.push(this);
    }

    open() {
        this.readyState = 1;
        this.onopen();
    }

    say = (message) => this.onmessage?.({ data: JSON.stringify(message) });
    send = (data) => this.sent.push(typeof data === "string" ? JSON.parse(data) : data);
    close = () => {
        this.readyState = 3;
    };
};

const listener = Object.fromEntries(["audio", "meters", "roundTrip", "refused", "lost"].map((name) =>
    [name, (value) => told.push([name, value])]));

beforeEach(() => {
    sockets = [];
    told = [];
});

async function begun() {
    const connection = new ConvertSocket(listener);
    const started = connection.start({ to: "anna", pitch: 1 });
    const [socket] = sockets;
    socket.open();
    socket.say({ type: "started", sample_rate: 48_000 });
    await started;
    return { connection, socket };
}

test("it begins, sends sound and changes, and gives what comes", async () => {
    const { connection, socket } = await begun();
    assert.equal(socket.address, "wss://page.test/v1/audio/convert/stream");
    assert.deepEqual(socket.sent[0], { type: "start", to: "anna", pitch: 1 });
    connection.audio(Int16Array.of(1, 2));
    connection.update({ bypass: true });
    assert.deepEqual(socket.sent.at(-1), { type: "update", bypass: true });
    const { id } = socket.sent.find(({ type }) => type === "ping");
    socket.say({ type: "pong", id });
    socket.say({ type: "meters", frames: 3 });
    socket.onmessage({ data: new ArrayBuffer(4) });
    assert.deepEqual(told.map(([name]) => name), ["roundTrip", "meters", "audio"]);
    connection.close();
});

test("a change that is refused ends nothing, another error does", async () => {
    const { socket } = await begun();
    socket.say({ type: "error", conversion_over: false, error: { message: "no", param: "pitch" } });
    assert.equal(told[0][0], "refused");
    socket.say({ type: "error", error: { message: "gone", type: "server_error" } });
    assert.deepEqual(told[1][1].message, "gone");
    assert.equal(told[1][0], "lost");
    assert.equal(socket.readyState, 3);
});

test("the end gives the last figures", async () => {
    const { connection, socket } = await begun();
    const last = connection.finish();
    assert.deepEqual(socket.sent.at(-1), { type: "finish" });
    socket.say({ type: "finished", frames: 50 });
    assert.equal((await last).frames, 50);
    assert.deepEqual(told, []);
});

test("a connection that breaks is told once", async () => {
    const { socket } = await begun();
    await socket.onclose();
    assert.deepEqual(told.map(([name, error]) => [name, error.type]), [["lost", "lost"]]);
});

test("where none is taken, the server is asked why", async () => {
    globalThis.fetch = async () => Response.json({ available: true });
    const busy = new ConvertSocket(listener).start({ to: "anna" });
    sockets[0].onclose();
    await assert.rejects(busy, { type: "server_busy" });
    globalThis.fetch = async () => {
        throw new TypeError("no network");
    };
    const gone = new ConvertSocket(listener).start({ to: "anna" });
    sockets[1].onclose();
    await assert.rejects(gone, { type: "unreachable" });
});

test("an error in place of the beginning is thrown", async () => {
    const connection = new ConvertSocket(listener);
    const started = connection.start({ to: "nobody" });
    sockets[0].open();
    sockets[0].say({ type: "error", conversion_over: true, error: { message: "there is no nobody", param: "to" } });
    await assert.rejects(started, { param: "to" });
});
