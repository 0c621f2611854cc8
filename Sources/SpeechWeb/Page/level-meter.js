import { element } from "./dom.js";
import { decibels } from "./format.js";
import { onLanguage, t } from "./i18n.js";
import { decibelsOf, floor, PeakHold, shareOf } from "./levels.js";

const marks = [-60, -40, -20, -10, 0];
/** From here on the converters of microphones run out of numbers. */
const clipping = 0.985;
/** Milliseconds that a warning of that stays, and between two values for screen readers. */
const warnFor = 2_000;
const sayEvery = 500;

/** A bar of how loud something is, in dB of full scale, with the loudest moment held. */
export class LevelMeter {
    #node;
    #hold = new PeakHold();
    #clippedAt = -Infinity;
    #saidAt = -Infinity;
    /** The loudest since something was said: a moment would miss most syllables. */
    #loudest = -Infinity;
    #warning;

    /** @param {HTMLElement} node with `data-t-label` or another name */
    constructor(node) {
        this.#node = node;
        node.classList.add("level-meter");
        for (const [name, value] of Object.entries({
            role: "meter", "aria-valuemin": floor, "aria-valuemax": 0,
        })) node.setAttribute(name, value);
        this.#warning = element("span", { class: "clipping", hidden: true });
        node.append(
            element("span", { class: "bar" }, element("i", { class: "loud" }), element("i", { class: "held" })),
            element("span", { class: "scale", "aria-hidden": "true" }, ...marks.map((mark) =>
                element("span", { text: String(mark).replace("-", "−"), style: { "--at": shareOf(mark) } }))),
            this.#warning,
        );
        onLanguage(() => {
            this.#warning.textContent = t("meter.clipping");
        });
        this.show({ rms: 0, peak: 0 });
    }

    /** @param {{rms: number, peak: number}} level 0…1 */
    show({ rms, peak }) {
        const now = performance.now();
        const loud = decibelsOf(rms);
        const held = this.#hold.update(decibelsOf(peak), now);
        const { style } = this.#node;
        style.setProperty("--loud", shareOf(loud).toFixed(3));
        style.setProperty("--held", shareOf(held).toFixed(3));
        if (peak >= clipping) this.#clippedAt = now;
        this.#warning.hidden = now - this.#clippedAt > warnFor;
        this.#loudest = Math.max(this.#loudest, loud);
        if (now - this.#saidAt < sayEvery) return;
        this.#saidAt = now;
        const value = Math.max(floor, Math.min(0, Math.round(this.#loudest)));
        this.#loudest = -Infinity;
        this.#node.setAttribute("aria-valuenow", value);
        this.#node.setAttribute("aria-valuetext", value > floor ? decibels(value, 0) : t("meter.silent"));
    }

    /** Nothing is heard any more. */
    rest() {
        this.#hold = new PeakHold();
        this.#loudest = -Infinity;
        this.#saidAt = -Infinity;
        this.show({ rms: 0, peak: 0 });
    }
}
