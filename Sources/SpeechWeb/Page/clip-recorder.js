import { Capture } from "./capture.js";
import { recorded } from "./download.js";
import { Recording } from "./recording.js";

/** Seconds that a clip should have, and after which recording ends. */
export const wanted = 10;
export const most = 30;

/** Records a clip of a voice. Events: `level` (`detail`: `{rms, peak}`), `change`. */
export class ClipRecorder extends EventTarget {
    recording = null;
    /** Whether it is recording. */
    running = false;
    #capture = new Capture();
    #finished = null;

    constructor() {
        super();
        this.#capture.addEventListener("frame", ({ detail }) => this.#frame(detail));
        this.#capture.addEventListener("gone", () => this.stop());
    }

    /** Records until it is stopped or full.
     * @returns {Promise<Blob | null>} a WAV file
     * @throws {import("./microphone.js").MicrophoneError} */
    async record(wishes = {}) {
        await this.#capture.open(wishes);
        this.recording = new Recording(this.#capture.rate);
        this.running = true;
        this.dispatchEvent(new Event("change"));
        await new Promise((resolve) => {
            this.#finished = resolve;
        });
        return this.recording.length > 0 ? recorded(this.recording, "wav") : null;
    }

    stop() {
        if (!this.running) return;
        this.running = false;
        this.#capture.close();
        this.#finished();
        this.dispatchEvent(new Event("change"));
    }

    get seconds() {
        return this.recording?.seconds ?? 0;
    }

    #frame({ samples, rms, peak }) {
        if (!this.running) return;
        this.recording.add(samples);
        this.dispatchEvent(new CustomEvent("level", { detail: { rms, peak } }));
        if (this.seconds >= most) this.stop();
    }
}
