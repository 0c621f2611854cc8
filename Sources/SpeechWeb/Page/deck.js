import { atNextFrame, byId, element } from "./dom.js";
import { Figures } from "./figures.js";
import { clock, percent, span } from "./format.js";
import { onLanguage, t } from "./i18n.js";
import { icon } from "./icons.js";
import { Reader } from "./reader.js";
import { TimelineView } from "./timeline-view.js";
import { Waveform } from "./waveform.js";

/** Warnings shown of one utterance. */
const mostWarnings = 4;

/** Everything that shows and steers what is being said. */
export class Deck {
    #listening;
    #figures = new Figures();
    #wave;
    #rows;
    #reader;
    #shown = null;
    #ticker = null;
    #warned = "";
    /** Bytes that the server says it uses; null until it has. */
    serverMemory = null;

    /** @param {import("./listening.js").Listening} listening */
    constructor(listening) {
        this.#listening = listening;
        this.#wave = new Waveform(byId("wave"), {
            seek: (seconds) => listening.seek(seconds),
            words: (seconds) => {
                const { timeline } = listening.utterance;
                return timeline.chunks[timeline.heardAt(seconds)]?.text ?? "";
            },
        });
        this.#rows = new TimelineView((index) => listening.seekChunk(index));
        this.#reader = new Reader(byId("reader"), (index) => listening.seekChunk(index));
        byId("pause").addEventListener("click", () => this.toggle());
        byId("stop").addEventListener("click", () => listening.stop());
        byId("volume").addEventListener("input", (event) => {
            // Loudness is heard on a curve; the square follows it well enough.
            listening.player.volume = Number(event.target.value) ** 2;
        });
        listening.addEventListener("change", this.update);
        onLanguage(this.update);
    }

    /** Pauses, goes on, or says once more. */
    toggle() {
        const { player } = this.#listening;
        if (player.state === "playing" || player.state === "filling") this.#listening.pause();
        else this.#listening.resume();
    }

    update = atNextFrame(() => this.#update());

    #update() {
        const { utterance, player, position, heard } = this.#listening;
        if (utterance !== this.#shown) {
            this.#shown = utterance;
            this.#wave.show(utterance);
            this.#rows.show(utterance);
            this.#reader.show(utterance);
        }
        this.#showButtons(player, utterance);
        if (!utterance) return;
        this.#wave.update(position);
        this.#rows.update(heard, position);
        this.#reader.update(heard);
        this.#showProgress(utterance, position);
        this.#showFigures(utterance, player);
        this.#showWarnings(utterance.warnings);
        this.#keepTicking(utterance.running);
    }

    /** Time goes on even when nothing arrives. */
    #keepTicking(running) {
        if (running && this.#ticker === null) {
            this.#ticker = setInterval(this.update, 250);
        } else if (!running && this.#ticker !== null) {
            clearInterval(this.#ticker);
            this.#ticker = null;
            this.update();
        }
    }

    #showButtons(player, utterance) {
        const there = (utterance?.recording?.length ?? 0) > 0;
        const sounding = player.state === "playing" || player.state === "filling";
        const button = byId("pause");
        button.disabled = !there && !sounding;
        button.classList.toggle("sounding", sounding);
        const label = sounding
            ? "deck.pause"
            : player.state === "paused" ? "deck.resume" : "deck.play";
        button.setAttribute("aria-label", t(label));
        button.title = t(label);
        byId("stop").disabled = !utterance?.running && !["playing", "filling", "paused"].includes(player.state);
        byId("download").disabled = !there;
        byId("wave-hint").hidden = utterance !== null;
        document.body.classList.toggle("listening", utterance !== null);
    }

    #showProgress(utterance, position) {
        const { estimate, running, state } = utterance;
        const seconds = utterance.recording?.seconds ?? 0;
        const all = running ? estimate.audioSeconds : seconds;
        byId("time-now").textContent = clock(position);
        byId("time-all").textContent = all === null ? "" : ` / ${running ? "≈ " : ""}${clock(all)}`;
        const bar = byId("making");
        bar.value = state === "done" ? 1 : estimate.share;
        const stage = state === "arriving" && this.#listening.player.state === "filling"
            && this.#listening.position > 0 ? "starving" : state;
        byId("making-state").textContent = t(`making.${stage}`, {
            share: percent(estimate.share),
            time: span(utterance.elapsed),
        });
        byId("making-left").textContent = running && estimate.secondsLeft !== null
            ? t("left", { time: span(Math.max(0, estimate.secondsLeft)) })
            : "";
    }

    #showFigures(utterance, player) {
        const { recording, statistics, timeline, format } = utterance;
        const playing = recording !== null && player.recording === recording;
        this.#figures.show({
            heard: utterance.firstHeard,
            arrived: utterance.firstArrival,
            rtf: utterance.factor,
            ready: playing ? player.buffered : undefined,
            audio: recording?.seconds,
            underruns: player.underruns,
            preBuffer: format && format.pre_buffer_ms / 1000,
            serverMemory: this.serverMemory,
            pageMemory: recording?.bytes,
            chunks: timeline.spoken,
            batches: statistics?.batches,
            retries: statistics?.retries,
            fallbacks: listLength(statistics?.fallbacks),
        });
    }

    /** The first of them; thousands say no more than some. */
    #showWarnings(warnings) {
        const node = byId("warnings");
        const first = warnings.slice(0, mostWarnings);
        const words = first.join("\n");
        if (words === this.#warned) return;
        this.#warned = words;
        node.hidden = first.length === 0;
        node.replaceChildren(...first.map((text) =>
            element("li", {}, icon("warning"), element("span", { text }))));
    }
}

const listLength = (value) => (Array.isArray(value) ? value.length : value);
