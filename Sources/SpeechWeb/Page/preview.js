import { Listening } from "./listening.js";
import { Player } from "./player.js";
import { noSound } from "./problem.js";
import { sampleFor } from "./samples.js";
import { SpeechSocket } from "./speech-socket.js";
import { Utterance } from "./utterance.js";

/** Says a voice's sample sentence, beside whatever else goes on. */
export class Preview {
    #player = new Player();
    #socket = new SpeechSocket();
    #listening = new Listening(this.#socket, this.#player);
    #before;

    /** @param {() => void} before called before a sample sounds */
    constructor(before = () => {}) {
        this.#before = before;
    }

    /** Resolves when the sentence is over or was silenced, to what went wrong, or null. */
    async hear(voice) {
        this.#before();
        const text = sampleFor(voice);
        const utterance = new Utterance(text, { voice: voice.id, profile: "fast" });
        const settled = new AbortController();
        const { signal } = settled;
        return new Promise((resolve) => {
            const settle = (error) => {
                settled.abort();
                resolve(error);
            };
            const look = () => {
                const silent = ["stopped", "drained"].includes(this.#player.state);
                if (this.#listening.utterance !== utterance || (silent && !utterance.running)) {
                    settle(utterance.error);
                }
            };
            const mute = () => {
                if (this.#listening.utterance !== utterance) return;
                settle(noSound());
                this.silence();
            };
            this.#player.addEventListener("change", look, { signal });
            this.#listening.addEventListener("mute", mute, { signal });
            this.#listening.start(utterance).then(look);
        });
    }

    silence = () => this.#listening.stop();
}
