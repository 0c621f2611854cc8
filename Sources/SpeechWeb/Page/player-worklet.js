import { Playback } from "./playback.js";

/** Seconds between two reports while sound is heard. */
const reportEvery = 0.04;

/** The audio thread's end of the player: messages in, sound and reports out. */
class PlayerProcessor extends AudioWorkletProcessor {
    #playback = null;
    #epoch = 0;
    #total = 0;
    #sinceReport = 0;
    #lastState = "";

    constructor() {
        super();
        this.port.onmessage = (event) => this.#receive(event.data);
    }

    #receive(message) {
        const playback = this.#playback;
        switch (message.type) {
            case "open":
                this.#total += playback?.total ?? 0;
                this.#epoch = message.epoch;
                this.#playback = new Playback({
                    rate: message.rate,
                    outputRate: sampleRate,
                    preBuffer: message.preBuffer,
                    capacity: message.capacity,
                });
                break;
            case "audio":
                // Samples of an earlier position may still be under way after a seek.
                if (message.epoch === this.#epoch) playback?.feed(message.samples);
                return;
            case "end":
                if (message.epoch === this.#epoch) playback?.end();
                break;
            case "restart":
                this.#epoch = message.epoch;
                playback?.restart();
                break;
            case "pause":
                playback?.pause();
                break;
            case "resume":
                playback?.resume();
                break;
        }
        this.#report();
    }

    process(_inputs, outputs) {
        const playback = this.#playback;
        if (!playback) return true;
        const [first, ...others] = outputs[0];
        playback.render(first);
        for (const channel of others) channel.set(first);
        this.#sinceReport += first.length / sampleRate;
        const due = playback.state !== "drained" && this.#sinceReport >= reportEvery;
        if (due || playback.state !== this.#lastState) this.#report();
        return true;
    }

    #report() {
        const playback = this.#playback;
        if (!playback) return;
        this.#sinceReport = 0;
        this.#lastState = playback.state;
        this.port.postMessage({
            epoch: this.#epoch,
            state: playback.state,
            played: playback.played,
            total: this.#total + playback.total,
            underruns: playback.underruns,
            buffered: playback.buffered,
            peak: playback.peak,
        });
        playback.peak = 0;
    }
}

registerProcessor("syrinx-player", PlayerProcessor);
