import { byId, element } from "./dom.js";
import { bytes, count, factor, span } from "./format.js";
import { onLanguage, t } from "./i18n.js";

const names = ["heard", "rtf", "ready", "underruns", "memory", "chunks"];

/** The figures of an utterance, as they stand. */
export class Figures {
    #parts = new Map();
    #last = {};

    constructor() {
        onLanguage(() => {
            this.#parts.clear();
            byId("figures").replaceChildren(...names.map((name) => this.#figure(name)));
            this.show(this.#last);
        });
    }

    #figure(name) {
        const value = element("span");
        const more = element("span", { class: "more" });
        const node = element(
            "div",
            { id: `figure-${name}` },
            element("dt", { text: t(`figure.${name}`) }),
            element("dd", {}, value, more),
        );
        this.#parts.set(name, { node, value, more });
        return node;
    }

    /**
     * @param {object} facts
     * @param {number} [facts.heard] seconds from asking to the first sample heard
     * @param {number} [facts.arrived] seconds to the first sample that came
     * @param {number} [facts.rtf] seconds of work for one of audio
     * @param {number} [facts.ready] seconds of sound that wait to be heard
     * @param {number} [facts.audio] seconds of sound that came
     * @param {number} [facts.underruns]
     * @param {number} [facts.preBuffer] seconds
     * @param {number} [facts.serverMemory] bytes
     * @param {number} [facts.pageMemory] bytes of sound kept in the page
     * @param {number} [facts.chunks] made
     * @param {number} [facts.batches]
     * @param {number} [facts.retries]
     * @param {number} [facts.fallbacks]
     */
    show(facts) {
        this.#last = facts;
        const known = (value) => typeof value === "number" && Number.isFinite(value);
        const more = (condition, key, values) => (condition ? t(key, values) : "");
        this.#set("heard", span(facts.heard),
            more(known(facts.arrived), "figure.arrived", { time: span(facts.arrived) }));
        this.#set("rtf", factor(facts.rtf),
            more(facts.rtf > 0, "figure.times", { count: count(roundish(1 / facts.rtf)) }));
        this.#set("ready", span(facts.ready),
            more(known(facts.audio), "figure.audio", { time: span(facts.audio) }));
        this.#set("underruns", count(facts.underruns),
            more(known(facts.preBuffer), "figure.preBuffer", { time: span(facts.preBuffer) }));
        this.#set("memory", bytes(facts.serverMemory),
            more(known(facts.pageMemory), "figure.page", { size: bytes(facts.pageMemory) }));
        const odd = [["retries", facts.retries], ["fallbacks", facts.fallbacks]]
            .filter(([, value]) => value > 0)
            .map(([key, value]) => t(`figure.${key}`, { count: value }));
        const batches = more(facts.batches > 0, "figure.batches", { count: facts.batches });
        this.#set("chunks", count(facts.chunks), odd.join(", ") || batches);
        this.#parts.get("underruns").node.classList.toggle("bad", facts.underruns > 0);
    }

    #set(name, value, more) {
        const parts = this.#parts.get(name);
        if (parts.value.textContent !== value) parts.value.textContent = value;
        if (parts.more.textContent !== more) parts.more.textContent = more;
    }
}

/** Two digits that count: 114 → 110. */
function roundish(value) {
    if (value < 10) return Math.round(value * 10) / 10;
    const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
    return Math.round(value / unit) * unit;
}
