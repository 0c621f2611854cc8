import { lineChart } from "./charts.js";
import { byId, element } from "./dom.js";
import { span } from "./format.js";
import { onLanguage, t } from "./i18n.js";
import { latencyNames, latencySum } from "./latency.js";
import { RollingSeries } from "./rolling-series.js";

/** Values of the curve: a minute, at four a second. */
const kept = 240;

/** Before anything is known. */
const nothing = {
    parts: latencyNames.map((name) => ({ name, value: null })), measured: null,
};

const milliseconds = (value) => span(value === null ? null : value / 1_000);

/** What a live conversion's delay is made of: a bar, its parts in numbers, their sum, and how it
 * went over the last minute. */
export class LatencyView {
    #rows = new Map();
    #last = null;
    #course = { whole: new RollingSeries(kept), buffer: new RollingSeries(kept) };
    #chart = null;

    constructor() {
        onLanguage(() => {
            const format = (value) => milliseconds(value);
            this.#chart = lineChart(t("latency.course"), [
                { name: t("latency.title"), format, least: 100 },
                { name: t("latency.playback"), format },
            ]);
            byId("course").replaceChildren(this.#chart.node);
            this.#draw();
            this.#rows.clear();
            byId("latency-parts").replaceChildren();
            byId("latency-bar").replaceChildren();
            this.#show(this.#last ?? nothing);
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
        this.#show(facts);
        const { parts, measured } = facts;
        const part = (name) => parts.find((each) => each.name === name)?.value ?? 0;
        this.#course.whole.add(measured === null ? null : measured + part("devices"));
        this.#course.buffer.add(measured === null ? null : part("playback"));
        this.#draw();
    }

    #draw() {
        const { whole, buffer } = this.#course;
        this.#chart.show([whole.values, buffer.values], Math.max(40, whole.values.length));
    }

    #show(facts) {
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
