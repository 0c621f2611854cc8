import { FrameCollector } from "./frame-collector.js";
import { LevelSum } from "./levels.js";

/** Seconds of a message: a frame of the converter. */
const messageLength = 0.02;

/** The audio thread's end of the microphone: messages of 20 ms out. */
class CaptureProcessor extends AudioWorkletProcessor {
    #collector = new FrameCollector(Math.round(sampleRate * messageLength));
    #level = new LevelSum();

    process([input]) {
        // A node without a source (a microphone was unplugged) gets no channels.
        const channel = input[0];
        if (!channel) return true;
        this.#level.add(channel);
        for (const samples of this.#collector.push(channel)) {
            const { rms, peak } = this.#level.take();
            const at = currentFrame + channel.length;
            this.port.postMessage({ samples, rms, peak, at }, [samples.buffer]);
        }
        return true;
    }
}

registerProcessor("syrinx-capture", CaptureProcessor);
