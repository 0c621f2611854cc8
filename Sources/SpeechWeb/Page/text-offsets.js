/** UTF-16 units between two remembered places. */
const stride = 1024;

const isHigh = (unit) => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit) => unit >= 0xdc00 && unit < 0xe000;

/** The UTF-8 bytes of the unit at `index`; a surrogate pair counts at its first half. A half
 * alone counts as U+FFFD, which is what an encoder makes of it. */
function bytesAt(text, index) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) return 1;
    if (unit < 0x800) return 2;
    if (isHigh(unit) && isLow(text.charCodeAt(index + 1))) return 4;
    if (isLow(unit) && index > 0 && isHigh(text.charCodeAt(index - 1))) return 0;
    return 3;
}

/**
 * Where a UTF-8 byte of a text is in JavaScript's UTF-16. Remembers one place in a thousand and
 * walks the rest, so that a text of megabytes costs kilobytes.
 */
export class TextOffsets {
    #text;
    #places;
    /** Bytes of the whole text. */
    bytes = 0;

    /** @param {string} text */
    constructor(text) {
        this.#text = text;
        this.#places = new Uint32Array(Math.floor(text.length / stride) + 1);
        for (let index = 0; index < text.length; index += 1) {
            if (index % stride === 0) this.#places[index / stride] = this.bytes;
            this.bytes += bytesAt(text, index);
        }
    }

    /** The UTF-16 offset of a byte; within a character, that of its beginning. */
    utf16(byte) {
        if (byte >= this.bytes) return this.#text.length;
        let low = 0;
        let high = this.#places.length - 1;
        while (low < high) {
            const middle = (low + high + 1) >> 1;
            if (this.#places[middle] <= byte) low = middle;
            else high = middle - 1;
        }
        let index = low * stride;
        let at = this.#places[low];
        while (index < this.#text.length) {
            const next = at + bytesAt(this.#text, index);
            if (next > byte) break;
            at = next;
            index += 1;
        }
        // A pair counts at its first half: the second has no bytes of its own.
        return isLow(this.#text.charCodeAt(index)) && isHigh(this.#text.charCodeAt(index - 1))
            ? index - 1
            : index;
    }
}

/** A text in pieces of at most `length` units, never within a surrogate pair. */
export function* pieces(text, length) {
    let start = 0;
    while (start < text.length) {
        let end = Math.min(start + length, text.length);
        if (end < text.length && isHigh(text.charCodeAt(end - 1))) end -= 1;
        if (end === start) end = start + 2;
        yield text.slice(start, end);
        start = end;
    }
}
