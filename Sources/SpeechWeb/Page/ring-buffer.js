/**
 * Samples on their way to the loudspeaker: one writer, one reader, and no memory taken after
 * construction, because the reader is the audio thread.
 */
export class RingBuffer {
    #samples;
    #read = 0;
    #length = 0;

    /** @param {number} capacity in samples */
    constructor(capacity) {
        this.#samples = new Int16Array(capacity);
    }

    get capacity() {
        return this.#samples.length;
    }

    get length() {
        return this.#length;
    }

    get space() {
        return this.capacity - this.#length;
    }

    /**
     * Takes as many samples as there is room for.
     * @param {Int16Array} samples
     * @returns {number} how many were taken
     */
    write(samples) {
        const count = Math.min(samples.length, this.space);
        const start = (this.#read + this.#length) % this.capacity;
        const first = Math.min(count, this.capacity - start);
        this.#samples.set(samples.subarray(0, first), start);
        this.#samples.set(samples.subarray(first, count), 0);
        this.#length += count;
        return count;
    }

    /** The oldest sample, as −1…1; the buffer must not be empty. */
    shift() {
        const sample = this.#samples[this.#read] / 32768;
        this.#read = (this.#read + 1) % this.capacity;
        this.#length -= 1;
        return sample;
    }

    clear() {
        this.#read = 0;
        this.#length = 0;
    }
}
