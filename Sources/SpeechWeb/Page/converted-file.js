import { request } from "./api.js";
import { Peaks } from "./peaks.js";
import { Recording } from "./recording.js";
import { waveSeconds, WaveReader } from "./wave-reader.js";

/** The address that converts, with its parameters. */
export const conversion = ({ to, pitch }, format) =>
    `/v1/audio/convert?${new URLSearchParams({ to, pitch: String(pitch), response_format: format })}`;

/** A recording as the body of a request. */
export const uploaded = (file) => ({
    method: "POST",
    body: file,
    headers: { "Content-Type": file.type || "application/octet-stream" },
});

/**
 * A recording being converted: what has come, as the waveform and the player want it.
 * Events: `audio`, `end`.
 */
export class ConvertedFile extends EventTarget {
    running = true;
    recording = null;
    peaks = new Peaks();
    timeline = { beginnings: [] };
    /** What went wrong, or null. */
    error = null;
    cancelled = false;
    /** Seconds that it will have; null where the file doesn't tell. */
    expected = null;

    #abort = new AbortController();

    /** @param {File} file @param {{to: string, pitch: number}} settings */
    constructor(file, settings) {
        super();
        this.file = file;
        this.settings = settings;
    }

    get seconds() {
        return this.recording?.seconds ?? 0;
    }

    /** As of an utterance: how long it will be. */
    get estimate() {
        return { audioSeconds: this.expected };
    }

    /** 0…1; null where nobody knows. */
    get share() {
        if (!this.running) return 1;
        return this.expected > 0 ? Math.min(0.999, this.seconds / this.expected) : null;
    }

    async run() {
        this.expected = await waveSeconds(this.file);
        try {
            const response = await request(conversion(this.settings, "wav"), {
                ...uploaded(this.file),
                signal: this.#abort.signal,
            });
            await this.#read(response.body.getReader());
        } catch (error) {
            this.cancelled = error.name === "AbortError";
            if (!this.cancelled) this.error = error.status === undefined ? { type: "lost" } : error;
        }
        this.running = false;
        this.dispatchEvent(new Event("end"));
    }

    cancel() {
        this.#abort.abort();
    }

    async #read(reader) {
        const wave = new WaveReader();
        for (;;) {
            const { done, value } = await reader.read();
            if (done) return;
            const bytes = wave.push(value);
            if (wave.rate === null) continue;
            this.recording ??= new Recording(wave.rate);
            this.expected = wave.length === null ? this.expected : wave.length / wave.rate;
            this.peaks.append(this.recording.append(bytes));
            this.dispatchEvent(new Event("audio"));
        }
    }
}
