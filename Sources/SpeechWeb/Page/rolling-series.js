/** The last values of something measured again and again; what isn't known is null. */
export class RollingSeries {
    values = [];
    #most;

    /** @param {number} most values kept */
    constructor(most) {
        this.#most = most;
    }

    add(value) {
        this.values.push(Number.isFinite(value) ? value : null);
        if (this.values.length > this.#most) this.values.shift();
    }

    get last() {
        return this.values.findLast((value) => value !== null) ?? null;
    }
}

/** The smallest of 1, 2, 2.5 and 5 times a power of ten that is no less than a value: where an
 * axis ends. */
export function niceMaximum(value) {
    if (!(value > 0)) return 1;
    const power = 10 ** Math.floor(Math.log10(value));
    // A hundredth of slack, because powers of ten aren't exact in binary.
    return power * [1, 2, 2.5, 5, 10].find((step) => step * power * 1.0001 >= value);
}
