/**
 * The chunks of one utterance: what each says, where in the source it stands, when it was
 * queued, spoken and heard. Fed by the protocol's messages.
 */
export class Timeline {
    /** @type {{index: number, text: string, source: [number, number] | null,
     *   queuedAt?: number, speakingAt?: number, spokenAt?: number, heardAt?: number,
     *   audioStart?: number}[]} by index, times in seconds since the request; with places for those
     *   that the server doesn't tell of, because they are only a break */
    chunks = [];
    /** Those that it did tell of, in the order of their indices. */
    told = [];
    /** Chunks of them said to their end. */
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
        if (!this.#isTold(chunk) && (chunk.text || chunk.source)) this.#tell(chunk);
        const field = { queued: "queuedAt", speaking: "speakingAt", spoken: "spokenAt" }[state];
        if (!field || chunk[field] !== undefined) return;
        chunk[field] = at;
        if (state !== "spoken" || !this.#isTold(chunk)) return;
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

    #tell(chunk) {
        this.told.splice(this.place(chunk.index - 1) + 1, 0, chunk);
    }

    #isTold(chunk) {
        return this.told[this.place(chunk.index)] === chunk;
    }

    /** Where in `told` a chunk is; where it isn't, the one before it, −1 for none. */
    place(index) {
        return lastPlace(this.told, (chunk) => chunk.index <= index);
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
        const place = lastPlace(this.#marked, (index) => this.chunks[index].audioStart <= seconds);
        return this.#marked[place] ?? -1;
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
        const place = lastPlace(this.told, ({ source }) => (source?.[0] ?? Infinity) <= byte);
        return this.told[place]?.index ?? -1;
    }
}

/** The last place of a list for which `holds`, which it does for all before; −1 where for none. */
function lastPlace(list, holds) {
    let low = 0;
    let high = list.length;
    while (low < high) {
        const middle = (low + high) >> 1;
        if (holds(list[middle])) low = middle + 1;
        else high = middle;
    }
    return low - 1;
}
