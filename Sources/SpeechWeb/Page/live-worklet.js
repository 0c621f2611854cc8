import { JitterBuffer } from "./jitter-buffer.js";
import { LevelSum } from "./levels.js";

/** Seconds between two reports. */
const reportEvery = 0.05;

/** The audio thread's end of what comes back converted: messages in, sound and reports out. */
class LiveProcessor extends AudioWorkletProcessor {
    #buffer = new JitterBuffer(sampleRate);
    #level = new LevelSum();
    #sinceReport = 0;
    #epoch = 0;

    constructor() {
        super();
        this.port.onmessage = ({ data }) => this.#receive(data);
    }

    #receive({ type, epoch, samples, target }) {
        if (type === "audio" && epoch === this.#epoch) this.#buffer.feed(samples);
        else if (type === "target") this.#buffer.setTarget(target);
        else if (type === "restart") {
            this.#epoch = epoch;
            this.#buffer.restart();
        }
    }

    process(_inputs, [output]) {
        const [first, ...others] = output;
        this.#buffer.render(first);
        this.#level.add(first);
        for (const channel of others) channel.set(first);
        this.#sinceReport += first.length / sampleRate;
        if (this.#sinceReport >= reportEvery) this.#report(first.length);
        return true;
    }

    #report(count) {
        this.#sinceReport = 0;
        const { state, level, mean, target, underruns, dropped, inserted, consumed } = this.#buffer;
        this.port.postMessage({
            epoch: this.#epoch, at: currentFrame + count, state, level, mean, target, underruns,
            dropped, inserted, consumed, ...this.#level.take(),
        });
    }
}

registerProcessor("syrinx-live", LiveProcessor);
