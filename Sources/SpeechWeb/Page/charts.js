import { element, svg } from "./dom.js";
import { niceMaximum } from "./rolling-series.js";

const width = 320;
const height = 96;

/**
 * A small chart of what was measured over time.
 * @param {string} title
 * @param {{name: string, format: (value: number) => string, least?: number}[]} lines
 * @returns {{node: HTMLElement, show: (series: (number | null)[][], span: number) => void}}
 *   `show` draws the lines; `span` is how many values the whole width stands for
 */
export function lineChart(title, lines) {
    const paths = lines.map((_, index) =>
        svg("path", { class: `line series-${index + 1}`, fill: "none" }),
    );
    const area = svg("path", { class: "area series-1" });
    const drawing = svg(
        "svg",
        { viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: "none", role: "img" },
        svg("path", { class: "grid", d: `M0 .5H${width}M0 ${height / 2}H${width}M0 ${height - 0.5}H${width}` }),
        area,
        ...paths,
    );
    const maximum = element("span", { class: "maximum" });
    const values = lines.map(({ name }, index) =>
        element("span", { class: `value series-${index + 1}`, title: name }),
    );
    const node = element(
        "figure",
        { class: "panel chart" },
        element("figcaption", {}, element("span", { text: title }), element("span", { class: "values" }, ...values)),
        element("div", { class: "plot" }, drawing, maximum),
    );
    const show = (series, span) => {
        const all = series.flat().filter((value) => value !== null);
        const top = niceMaximum(Math.max(lines[0].least ?? 0, ...all));
        const x = (index, count) => width - ((count - 1 - index) / Math.max(1, span - 1)) * width;
        const y = (value) => height - 3 - (value / top) * (height - 8);
        series.forEach((list, line) => {
            let path = "";
            let pen = false;
            list.forEach((value, index) => {
                if (value === null) {
                    pen = false;
                    return;
                }
                path += `${pen ? "L" : "M"}${x(index, list.length).toFixed(1)} ${y(value).toFixed(1)}`;
                pen = true;
            });
            paths[line].setAttribute("d", path);
            const last = list.findLast((value) => value !== null);
            const text = last === undefined ? "–" : lines[line].format(last);
            values[line].textContent = lines.length > 1 ? `${lines[line].name} ${text}` : text;
        });
        const first = series[0];
        const from = first.findIndex((value) => value !== null);
        const outline = paths[0].getAttribute("d");
        const closed = from >= 0 && !first.slice(from).includes(null);
        area.setAttribute("d", closed ? `${outline}V${height}H${x(from, first.length).toFixed(1)}Z` : "");
        maximum.textContent = lines[0].format(top);
        drawing.setAttribute("aria-label", `${title}: ${values.map((value) => value.textContent).join(", ")}`);
    };
    return { node, show };
}

/**
 * A small chart of how often something took how long.
 * @param {string} title
 * @param {(value: number) => string} format
 */
export function histogramChart(title, format) {
    const drawing = svg("svg", { viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: "none", role: "img" });
    const facts = element("span", { class: "values" });
    const from = element("span");
    const to = element("span");
    const node = element(
        "figure",
        { class: "panel chart" },
        element("figcaption", {}, element("span", { text: title }), facts),
        element("div", { class: "plot" }, drawing),
        element("div", { class: "axis" }, from, to),
    );
    const show = (buckets, { count, p50, p95, words }) => {
        // Empty ends say nothing.
        const first = Math.max(0, buckets.findIndex((bucket) => bucket.count > 0) - 1);
        const last = Math.min(buckets.length - 1, buckets.findLastIndex((bucket) => bucket.count > 0) + 1);
        const seen = buckets.slice(first, last + 1);
        const most = Math.max(1, ...seen.map((bucket) => bucket.count));
        const step = width / Math.max(1, seen.length);
        const bars = seen.map((bucket, index) => {
            const size = bucket.count === 0 ? 1 : Math.max(3, (bucket.count / most) * (height - 6));
            const bar = svg("rect", {
                class: "bar series-1",
                x: index * step + step * 0.12,
                y: height - size,
                width: step * 0.76,
                height: size,
                rx: Math.min(3, step / 4),
            });
            bar.append(svg("title", {}, `≤ ${bucketEnd(bucket.upper, format)}: ${bucket.count}`));
            return bar;
        });
        const marks = [p50, p95].filter((value) => value !== null).map((value) => {
            const at = seen.findIndex(({ upper }) => value <= upper);
            const lower = at > 0 ? seen[at - 1].upper : first > 0 ? buckets[first - 1].upper : 0;
            const { upper } = seen[at] ?? { upper: Infinity };
            const share = Number.isFinite(upper) ? (value - lower) / (upper - lower) : 0.5;
            const x = (Math.max(0, at) + share) * step;
            return svg("path", { class: "mark", d: `M${x.toFixed(1)} 0V${height}` });
        });
        drawing.replaceChildren(...bars, ...marks);
        const lower = first > 0 ? buckets[first - 1].upper : 0;
        from.textContent = seen.length > 0 ? format(lower) : "";
        to.textContent = seen.length > 0 ? bucketEnd(seen.at(-1).upper, format, seen.at(-2)?.upper) : "";
        facts.textContent = words;
        drawing.setAttribute("aria-label", `${title}: ${words}, ${count}`);
    };
    return { node, show };
}

function bucketEnd(upper, format, before = null) {
    if (Number.isFinite(upper)) return format(upper);
    return before === null ? "∞" : `> ${format(before)}`;
}
