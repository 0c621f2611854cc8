/**
 * The chunks of one utterance: what each says, where in the source it stands, when it was
 * queued, spoken and heard. Fed by the protocol's messages.
 */
export class Timeline {
    /** @type {{index: number, text: string, source: [number, number] | null,
     *   queuedAt?: number, speakingAt?: number, spokenAt?: number, heardAt?: number,
     *   audioStart?: number}[]} times in seconds since the request */
    chunks = [];
    /** Chunks said to their end. */
    spoken = 0;
    /** The end of what was said, in bytes of the source. */
    spokenBytes = 0;
    /** Indices of chunks with a known beginning, in the order of their beginnings. */
    #marked = [];

    /** Takes a `chunk` or `mark` message; others are none of its business. */
    apply(message) {
        if (message.type === "chunk") this.#chunk(message);
        else if (message.type === "mark") this.#mark(message);
    }

    #chunk({ index, text, source, state, at }) {
        const chunk = this.#at(index);
        if (!chunk) return;
        if (typeof text === "string" && text) chunk.text = text;
        if (Array.isArray(source)) chunk.source = source;
        const field = { queued: "queuedAt", speaking: "speakingAt", spoken: "spokenAt" }[state];
        if (!field || chunk[field] !== undefined) return;
        chunk[field] = at;
        if (state !== "spoken") return;
        this.spoken += 1;
        this.spokenBytes = Math.max(this.spokenBytes, chunk.source?.[1] ?? 0);
    }

    #mark({ index, audio_start: start }) {
        const chunk = this.#at(index);
        if (!chunk || chunk.audioStart !== undefined) return;
        chunk.audioStart = start;
        this.#marked.push(index);
        // Marks come in order; a server that thinks otherwise must not break the search.
        const last = this.#marked.length - 1;
        if (last > 0 && this.chunks[this.#marked[last - 1]].audioStart > start) {
            this.#marked.sort((a, b) => this.chunks[a].audioStart - this.chunks[b].audioStart);
        }
    }

    #at(index) {
        if (!Number.isInteger(index) || index < 0 || index > this.chunks.length + 10_000) {
            return null;
        }
        while (this.chunks.length <= index) {
            this.chunks.push({ index: this.chunks.length, text: "", source: null });
        }
        return this.chunks[index];
    }

    /** The index of the chunk heard at a time in seconds of audio; −1 before the first. */
    heardAt(seconds) {
        const marked = this.#marked;
        let low = 0;
        let high = marked.length;
        while (low < high) {
            const middle = (low + high) >> 1;
            if (this.chunks[marked[middle]].audioStart <= seconds) low = middle + 1;
            else high = middle;
        }
        return low === 0 ? -1 : marked[low - 1];
    }

    /** Where a chunk's sound ends: where the next begins, or `otherwise`. */
    audioEnd(index, otherwise) {
        const place = this.#marked.indexOf(index);
        const next = this.#marked[place + 1];
        return place < 0 || next === undefined ? otherwise : this.chunks[next].audioStart;
    }

    /** The beginnings of chunks in seconds of audio, in order. */
    get beginnings() {
        return this.#marked.map((index) => this.chunks[index].audioStart);
    }

    /** The index of the chunk that holds a byte of the source; −1 where none does. */
    chunkOfByte(byte) {
        let low = 0;
        let high = this.chunks.length;
        while (low < high) {
            const middle = (low + high) >> 1;
            if ((this.chunks[middle].source?.[0] ?? Infinity) <= byte) low = middle + 1;
            else high = middle;
        }
        return low - 1;
    }
}
