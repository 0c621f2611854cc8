import { Listening } from "./listening.js";
import { Player } from "./player.js";
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

    /** Resolves when the sentence is over or was silenced, to what became of it. */
    async hear(voice) {
        this.#before();
        const text = sampleFor(voice);
        const utterance = new Utterance(text, { voice: voice.id, profile: "fast" });
        const over = new Promise((resolve) => {
            const look = () => {
                const silent = ["stopped", "drained"].includes(this.#player.state);
                if (this.#listening.utterance !== utterance || (silent && !utterance.running)) {
                    this.#player.removeEventListener("change", look);
                    resolve();
                }
            };
            this.#player.addEventListener("change", look);
            this.#listening.start(utterance).then(look);
        });
        await over;
        return utterance;
    }

    silence = () => this.#listening.stop();
}
