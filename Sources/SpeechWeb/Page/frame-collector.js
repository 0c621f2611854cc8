/**
 * Turns the small blocks of the audio thread into messages of equal length, as signed 16-bit
 * samples.
 */
export class FrameCollector {
    #length;
    #frame;
    #filled = 0;

    /** @param {number} length samples of a message */
    constructor(length) {
        this.#length = length;
        this.#frame = new Int16Array(length);
    }

    /** @param {Float32Array} samples −1…1; what is beyond is clipped, what is no number is 0
     * @returns {Int16Array[]} the messages that are full now */
    push(samples) {
        const full = [];
        for (const sample of samples) {
            const value = Math.round(sample * 32_767);
            this.#frame[this.#filled] = Math.max(-32_768, Math.min(32_767, value || 0));
            this.#filled += 1;
            if (this.#filled < this.#length) continue;
            full.push(this.#frame);
            this.#frame = new Int16Array(this.#length);
            this.#filled = 0;
        }
        return full;
    }
}
