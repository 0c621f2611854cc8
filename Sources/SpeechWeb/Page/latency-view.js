import { byId, element } from "./dom.js";
import { span } from "./format.js";
import { onLanguage, t } from "./i18n.js";
import { latencySum } from "./latency.js";

const milliseconds = (value) => span(value === null ? null : value / 1_000);

/** What a live conversion's delay is made of: a bar, its parts in numbers, their sum. */
export class LatencyView {
    #rows = new Map();
    #last = null;

    constructor() {
        onLanguage(() => {
            this.#rows.clear();
            byId("latency-parts").replaceChildren();
            byId("latency-bar").replaceChildren();
            if (this.#last) this.show(this.#last);
        });
    }

    /**
     * @param {object} facts
     * @param {{name: string, value: number | null}[]} facts.parts milliseconds
     * @param {number | null} facts.measured milliseconds, without the devices
     * @param {object} [facts.compute] the server's percentiles, in milliseconds
     * @param {object} [facts.total] the same from a frame's arrival to its sending
     */
    show(facts) {
        this.#last = facts;
        const { parts, measured, compute, total } = facts;
        const sum = latencySum(parts);
        set(byId("latency-sum"), sum > 0 ? milliseconds(sum) : "–");
        const devices = parts.find(({ name }) => name === "devices")?.value ?? 0;
        set(byId("latency-measured"), measured === null
            ? "" : t("latency.measured", { time: milliseconds(measured + devices) }));
        parts.forEach(({ name, value }, place) => {
            const row = this.#row(name, place);
            set(row.value, milliseconds(value));
            row.bar.style.setProperty("--part", sum > 0 ? ((value ?? 0) / sum).toFixed(4) : 0);
        });
        set(byId("compute-spread"), compute ? t("latency.spread", {
            p50: milliseconds(compute.p50), p95: milliseconds(compute.p95),
            p99: milliseconds(compute.p99), total: milliseconds(total?.p95 ?? null),
        }) : "");
    }

    #row(name, place) {
        if (this.#rows.has(name)) return this.#rows.get(name);
        const row = {
            value: element("dd", { id: `latency-${name}` }),
            bar: element("i", { class: `part-${place + 1}` }),
        };
        byId("latency-parts").append(element(
            "div",
            { title: t(`latency.${name}.hint`) },
            element("dt", { class: `part-${place + 1}`, text: t(`latency.${name}`) }),
            row.value,
        ));
        byId("latency-bar").append(row.bar);
        this.#rows.set(name, row);
        return row;
    }
}

const set = (node, text) => {
    if (node.textContent !== text) node.textContent = text;
};
