import { waveHeader } from "./wave-file.js";

/** Samples in one block: big enough that two hours are some thousands of blocks. */
const blockLength = 1 << 16;

/**
 * The sound that has arrived, as signed 16-bit samples in blocks of equal length: two bytes a
 * sample and nothing beside them, however long the speech.
 */
export class Recording {
    #blocks = [];
    #pending = null;
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
     * @param {ArrayBuffer} bytes
     * @returns {Int16Array} the samples appended
     */
    append(bytes) {
        const samples = this.#samples(new Uint8Array(bytes));
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

    #samples(bytes) {
        let whole = bytes;
        if (this.#pending !== null) {
            whole = new Uint8Array(bytes.length + 1);
            whole[0] = this.#pending;
            whole.set(bytes, 1);
            this.#pending = null;
        }
        if (whole.length % 2 === 1) this.#pending = whole[whole.length - 1];
        const count = whole.length >> 1;
        const view = new DataView(whole.buffer, whole.byteOffset, count * 2);
        const samples = new Int16Array(count);
        for (let index = 0; index < count; index += 1) {
            samples[index] = view.getInt16(index * 2, true);
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
