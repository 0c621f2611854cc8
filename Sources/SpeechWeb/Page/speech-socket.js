import { ServerError } from "./api.js";
import { key } from "./key.js";
import { pieces } from "./text-offsets.js";

/** UTF-16 units of text in one message: at most 192 kB of JSON, far below the 1 MiB allowed. */
const pieceLength = 32_768;
/** Bytes that may wait in the browser to be sent. */
const mostWaiting = 262_144;
/** How long a cancelled utterance may take to say so, in milliseconds; then the connection is
 * given up. */
const cancelPatience = 2_000;
/** How long nothing may come from a server that is asked whether it is there. */
const pingEvery = 15_000;
const pingPatience = 10_000;

/**
 * One connection to the speech socket, opened when it is needed and kept for the next
 * utterance. One utterance at a time; a new one cancels the one before.
 */
export class SpeechSocket {
    #socket = null;
    #opening = null;
    #turn = 0;
    #answered = false;
    #begun = false;
    #onLoss = null;
    #listener = null;
    #ended = null;
    #settle = null;
    #cancelled = false;
    #statistics = null;
    #heard = 0;
    #watch = null;

    /**
     * Speaks a text.
     * @param {string} text
     * @param {object} settings fields of the protocol's `start`
     * @param {object} listener `message(object)`, `audio(ArrayBuffer)`, and once at the end
     *   `end(kind, details)`: `done` and `cancelled` with statistics, `error` with an error
     */
    async speak(text, settings, listener) {
        this.#turn += 1;
        const turn = this.#turn;
        await this.#silence();
        if (turn !== this.#turn) return listener.end("cancelled", null);
        this.#listener = listener;
        this.#cancelled = false;
        this.#answered = false;
        this.#begun = false;
        this.#onLoss = null;
        this.#statistics = null;
        this.#ended = new Promise((resolve) => {
            this.#settle = resolve;
        });
        const kept = this.#socket?.readyState === WebSocket.OPEN;
        await this.#utter(text, settings, listener, kept);
    }

    async #utter(text, settings, listener, retry) {
        try {
            const socket = await this.#open();
            if (this.#listener !== listener || this.#cancelled) return;
            // A server may have closed a kept connection just now; a fresh one is tried then.
            this.#onLoss = retry ? () => this.#utter(text, settings, listener, false) : null;
            this.#send(socket, { type: "start", ...settings, ...(key() ? { api_key: key() } : {}) });
            await this.#sendText(socket, text, listener);
        } catch (error) {
            if (this.#listener === listener) this.#end("error", error);
        }
    }

    async #sendText(socket, text, listener) {
        for (const piece of pieces(text, pieceLength)) {
            while (socket.bufferedAmount > mostWaiting) {
                await new Promise((resolve) => setTimeout(resolve, 20));
                if (this.#listener !== listener) return;
            }
            if (this.#listener !== listener || this.#cancelled) return;
            if (this.#socket !== socket) return;
            this.#send(socket, { type: "text", text: piece });
        }
        this.#send(socket, { type: "finish" });
    }

    /** Silences what is being said, and what waits for that; resolves when the server has
     * confirmed it, and the connection can be used again. */
    cancel() {
        this.#turn += 1;
        return this.#silence();
    }

    async #silence() {
        if (!this.#listener) return;
        const ended = this.#ended;
        const socket = this.#socket;
        if (!this.#cancelled) {
            this.#cancelled = true;
            if (socket?.readyState === WebSocket.OPEN) this.#send(socket, { type: "cancel" });
            else this.#end("cancelled", null);
        }
        const patience = setTimeout(() => {
            this.#drop(socket);
            this.#end("cancelled", this.#statistics);
        }, cancelPatience);
        await ended;
        clearTimeout(patience);
    }

    /** Closes the connection. */
    close() {
        this.#turn += 1;
        this.#drop(this.#socket);
        this.#end("cancelled", null);
    }

    #send(socket, message) {
        if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    }

    #drop(socket) {
        if (this.#socket === socket) this.#socket = null;
        if (socket) {
            socket.onclose = null;
            socket.close(1000);
        }
    }

    #end(kind, details) {
        const listener = this.#listener;
        if (!listener) return;
        this.#listener = null;
        clearTimeout(this.#watch);
        this.#settle();
        listener.end(kind, details);
    }

    #open() {
        const state = this.#socket?.readyState;
        if (state === WebSocket.CONNECTING) return this.#opening;
        if (state === WebSocket.OPEN) {
            this.#keepWatch();
            return this.#socket;
        }
        const address = new URL("/v1/audio/speech/stream", location.href);
        address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
        const socket = new WebSocket(address);
        socket.binaryType = "arraybuffer";
        this.#socket = socket;
        let opened = false;
        this.#opening = new Promise((resolve, reject) => {
            socket.onopen = () => {
                opened = true;
                this.#keepWatch();
                resolve(socket);
            };
            socket.onmessage = ({ data }) => this.#receive(socket, data);
            socket.onclose = () => {
                const mine = this.#socket === socket;
                if (mine) this.#socket = null;
                if (!opened) return reject(ServerError.unreachable());
                if (!mine) return;
                if (this.#cancelled) this.#end("cancelled", this.#statistics);
                else if (!this.#answered && this.#onLoss) this.#onLoss();
                else this.#end("error", new ServerError({ type: "lost" }));
            };
        });
        return this.#opening;
    }

    /** A network that goes away says nothing; a question without an answer tells it. */
    #keepWatch() {
        clearTimeout(this.#watch);
        const socket = this.#socket;
        this.#heard = performance.now();
        const look = () => {
            if (!this.#listener || this.#socket !== socket) return;
            const silent = performance.now() - this.#heard;
            if (silent > pingEvery + pingPatience) {
                this.#drop(socket);
                this.#end("error", new ServerError({ type: "lost" }));
                return;
            }
            if (silent > pingEvery) this.#send(socket, { type: "ping", id: 0 });
            this.#watch = setTimeout(look, 2_000);
        };
        this.#watch = setTimeout(look, 2_000);
    }

    #receive(socket, data) {
        if (this.#socket !== socket) return;
        this.#heard = performance.now();
        const listener = this.#listener;
        if (!listener) return;
        this.#answered = true;
        if (data instanceof ArrayBuffer) {
            if (!this.#cancelled) listener.audio(data);
            return;
        }
        let message;
        try {
            message = JSON.parse(data);
        } catch {
            return;
        }
        switch (message.type) {
            case "done":
                this.#statistics = message.statistics ?? null;
                // Each `cancel` is answered by a `cancelled`, also where the two crossed on the
                // way: it has to come before it could be taken for the next utterance's.
                if (!this.#cancelled) this.#end("done", this.#statistics);
                break;
            case "cancelled":
                this.#end("cancelled", message.statistics ?? this.#statistics);
                break;
            case "error":
                if (this.#cancelled) break;
                // A message that was no good; what is being said goes on.
                if (message.utterance_over === false) break;
                // What was sent after a refused start would begin another utterance; a new
                // connection knows nothing of it.
                if (!this.#begun) this.#drop(socket);
                this.#end("error", new ServerError(message.error ?? {}));
                break;
            case "ready":
                this.#begun = true;
            // falls through
            default:
                if (!this.#cancelled) listener.message(message);
        }
    }
}
