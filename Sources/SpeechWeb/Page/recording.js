import { SampleBytes } from "./sample-bytes.js";
import { waveHeader } from "./wave-file.js";

/** Samples in one block: big enough that two hours are some thousands of blocks. */
const blockLength = 1 << 16;

/**
 * The sound that has arrived, as signed 16-bit samples in blocks of equal length: two bytes a
 * sample and nothing beside them, however long the speech.
 */
export class Recording {
    #blocks = [];
    #bytes = new SampleBytes();
    length = 0;

    /** @param {number} rate samples a second */
    constructor(rate) {
        this.rate = rate;
    }

    get seconds() {
        return this.length / this.rate;
    }

    /** Memory taken, in bytes. */
    get bytes() {
        return this.#blocks.length * blockLength * 2;
    }

    /**
     * Appends little-endian samples as they came over the wire; a sample may be cut between
     * two messages.
     * @param {ArrayBuffer | Uint8Array} bytes
     * @returns {Int16Array} the samples appended
     */
    append(bytes) {
        return this.add(this.#bytes.samples(bytes));
    }

    /** Appends samples.
     * @param {Int16Array} samples
     * @returns {Int16Array} the same */
    add(samples) {
        let taken = 0;
        while (taken < samples.length) {
            const offset = this.length % blockLength;
            if (offset === 0) this.#blocks.push(new Int16Array(blockLength));
            const part = samples.subarray(taken, taken + blockLength - offset);
            this.#blocks[this.#blocks.length - 1].set(part, offset);
            this.length += part.length;
            taken += part.length;
        }
        return samples;
    }

    /** A copy of up to `count` samples from `start` on. */
    slice(start, count) {
        const from = Math.max(0, Math.min(start, this.length));
        const wanted = Math.max(0, Math.min(count, this.length - from));
        const result = new Int16Array(wanted);
        let done = 0;
        while (done < wanted) {
            const block = this.#blocks[Math.floor((from + done) / blockLength)];
            const offset = (from + done) % blockLength;
            const part = block.subarray(offset, Math.min(blockLength, offset + wanted - done));
            result.set(part, done);
            done += part.length;
        }
        return result;
    }

    /** What has arrived as the parts of a WAV file, without a copy of the samples. */
    waveParts() {
        const parts = [waveHeader({ rate: this.rate, samples: this.length })];
        let left = this.length;
        for (const block of this.#blocks) {
            parts.push(block.subarray(0, Math.min(left, blockLength)));
            left -= blockLength;
        }
        return parts;
    }
}
