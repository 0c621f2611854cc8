import { MicrophoneError, openMicrophone } from "./microphone.js";

/** Samples a second that the server takes at most. */
const mostRate = 96_000;

/**
 * A microphone at work, in messages of 20 ms at the output's own rate.
 *
 * Events: `frame` (`detail`: `samples`, `rms`, `peak`, `at`, the context's frame after the last
 * sample), `gone` (the microphone was unplugged or taken away).
 */
export class Capture extends EventTarget {
    context = null;
    #stream = null;
    #source = null;
    #node = null;

    /** @param {object} wishes as of `openMicrophone`
     * @throws {MicrophoneError} */
    async open(wishes) {
        const stream = await openMicrophone(wishes);
        try {
            this.context = newContext();
            if (!this.context.audioWorklet) throw new MicrophoneError("mic.insecure");
            await this.context.resume();
            await this.context.audioWorklet.addModule("/app/capture-worklet.js");
        } catch (error) {
            stream.getTracks().forEach((track) => track.stop());
            this.close();
            throw error instanceof MicrophoneError ? error : new MicrophoneError("mic.unknown");
        }
        this.#node = new AudioWorkletNode(this.context, "syrinx-capture", {
            numberOfOutputs: 0,
            channelCount: 1,
            channelCountMode: "explicit",
        });
        this.#node.port.onmessage = ({ data }) =>
            this.dispatchEvent(new CustomEvent("frame", { detail: data }));
        this.#listen(stream);
    }

    /** Goes on with another microphone or other wishes.
     * @throws {MicrophoneError} */
    async change(wishes) {
        const stream = await openMicrophone(wishes);
        if (!this.context) return stream.getTracks().forEach((track) => track.stop());
        this.#release();
        this.#listen(stream);
    }

    #listen(stream) {
        this.#stream = stream;
        this.#source = new MediaStreamAudioSourceNode(this.context, { mediaStream: stream });
        this.#source.connect(this.#node);
        for (const track of stream.getTracks()) {
            track.addEventListener("ended", () => this.dispatchEvent(new Event("gone")));
        }
    }

    #release() {
        this.#source?.disconnect();
        this.#stream?.getTracks().forEach((track) => track.stop());
        this.#source = null;
        this.#stream = null;
    }

    get rate() {
        return this.context?.sampleRate ?? null;
    }

    /** The identifier of the microphone that is heard. */
    get device() {
        return this.#stream?.getAudioTracks()[0]?.getSettings().deviceId ?? "";
    }

    /** Seconds that the microphone itself takes; null where the browser doesn't tell. */
    get latency() {
        return this.#stream?.getAudioTracks()[0]?.getSettings().latency ?? null;
    }

    close() {
        this.#release();
        this.#node?.port.close();
        this.#node?.disconnect();
        this.#node = null;
        this.context?.close();
        this.context = null;
    }
}

function newContext() {
    const context = new AudioContext({ latencyHint: "interactive" });
    if (context.sampleRate <= mostRate) return context;
    context.close();
    return new AudioContext({ latencyHint: "interactive", sampleRate: 48_000 });
}
