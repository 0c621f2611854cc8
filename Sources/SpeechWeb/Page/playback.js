import { hermite } from "./interpolation.js";
import { RingBuffer } from "./ring-buffer.js";

/** Samples over which sound fades where it is cut: 3 to 6 ms, too short to hear, long enough
 * not to click. */
const fadeLength = 96;

/**
 * What the loudspeaker gets next. Decides when enough has arrived to begin, when sound has run
 * out, and fades where it is interrupted. No clock and no browser: it is driven by how much is
 * asked of it, so that a test can drive it too.
 */
export class Playback {
    #ring;
    #step;
    #preBuffer;
    #phase = 0;
    #history = new Float32Array(4);
    #tail = new Float32Array(fadeLength);
    #tailNext = fadeLength;
    #gain = 0;
    #ended = false;
    #paused = false;
    #state = "filling";

    /** Samples of the source read since `restart`. */
    played = 0;
    /** Samples of the source that ever became sound. */
    total = 0;
    /** How often sound ran out in mid-speech. */
    underruns = 0;
    /** The loudest sample since it was last set to 0. */
    peak = 0;

    /**
     * @param {object} format
     * @param {number} format.rate samples a second of what is fed
     * @param {number} format.outputRate samples a second of what is asked for
     * @param {number} format.preBuffer seconds to collect before sound begins
     * @param {number} format.capacity seconds that fit
     */
    constructor({ rate, outputRate, preBuffer, capacity }) {
        this.#ring = new RingBuffer(Math.ceil(rate * capacity));
        this.#step = rate / outputRate;
        this.#preBuffer = Math.min(Math.ceil(rate * preBuffer), this.#ring.capacity);
    }

    /** `filling` (collecting), `playing`, `paused`, `drained` (all was said). */
    get state() {
        return this.#paused && this.#state !== "drained" ? "paused" : this.#state;
    }

    /** Samples that wait in the ring. */
    get buffered() {
        return this.#ring.length;
    }

    get space() {
        return this.#ring.space;
    }

    /** @param {Int16Array} samples
     * @returns {number} how many were taken */
    feed(samples) {
        const taken = this.#ring.write(samples);
        if (this.#state === "drained") this.#state = "filling";
        return taken;
    }

    /** Nothing more comes until `restart`. */
    end() {
        this.#ended = true;
    }

    pause() {
        if (this.#paused) return;
        this.#paused = true;
        this.#keepTail();
    }

    resume() {
        this.#paused = false;
    }

    /** Silent at once; begins anew with what is fed from here on. */
    restart() {
        this.#keepTail();
        this.#ring.clear();
        this.#history.fill(0);
        this.#phase = 0;
        this.#ended = false;
        this.#paused = false;
        this.#state = "filling";
        this.played = 0;
    }

    /** Fills `out` with what is to be heard.
     * @param {Float32Array} out */
    render(out) {
        out.fill(0);
        this.#renderTail(out);
        if (this.#paused || this.#state === "drained") return;
        if (this.#state === "filling") {
            if (!this.#ready()) return;
            this.#state = "playing";
            this.#gain = 0;
        }
        for (let frame = 0; frame < out.length; frame += 1) {
            const sample = this.#next();
            if (sample === null) {
                this.#runDry();
                return;
            }
            if (this.#gain < 1) this.#gain = Math.min(1, this.#gain + 1 / fadeLength);
            const heard = sample * this.#gain;
            out[frame] += heard;
            this.peak = Math.max(this.peak, Math.abs(heard));
        }
    }

    #ready() {
        const ring = this.#ring;
        if (this.#ended) {
            if (ring.length === 0) this.#state = "drained";
            return ring.length > 0;
        }
        return ring.length >= Math.max(1, this.#preBuffer);
    }

    #runDry() {
        this.#gain = 0;
        if (this.#ended) {
            this.#state = "drained";
            return;
        }
        this.#state = "filling";
        this.underruns += 1;
    }

    /** The next sample at the output's rate, or null where there is none. */
    #next() {
        if (this.#step === 1) return this.#take();
        // A cubic through four samples: good to the ear for speech, and only used where the
        // browser can't open its output at the voice's own rate.
        while (this.#phase >= 1) {
            const sample = this.#take();
            if (sample === null) return null;
            this.#history.copyWithin(0, 1);
            this.#history[3] = sample;
            this.#phase -= 1;
        }
        const value = hermite(this.#history, this.#phase);
        this.#phase += this.#step;
        return value;
    }

    #take() {
        if (this.#ring.length === 0) return null;
        this.played += 1;
        this.total += 1;
        return this.#ring.shift();
    }

    /** What would have come next, faded out, so that a cut doesn't click. */
    #keepTail() {
        const audible = this.#state === "playing" && this.#tailNext >= fadeLength;
        if (!audible) return;
        this.#tail.fill(0);
        for (let index = 0; index < fadeLength; index += 1) {
            const sample = this.#next();
            if (sample === null) break;
            this.#tail[index] = sample * this.#gain * (1 - (index + 1) / fadeLength);
        }
        this.#tailNext = 0;
        this.#gain = 0;
    }

    #renderTail(out) {
        for (let frame = 0; frame < out.length && this.#tailNext < fadeLength; frame += 1) {
            out[frame] += this.#tail[this.#tailNext];
            this.#tailNext += 1;
        }
    }
}
