import { Capture } from "./capture.js";
import { firstTarget } from "./jitter-buffer.js";

/**
 * Microphone and loudspeaker of a live conversion, on one clock.
 *
 * Events: those of `Capture`, and `report` (`detail`: what the buffer of the output says).
 */
export class LiveAudio extends Capture {
    #node = null;
    #gain = null;
    #epoch = 0;
    #volume = 1;
    #target = null;
    /** What the output's buffer said last. */
    output = { level: 0, mean: 0, target: firstTarget, underruns: 0, dropped: 0, inserted: 0, consumed: 0 };

    async open(wishes) {
        await super.open(wishes);
        const { context } = this;
        await context.audioWorklet.addModule("/app/live-worklet.js");
        if (this.context !== context) return;
        this.#node = new AudioWorkletNode(context, "syrinx-live", {
            numberOfInputs: 0,
            outputChannelCount: [1],
        });
        this.#node.port.onmessage = ({ data }) => this.#report(data);
        this.#gain = new GainNode(context, { gain: this.#volume });
        this.#node.connect(this.#gain).connect(context.destination);
        this.target = this.#target;
    }

    /** Silent until sound of a new stream comes. */
    restart() {
        this.#epoch += 1;
        this.output = { ...this.output, consumed: 0, at: null };
        this.#post({ type: "restart", epoch: this.#epoch });
    }

    /** @param {Int16Array} samples to be heard */
    play(samples) {
        this.#post({ type: "audio", epoch: this.#epoch, samples });
    }

    /** Seconds that are kept against delays; null: as the network needs. */
    set target(seconds) {
        this.#target = seconds;
        this.#post({ type: "target", target: seconds });
    }

    /** 0…1. */
    set volume(value) {
        this.#volume = value;
        this.#gain?.gain.setTargetAtTime(value, this.context.currentTime, 0.01);
    }

    /** Seconds from the audio thread to the ear; null where the browser doesn't tell. */
    get outputLatency() {
        const { outputLatency = 0, baseLatency = 0 } = this.context ?? {};
        return outputLatency + baseLatency || null;
    }

    close() {
        this.#node?.port.close();
        this.#node?.disconnect();
        this.#node = null;
        this.#gain = null;
        super.close();
    }

    #post(message) {
        this.#node?.port.postMessage(message);
    }

    #report(report) {
        // Of the stream before.
        if (report.epoch !== this.#epoch) return;
        this.output = report;
        this.dispatchEvent(new CustomEvent("report", { detail: report }));
    }
}
