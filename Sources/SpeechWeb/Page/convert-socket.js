import { ServerError } from "./api.js";
import { key } from "./key.js";
import { whyRefused } from "./refusal.js";

/** Milliseconds between two measurements of the round trip. */
const pingEvery = 2_000;
/** Milliseconds of silence after which a server is taken for gone: networks that go away say
 * nothing. */
const patience = 10_000;
/** Milliseconds that a server has to say `started`, and `finished`. */
const startPatience = 10_000;
const finishPatience = 1_500;

/** One conversion over one connection. */
export class ConvertSocket {
    #socket = null;
    #listener;
    #started = null;
    #finished = null;
    #watch = null;
    #heard = 0;
    #pings = new Map();
    #ping = 0;

    /**
     * @param {object} listener
     * @param {(bytes: ArrayBuffer) => void} listener.audio
     * @param {(meters: object) => void} listener.meters
     * @param {(milliseconds: number) => void} listener.roundTrip
     * @param {(error: ServerError) => void} listener.refused a change that wasn't made; all goes on
     * @param {(error: ServerError) => void} listener.lost told once, if it ends by itself
     */
    constructor(listener) {
        this.#listener = listener;
    }

    /**
     * Connects and begins.
     * @param {object} settings fields of the protocol's `start`
     * @returns {Promise<object>} the server's `started`
     * @throws {ServerError}
     */
    start(settings) {
        const address = new URL("/v1/audio/convert/stream", location.href);
        address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
        const socket = new WebSocket(address);
        socket.binaryType = "arraybuffer";
        this.#socket = socket;
        return new Promise((resolve, reject) => {
            const tooLong = setTimeout(() => this.#end(ServerError.unreachable()), startPatience);
            this.#started = {
                resolve: (message) => {
                    clearTimeout(tooLong);
                    resolve(message);
                },
                reject: (error) => {
                    clearTimeout(tooLong);
                    reject(error);
                },
            };
            let opened = false;
            socket.onopen = () => {
                opened = true;
                this.#send({ type: "start", ...settings, ...(key() ? { api_key: key() } : {}) });
            };
            socket.onmessage = ({ data }) => this.#receive(data);
            socket.onclose = async () =>
                this.#end(opened ? new ServerError({ type: "lost" }) : await whyRefused());
        });
    }

    /** Bytes that wait in the browser. */
    get waiting() {
        return this.#socket?.bufferedAmount ?? 0;
    }

    /** @param {Int16Array} samples */
    audio(samples) {
        if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(samples);
    }

    /** Changes fields of what was begun with. */
    update(changes) {
        this.#send({ type: "update", ...changes });
    }

    /** Lets what is in buffers be converted, and closes.
     * @returns {Promise<object | null>} the last figures */
    async finish() {
        if (this.#socket?.readyState !== WebSocket.OPEN || this.#started) {
            this.close();
            return null;
        }
        clearTimeout(this.#watch);
        const figures = new Promise((resolve) => {
            this.#finished = resolve;
            setTimeout(() => resolve(null), finishPatience);
        });
        this.#send({ type: "finish" });
        const last = await figures;
        this.close();
        return last;
    }

    /** Closes without a word to the listener. */
    close() {
        const socket = this.#socket;
        this.#socket = null;
        clearTimeout(this.#watch);
        this.#started?.reject(new ServerError({ type: "cancelled" }));
        this.#started = null;
        if (!socket) return;
        socket.onclose = null;
        socket.onmessage = null;
        socket.close(1000);
    }

    #send(message) {
        const socket = this.#socket;
        if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    }

    #end(error) {
        if (!this.#socket) return;
        const started = this.#started;
        const finished = this.#finished;
        this.#started = null;
        this.close();
        if (started) started.reject(error);
        else if (finished) finished(null);
        else this.#listener.lost(error);
    }

    #receive(data) {
        this.#heard = performance.now();
        if (data instanceof ArrayBuffer) return this.#listener.audio(data);
        let message;
        try {
            message = JSON.parse(data);
        } catch {
            return;
        }
        switch (message.type) {
            case "started":
                this.#started?.resolve(message);
                this.#started = null;
                this.#keepWatch();
                break;
            case "meters":
                this.#listener.meters(message);
                break;
            case "finished":
                this.#finished?.(message);
                break;
            case "pong":
                this.#pong(message.id);
                break;
            case "error":
                this.#fail(message);
                break;
        }
    }

    #fail({ error, conversion_over: over }) {
        const failure = new ServerError(error ?? {});
        if (over === false && !this.#started) this.#listener.refused(failure);
        else this.#end(failure);
    }

    #keepWatch() {
        const look = () => {
            if (performance.now() - this.#heard > patience) {
                return this.#end(new ServerError({ type: "lost" }));
            }
            this.#ping += 1;
            this.#pings.clear();
            this.#pings.set(this.#ping, performance.now());
            this.#send({ type: "ping", id: this.#ping });
            this.#watch = setTimeout(look, pingEvery);
        };
        this.#heard = performance.now();
        look();
    }

    #pong(id) {
        const sent = this.#pings.get(id);
        if (sent !== undefined) this.#listener.roundTrip(performance.now() - sent);
    }
}
