/**
 * An utterance and the player that says it: sound is heard while it is made. One at a time.
 *
 * Events: `change` (anything that is shown), `end` (of the making, not of the listening), `mute`
 * (the browser gives no sound; the making goes on).
 */
export class Listening extends EventTarget {
    utterance = null;
    #socket;
    #abort = null;
    #replaying = false;

    /**
     * @param {import("./speech-socket.js").SpeechSocket} socket
     * @param {import("./player.js").Player} player
     */
    constructor(socket, player) {
        super();
        this.#socket = socket;
        this.player = player;
        player.addEventListener("change", () => this.#tell("change"));
        player.addEventListener("position", () => {
            this.utterance?.heard(this.heard);
            // A replay is heard at once, which says nothing of how fast the voice is.
            if (!this.#replaying && player.heardAt !== null) this.utterance?.heardFirst(player.heardAt);
            this.#tell("change");
        });
    }

    /** Says an utterance; resolves when all of it is made, in whatever way that ended. */
    async start(utterance) {
        this.#abort?.abort();
        this.player.stop();
        this.utterance = utterance;
        this.#abort = new AbortController();
        const { signal } = this.#abort;
        const on = (name, work) => utterance.addEventListener(name, work, { signal });
        on("ready", () => {
            const preBuffer = (utterance.format.pre_buffer_ms ?? 200) / 1000;
            this.#replaying = false;
            this.#play({ preBuffer });
        });
        on("audio", () => this.player.more());
        on("end", () => this.player.complete());
        for (const name of ["ready", "audio", "chunk", "warning", "end"]) {
            on(name, () => this.#tell("change"));
        }
        this.#tell("change");
        await utterance.run(this.#socket);
        if (this.utterance === utterance) this.#tell("end");
        return utterance;
    }

    /** Silent at once, and nothing more is made. */
    async stop() {
        this.player.stop();
        this.#tell("change");
        if (this.utterance?.running) await this.#socket.cancel();
    }

    pause() {
        this.player.pause();
    }

    /** Goes on, or says once more what was stopped or is over. */
    resume() {
        const { player, utterance } = this;
        if (player.state === "stopped" && utterance?.recording?.length > 0) {
            this.#replay(0);
        } else {
            player.resume();
        }
    }

    seek(seconds) {
        if (this.player.state === "stopped" && this.utterance?.recording?.length > 0) {
            this.#replay(seconds);
        } else {
            this.player.seek(seconds);
        }
    }

    /** Goes to where a chunk begins. */
    seekChunk(index) {
        const start = this.utterance?.timeline.chunks[index]?.audioStart;
        if (start !== undefined) this.seek(start);
    }

    #replay(from) {
        this.#replaying = true;
        this.#play({ preBuffer: 0, from, complete: !this.utterance.running });
    }

    async #play(options) {
        try {
            await this.player.play(this.utterance.recording, options);
        } catch {
            this.#tell("mute");
        }
    }

    /** Seconds heard, from the beginning of the utterance. */
    get position() {
        return this.player.position;
    }

    /** The chunk that is heard; −1 for none. */
    get heard() {
        const { state } = this.player;
        if (state === "stopped" || state === "drained" || this.position === 0) return -1;
        return this.utterance?.timeline.heardAt(this.position) ?? -1;
    }

    #tell(name) {
        this.dispatchEvent(new Event(name));
    }
}
