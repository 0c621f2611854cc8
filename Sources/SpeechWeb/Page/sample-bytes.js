/** Little-endian samples of 16 bits as they come over the wire, where one may be cut between two
 * messages. */
export class SampleBytes {
    #pending = null;

    /** @param {ArrayBuffer | Uint8Array} bytes
     * @returns {Int16Array} the samples that are whole now */
    samples(bytes) {
        let whole = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
        if (this.#pending !== null) {
            const joined = new Uint8Array(whole.length + 1);
            joined[0] = this.#pending;
            joined.set(whole, 1);
            whole = joined;
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
}
