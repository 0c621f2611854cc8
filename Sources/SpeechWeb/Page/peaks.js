/** Bins kept at most; twice the pixels of a wide screen. */
const mostBins = 4096;

/**
 * The outline of a sound that grows: the loudest sample of each stretch of time. When there
 * are too many stretches, neighbours are joined and each lasts twice as long, so that memory
 * and the cost of drawing stay the same for a minute and for a day.
 */
export class Peaks {
    #bins = new Float32Array(mostBins);
    #inBin = 0;
    /** Bins with something in them. */
    count = 0;
    /** Samples of one bin. */
    binLength;

    /** @param {number} binLength samples of one bin at first */
    constructor(binLength = 256) {
        this.binLength = binLength;
    }

    /** @param {Int16Array} samples */
    append(samples) {
        for (const sample of samples) {
            if (this.#inBin === 0) {
                if (this.count === mostBins) this.#halve();
                this.#bins[this.count] = 0;
                this.count += 1;
            }
            const bin = this.count - 1;
            const loudness = Math.abs(sample) / 32768;
            if (loudness > this.#bins[bin]) this.#bins[bin] = loudness;
            this.#inBin = (this.#inBin + 1) % this.binLength;
        }
    }

    #halve() {
        for (let bin = 0; bin < mostBins / 2; bin += 1) {
            this.#bins[bin] = Math.max(this.#bins[2 * bin], this.#bins[2 * bin + 1]);
        }
        this.count = mostBins / 2;
        this.binLength *= 2;
    }

    /** The loudest sample (0…1) between two positions in samples. */
    between(start, end) {
        const first = Math.max(0, Math.floor(start / this.binLength));
        const last = Math.min(this.count, Math.max(first + 1, Math.ceil(end / this.binLength)));
        let loudest = 0;
        for (let bin = first; bin < last; bin += 1) {
            if (this.#bins[bin] > loudest) loudest = this.#bins[bin];
        }
        return loudest;
    }
}
