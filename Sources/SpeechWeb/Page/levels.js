/** Where a level meter begins, in dB of full scale. */
export const floor = -60;

/** An amplitude (0…1) in dB of full scale; silence is −∞. */
export const decibelsOf = (amplitude) => (amplitude > 0 ? 20 * Math.log10(amplitude) : -Infinity);

/** How much of a meter's length a level takes, 0…1. */
export const shareOf = (decibels) => Math.max(0, Math.min(1, 1 - decibels / floor));

/** Milliseconds that the loudest sample stays marked, and dB a second by which the mark falls
 * after that. */
const hold = 1_500;
const fall = 20;

/** The loudest sample of the last moments, as meters of mixing desks mark it. Driven by the
 * caller's clock, so that a test can drive it too. */
export class PeakHold {
    #level = -Infinity;
    #since = 0;
    #last = 0;

    /**
     * @param {number} decibels the loudest sample since the last call
     * @param {number} now milliseconds
     * @returns {number} the mark, in dB
     */
    update(decibels, now) {
        const passed = now - this.#last;
        this.#last = now;
        if (decibels >= this.#level) {
            this.#level = decibels;
            this.#since = now;
        } else if (now - this.#since > hold) {
            this.#level = Math.max(decibels, this.#level - (fall * passed) / 1_000);
        }
        return this.#level;
    }
}

/** Adds up samples: their mean power and the loudest of them. */
export class LevelSum {
    #power = 0;
    #count = 0;
    #peak = 0;

    /** @param {Float32Array} samples −1…1 */
    add(samples) {
        for (const sample of samples) {
            this.#power += sample * sample;
            const loudness = Math.abs(sample);
            if (loudness > this.#peak) this.#peak = loudness;
        }
        this.#count += samples.length;
    }

    /** `{rms, peak}` of what was added since the last call, 0…1. */
    take() {
        const rms = this.#count > 0 ? Math.sqrt(this.#power / this.#count) : 0;
        const peak = this.#peak;
        this.#power = 0;
        this.#count = 0;
        this.#peak = 0;
        return { rms, peak };
    }
}
