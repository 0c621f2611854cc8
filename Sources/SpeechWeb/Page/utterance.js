import { estimate } from "./estimate.js";
import { Peaks } from "./peaks.js";
import { Recording } from "./recording.js";
import { TextOffsets } from "./text-offsets.js";
import { Timeline } from "./timeline.js";

/**
 * One text being said: what was asked, what has come of it, and how it ended.
 *
 * Events: `ready` (format known), `audio` (sound came), `chunk` (the timeline changed),
 * `end`. State: `waiting`, `arriving`, `done`, `cancelled`, `error`.
 */
export class Utterance extends EventTarget {
    state = "waiting";
    /** The server's `ready` message. */
    format = null;
    recording = null;
    peaks = new Peaks();
    timeline = new Timeline();
    statistics = null;
    error = null;
    warnings = [];
    /** Seconds from asking to the first sound that came; null before. */
    firstArrival = null;
    /** Seconds from asking to the first sample heard; null before, and where the first to be heard
     * was a replay. */
    firstHeard = null;

    #began = performance.now();
    #ended = null;

    /**
     * @param {string} text
     * @param {object} settings fields of the protocol's `start`
     */
    constructor(text, settings) {
        super();
        // What has no UTF-8 becomes U+FFFD here, so that the server's bytes are ours.
        this.text = text.toWellFormed();
        this.settings = settings;
        this.offsets = new TextOffsets(this.text);
    }

    /** Speaks through a socket; resolves when it has ended, in whatever way. */
    run(socket) {
        this.#began = performance.now();
        return new Promise((resolve) => {
            socket.speak(this.text, this.settings, {
                message: (message) => this.#message(message),
                audio: (bytes) => this.#audio(bytes),
                end: (kind, details) => {
                    this.#end(kind, details);
                    resolve(this);
                },
            });
        });
    }

    /** Seconds since it was asked for, up to its end. */
    get elapsed() {
        return ((this.#ended ?? performance.now()) - this.#began) / 1000;
    }

    get running() {
        return this.state === "waiting" || this.state === "arriving";
    }

    /** Share done, time left, guess of the whole length. */
    get estimate() {
        return estimate({
            spokenBytes: this.timeline.spokenBytes,
            totalBytes: this.offsets.bytes,
            elapsed: this.elapsed,
            audio: this.recording?.seconds ?? 0,
            finished: this.state === "done",
        });
    }

    /** Seconds of work for one second of sound: the server's figure, until then ours. */
    get factor() {
        if (Number.isFinite(this.statistics?.rtf)) return this.statistics.rtf;
        const audio = this.recording?.seconds ?? 0;
        return audio > 0 ? this.elapsed / audio : null;
    }

    /** Notes when its first sample was heard, by `performance.now()`; the first time counts. */
    heardFirst(at) {
        this.firstHeard ??= (at - this.#began) / 1000;
    }

    /** Notes that a chunk is heard now; the first time counts. */
    heard(index) {
        const chunk = this.timeline.chunks[index];
        if (chunk) chunk.heardAt ??= (performance.now() - this.#began) / 1000;
    }

    /** The source's UTF-16 range of a chunk, white space at its ends left out; null where it
     * isn't known. */
    range(chunk) {
        if (!chunk?.source) return null;
        let start = this.offsets.utf16(chunk.source[0]);
        let end = this.offsets.utf16(chunk.source[1]);
        while (start < end && /\s/.test(this.text[start])) start += 1;
        while (end > start && /\s/.test(this.text[end - 1])) end -= 1;
        return [start, end];
    }

    #message(message) {
        switch (message.type) {
            case "ready":
                this.format = message;
                this.recording = new Recording(message.sample_rate);
                this.#tell("ready");
                break;
            case "chunk":
            case "mark":
                this.timeline.apply(message);
                this.#tell("chunk");
                break;
            case "warning":
                // A text of thousands of odd letters may warn as often; some tell enough.
                if (this.warnings.length < 50) this.warnings.push(message.message);
                this.#tell("warning");
                break;
        }
    }

    #audio(bytes) {
        if (!this.recording) return;
        this.firstArrival ??= (performance.now() - this.#began) / 1000;
        this.state = "arriving";
        this.peaks.append(this.recording.append(bytes));
        this.#tell("audio");
    }

    #end(kind, details) {
        this.#ended = performance.now();
        this.state = kind;
        if (kind === "error") this.error = details;
        else this.statistics = details;
        this.#tell("end");
    }

    #tell(name) {
        this.dispatchEvent(new Event(name));
    }
}
