import { ConvertSocket } from "./convert-socket.js";
import { LiveAudio } from "./live-audio.js";
import { latencyParts, measuredLatency } from "./latency.js";
import { Recording } from "./recording.js";
import { SampleBytes } from "./sample-bytes.js";

/** Seconds between tries to connect anew; the last one stays. */
const delays = [0.5, 1, 2, 4, 8];
/** Seconds of sound that may wait in the browser: what is older is of no use to anybody. */
const mostUnsent = 0.4;
/** What a connection that was there may die of and come back from. */
const passing = ["lost", "unreachable", "server_busy", "rate_limit_error"];
/** Values of the round trip that the median is taken of. */
const tripsKept = 9;

/**
 * Somebody speaks and hears themselves converted: microphone, connection, loudspeaker, and what
 * is measured of them.
 *
 * States: `off`, `asking` (for the microphone), `connecting`, `running`, `waiting` (until the next
 * try to connect), `stopping`. Events: `change` (the state), `meters`, `level` (`detail`: `{input, rms, peak}`),
 * `problem` (`detail`: an error), `gone` (the microphone was taken away).
 */
export class LiveSession extends EventTarget {
    state = "off";
    /** The server's `started` and its last `meters`. */
    started = null;
    meters = null;
    /** Milliseconds over the network and back; null before it was measured. */
    roundTrip = null;
    /** Messages that weren't sent, since the network was too slow. */
    unsent = 0;
    /** How often the connection was lost and made anew. */
    reconnections = 0;
    /** Seconds until the next try, while `waiting`. */
    retryIn = 0;
    /** Why the connection was lost last. */
    why = null;
    /** What comes out, where it is kept. */
    recording = null;
    audio;

    #makeSocket;
    #later;
    #socket = null;
    #settings = null;
    #wishes = {};
    #bytes = new SampleBytes();
    #captured = null;
    #trips = [];
    #tries = 0;
    #timer = null;
    #keeps = false;

    /** @param {object} [parts] what a test puts in place of the browser's */
    constructor({ audio = new LiveAudio(), socket, later = setTimeout } = {}) {
        super();
        this.audio = audio;
        this.#makeSocket = socket ?? ((listener) => new ConvertSocket(listener));
        this.#later = (work, milliseconds) => later(work, milliseconds);
        audio.addEventListener("frame", ({ detail }) => this.#frame(detail));
        audio.addEventListener("report", ({ detail }) => this.#level(false, detail));
        audio.addEventListener("gone", () => this.dispatchEvent(new Event("gone")));
    }

    get running() {
        return this.state !== "off";
    }

    /**
     * Begins.
     * @param {object} settings `to`, `pitch`, `gate`, `bypass`
     * @param {object} wishes as of `openMicrophone`
     * @throws {MicrophoneError | import("./api.js").ServerError}
     */
    async start(settings, wishes) {
        this.#settings = settings;
        this.#wishes = wishes;
        this.unsent = 0;
        this.reconnections = 0;
        this.#tries = 0;
        this.why = null;
        this.#set("asking");
        try {
            await this.audio.open(wishes);
            if (this.state !== "asking") return this.#end();
            this.#set("connecting");
            await this.#connect();
        } catch (error) {
            const stopped = ["off", "stopping"].includes(this.state);
            this.#end();
            if (!stopped) throw error;
        }
    }

    /** Ends; what was said last is still heard if the server is quick. */
    async stop() {
        const was = this.state;
        if (was === "off" || was === "stopping") return;
        this.#set("stopping");
        // Whoever waits for the microphone or the server ends when it has come.
        if (was === "asking") return;
        if (was === "running") this.meters = { ...this.meters, ...(await this.#socket.finish()) };
        this.#end();
    }

    /** Changes `to`, `pitch`, `gate` or `bypass`, also while it runs. */
    update(changes) {
        this.#settings = { ...this.#settings, ...changes };
        if (this.state === "running") this.#socket.update(changes);
    }

    /** Goes on with another microphone or other wishes. @throws {MicrophoneError} */
    async change(wishes) {
        this.#wishes = wishes;
        if (["connecting", "running", "waiting"].includes(this.state)) await this.audio.change(wishes);
    }

    /** Keeps what comes out from now on; with false gives what was kept, or null. */
    keep(wanted) {
        const kept = this.recording;
        this.#keeps = wanted;
        this.recording = null;
        if (wanted && this.audio.rate) this.recording = new Recording(this.audio.rate);
        return wanted ? null : kept;
    }

    /** What the delay is made of, in milliseconds. */
    get latency() {
        return latencyParts({
            started: this.started,
            meters: this.meters,
            unsent: this.#unsentSeconds,
            buffered: this.audio.output.mean,
            roundTrip: this.roundTrip,
            microphone: this.audio.latency,
            loudspeaker: this.audio.outputLatency,
        });
    }

    /** The delay that was measured, in milliseconds, without the devices; null where it wasn't. */
    get measured() {
        const { rate, output } = this.audio;
        return measuredLatency({ rate, captured: this.#captured, output, started: this.started });
    }

    get #unsentSeconds() {
        return (this.#socket?.waiting ?? 0) / 2 / (this.audio.rate ?? 48_000);
    }

    async #connect() {
        const socket = this.#makeSocket({
            audio: (bytes) => this.#heard(socket, bytes),
            meters: (meters) => {
                this.meters = meters;
                this.dispatchEvent(new Event("meters"));
            },
            roundTrip: (milliseconds) => this.#trip(milliseconds),
            refused: (error) => this.dispatchEvent(new CustomEvent("problem", { detail: error })),
            lost: (error) => this.#lost(socket, error),
        });
        this.#socket = socket;
        this.#bytes = new SampleBytes();
        this.#captured = null;
        this.#trips = [];
        this.audio.restart();
        const started = await socket.start({
            ...this.#settings,
            sample_rate: this.audio.rate,
            live: true,
        });
        if (this.#socket !== socket) return;
        this.started = started;
        this.#tries = 0;
        this.#set("running");
        if (this.#keeps && !this.recording) this.recording = new Recording(this.audio.rate);
    }

    #lost(socket, error) {
        if (this.#socket !== socket || ["off", "stopping"].includes(this.state)) return;
        this.#socket = null;
        this.why = error;
        if (!passing.includes(error.type) && error.status !== 503) {
            this.#end();
            this.dispatchEvent(new CustomEvent("problem", { detail: error }));
            return;
        }
        this.audio.restart();
        this.retryIn = error.retryAfter ?? delays[Math.min(this.#tries, delays.length - 1)];
        this.#tries += 1;
        this.#set("waiting");
        this.#timer = this.#later(() => this.#again(), this.retryIn * 1_000);
    }

    async #again() {
        if (this.state !== "waiting") return;
        this.#set("connecting");
        try {
            await this.#connect();
            if (this.state === "running") this.reconnections += 1;
        } catch (error) {
            this.#lost(this.#socket, error);
        }
    }

    #frame({ samples, rms, peak, at }) {
        this.#level(true, { rms, peak });
        if (this.state !== "running") return;
        if (this.#unsentSeconds > mostUnsent) {
            this.unsent += 1;
            // The stream of samples has a gap, as if the microphone had been silent for a while.
            if (this.#captured) this.#captured.at = at;
            return;
        }
        this.#socket.audio(samples);
        this.#captured ??= { count: 0, at };
        this.#captured.count += samples.length;
        this.#captured.at = at;
    }

    #heard(socket, bytes) {
        if (this.#socket !== socket) return;
        const samples = this.#bytes.samples(bytes);
        this.recording?.add(samples);
        this.audio.play(samples);
    }

    #level(input, { rms, peak }) {
        this.dispatchEvent(new CustomEvent("level", { detail: { input, rms, peak } }));
    }

    #trip(milliseconds) {
        this.#trips.push(milliseconds);
        if (this.#trips.length > tripsKept) this.#trips.shift();
        const sorted = [...this.#trips].sort((a, b) => a - b);
        this.roundTrip = sorted[sorted.length >> 1];
    }

    #end() {
        clearTimeout(this.#timer);
        this.#socket?.close();
        this.#socket = null;
        this.audio.close();
        this.#set("off");
    }

    #set(state) {
        if (state === this.state) return;
        this.state = state;
        this.dispatchEvent(new Event("change"));
    }
}
