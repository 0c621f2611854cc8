import { hermite } from "./interpolation.js";
import { RingBuffer } from "./ring-buffer.js";

/** Seconds: what the automatic target begins with, how it grows and shrinks, its ends. */
export const firstTarget = 0.04;
const growth = 0.02;
const shrinkage = 0.005;
const leastTarget = 0.02;
export const mostTarget = 0.4;
/** The target shrinks after so many seconds in which never less than `spare` was left. */
const calm = 15;
const spare = 0.012;
/** How far the mean may be from the target before it is corrected, and how near it is brought. */
const slack = 0.015;
const near = 0.002;
/** The most that the speed is changed: a twelfth of a semitone, which nobody hears in speech. */
const mostBend = 0.005;
/** Seconds over which the mean is taken: longer than messages, shorter than drift. */
const meanOver = 1;
/** So many seconds above the target are skipped at once: bending them away would take minutes. */
const mostExcess = 0.25;
/** Samples over which sound fades where it is cut. */
const fadeLength = 128;
const capacity = 3;

/**
 * What is heard of sound that comes over a network: collects a little against delays, and keeps
 * that reserve by playing a trifle faster or slower. No clock and no browser: it is driven by how
 * much is asked of it, so that a test can drive it too.
 */
export class JitterBuffer {
    #rate;
    #ring;
    #history = new Float32Array(4);
    #phase = 1;
    #gain = 0;
    #last = 0;
    #mean = 0;
    #bend = 0;
    #quiet = 0;
    #lowest = Infinity;
    #tail = new Float32Array(fadeLength);
    #tailNext = fadeLength;
    #corrected = { dropped: 0, inserted: 0 };

    /** `filling` (collecting) or `playing`. */
    state = "filling";
    /** Seconds to collect before sound begins, and to keep. */
    target = firstTarget;
    /** Whether the target follows what the network needs. */
    automatic = true;
    /** How often sound ran out. */
    underruns = 0;
    /** Samples that left the buffer: heard or dropped. */
    consumed = 0;

    /** @param {number} rate samples a second */
    constructor(rate) {
        this.#rate = rate;
        this.#ring = new RingBuffer(Math.ceil(rate * capacity));
    }

    /** Seconds that wait. */
    get level() {
        return this.#ring.length / this.#rate;
    }

    /** The same as a mean of the last second: what of the delay is due to it. */
    get mean() {
        return this.state === "playing" ? this.#mean : this.level;
    }

    /** Samples left out and put in, to keep the reserve. */
    get dropped() {
        return Math.round(this.#corrected.dropped);
    }

    get inserted() {
        return Math.round(this.#corrected.inserted);
    }

    /** Fixes the target, or with null leaves it to the buffer. What was chosen holds at once, with a
     * gap or a skip. */
    setTarget(seconds) {
        this.automatic = seconds === null;
        if (seconds === null) return;
        this.target = seconds;
        if (this.state !== "playing") return;
        const excess = this.#mean - seconds;
        if (excess > slack) this.#skip(Math.min(this.#ring.length, Math.round(excess * this.#rate)));
        else if (excess < -slack) this.#pause();
        this.#mean = Math.min(this.#mean, seconds);
    }

    /** @param {Int16Array} samples */
    feed(samples) {
        const excess = samples.length - this.#ring.space;
        if (excess > 0) this.#skip(Math.min(this.#ring.length, excess));
        this.#ring.write(samples);
    }

    /** Silent; what comes belongs to another stream, and is counted anew. */
    restart() {
        this.#fadeFrom(this.#last);
        this.#ring.clear();
        this.#history.fill(0);
        this.#phase = 1;
        this.#bend = 0;
        this.#gain = 0;
        this.consumed = 0;
        this.state = "filling";
    }

    /** Fills `out` with what is to be heard.
     * @param {Float32Array} out */
    render(out) {
        out.fill(0);
        if (this.state === "filling" && this.level >= Math.max(this.target, 1 / this.#rate)) {
            this.state = "playing";
            this.#gain = 0;
            this.#mean = this.level;
            this.#quiet = 0;
            this.#lowest = Infinity;
        }
        this.#renderTail(out, this.state === "playing" ? this.#play(out) : 0);
    }

    /** Where in `out` a fade has to begin. */
    #play(out) {
        this.#follow(out.length);
        for (let frame = 0; frame < out.length; frame += 1) {
            const sample = this.#next();
            if (sample === null) {
                this.#runDry();
                return frame;
            }
            if (this.#gain < 1) this.#gain = Math.min(1, this.#gain + 1 / fadeLength);
            this.#last = sample * this.#gain;
            out[frame] = this.#last;
        }
        return 0;
    }

    /** Decides, once a block, how fast the next is played. */
    #follow(count) {
        const { level } = this;
        this.#mean += (level - this.#mean) * Math.min(1, count / this.#rate / meanOver);
        if (level > this.target + mostExcess) {
            this.#skip(Math.round((level - this.target) * this.#rate));
            this.#mean = this.level;
        }
        this.#adapt(count / this.#rate, this.level);
        const error = this.#mean - this.target;
        const bending = this.#bend !== 0;
        if (Math.abs(error) < (bending ? near : slack) || this.#bend * error < 0) this.#bend = 0;
        else this.#bend = Math.sign(error) * Math.min(mostBend, Math.abs(error) / 4);
        const samples = this.#bend * count;
        if (samples > 0) this.#corrected.dropped += samples;
        else this.#corrected.inserted -= samples;
    }

    #adapt(passed, level) {
        this.#quiet += passed;
        this.#lowest = Math.min(this.#lowest, level);
        if (this.#quiet < calm) return;
        if (this.automatic && this.#lowest > spare) {
            this.target = Math.max(leastTarget, this.target - shrinkage);
        }
        this.#quiet = 0;
        this.#lowest = Infinity;
    }

    /** Silent until as much as the target has been collected. */
    #pause() {
        this.#fadeFrom(this.#last);
        this.#history.fill(0);
        this.#phase = 1;
        this.#bend = 0;
        this.state = "filling";
    }

    #runDry() {
        this.#pause();
        this.underruns += 1;
        if (this.automatic) this.target = Math.min(mostTarget, this.target + growth);
    }

    /** Leaves out what waits longest, with a fade over the seam. */
    #skip(count) {
        if (this.state === "playing") this.#fadeFrom(this.#last);
        for (let index = 0; index < count; index += 1) this.#ring.shift();
        this.consumed += count;
        this.#corrected.dropped += count;
        this.#gain = 0;
    }

    #next() {
        while (this.#phase >= 1) {
            if (this.#ring.length === 0) return null;
            this.#history.copyWithin(0, 1);
            this.#history[3] = this.#ring.shift();
            this.consumed += 1;
            this.#phase -= 1;
        }
        const value = hermite(this.#history, this.#phase);
        this.#phase += 1 + this.#bend;
        return value;
    }

    /** What was heard last, faded out: there is nothing better where nothing came. */
    #fadeFrom(value) {
        for (let index = 0; index < fadeLength; index += 1) {
            this.#tail[index] = value * (1 - (index + 1) / fadeLength);
        }
        this.#tailNext = 0;
        this.#last = 0;
    }

    #renderTail(out, from) {
        for (let frame = from; frame < out.length && this.#tailNext < fadeLength; frame += 1) {
            out[frame] += this.#tail[this.#tailNext];
            this.#tailNext += 1;
        }
    }
}
