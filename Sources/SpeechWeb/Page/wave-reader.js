/** A file that isn't the WAV that this page plays: PCM of 16 bits, one channel. */
export class WaveError extends Error {}

/** Formats of the `fmt ` chunk: PCM, and the one that says it further on. */
const pcm = 1;
const extensible = 0xfffe;
/** What comes before the samples is far shorter; more is no WAV file. */
const longestHeader = 65_536;

/**
 * Reads a WAV file while it arrives. Its sizes may be unknown: the samples go on to the end.
 */
export class WaveReader {
    #head = new Uint8Array(0);
    #left = Infinity;
    #began = false;
    /** Samples a second, once the header is there. */
    rate = null;
    /** Samples that the header tells of; null where it doesn't. */
    length = null;

    /**
     * @param {Uint8Array} bytes
     * @returns {Uint8Array} those of them that are samples
     * @throws {WaveError}
     */
    push(bytes) {
        if (this.#began) return this.#take(bytes);
        const head = new Uint8Array(this.#head.length + bytes.length);
        head.set(this.#head);
        head.set(bytes, this.#head.length);
        this.#head = head;
        const start = this.#parse(head);
        if (start === null) {
            if (head.length > longestHeader) throw new WaveError("no samples");
            return new Uint8Array(0);
        }
        this.#head = null;
        this.#began = true;
        return this.#take(head.subarray(start));
    }

    #take(bytes) {
        const taken = bytes.subarray(0, Math.min(bytes.length, this.#left));
        this.#left -= taken.length;
        return taken;
    }

    /** Where the samples begin, or null where that hasn't come yet. */
    #parse(bytes) {
        const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
        const word = (at) => String.fromCharCode(...bytes.subarray(at, at + 4));
        if (bytes.length < 12) return null;
        if (word(0) !== "RIFF" || word(8) !== "WAVE") throw new WaveError("no WAV");
        for (let at = 12; at + 8 <= bytes.length; ) {
            const size = view.getUint32(at + 4, true);
            if (word(at) === "data") {
                if (this.rate === null) throw new WaveError("no format");
                const known = size > 0 && size < 0xffffff00;
                if (known) {
                    this.#left = size;
                    this.length = size >> 1;
                }
                return at + 8;
            }
            if (word(at) === "fmt ") {
                if (at + 24 > bytes.length) return null;
                const [format, channels] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)];
                const bits = view.getUint16(at + 22, true);
                if (![pcm, extensible].includes(format) || channels !== 1 || bits !== 16) {
                    throw new WaveError("another format");
                }
                this.rate = view.getUint32(at + 12, true);
            }
            at += 8 + size + (size % 2);
        }
        return null;
    }
}

/**
 * How long the sound of a file is, in seconds, where it is a WAV file that tells; else null.
 * @param {Blob} file
 */
export async function waveSeconds(file) {
    try {
        const bytes = new Uint8Array(await file.slice(0, longestHeader).arrayBuffer());
        const view = new DataView(bytes.buffer);
        const word = (at) => String.fromCharCode(...bytes.subarray(at, at + 4));
        if (word(0) !== "RIFF" || word(8) !== "WAVE") return null;
        let perSecond = 0;
        for (let at = 12; at + 8 <= bytes.length; ) {
            const size = view.getUint32(at + 4, true);
            if (word(at) === "data") {
                const there = Math.min(size || Infinity, file.size - at - 8);
                return perSecond > 0 ? there / perSecond : null;
            }
            if (word(at) === "fmt ") perSecond = view.getUint32(at + 16, true);
            at += 8 + size + (size % 2);
        }
    } catch {
        // Cut off, or no longer there: then the request will say so.
    }
    return null;
}
