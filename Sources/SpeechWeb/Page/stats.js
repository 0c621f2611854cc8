import { requestJSON, request } from "./api.js";
import { histogramChart, lineChart } from "./charts.js";
import { connection } from "./connection.js";
import { atNextFrame, byId, element } from "./dom.js";
import { followEvents } from "./event-feed.js";
import { bytes, count, decimal, factor, span } from "./format.js";
import { onLanguage, t } from "./i18n.js";
import { buckets, parseMetrics, quantile, total } from "./metrics-text.js";
import { hideProblem, showProblem } from "./problem.js";
import { showRequests } from "./request-table.js";
import { RollingSeries } from "./rolling-series.js";
import { startShell } from "./shell.js";
import { waysOn } from "./way-on.js";

startShell();

/** Seconds between two looks, and looks kept: five minutes. */
const interval = 2;
const kept = 150;

let stats = null;
let metrics = new Map();
let before = null;
const running = new Map();
/** Charts of histograms, by the name of their family. */
const histograms = new Map();

// What is drawn over time: a title, and of each line its name, its series, its format.

const series = () => new RollingSeries(kept);
const charts = [
    {
        name: "first",
        lines: [
            { name: "p50", series: series(), format: span, value: () => stats.first_audio?.p50 },
            { name: "p95", series: series(), format: span, value: () => stats.first_audio?.p95 },
        ],
    },
    {
        name: "rtf",
        lines: [{ name: "p50", series: series(), format: factor, value: () => stats.rtf?.p50 }],
    },
    {
        name: "listeners",
        lines: [
            { name: "listeners", series: series(), format: count, least: 4, value: () => stats.load?.listeners },
            { name: "queued", series: series(), format: count, value: () => stats.load?.queued },
            { name: "batches", series: series(), format: count, value: () => stats.load?.running_batches },
        ],
    },
    {
        name: "speech",
        lines: [{
            name: "",
            series: series(),
            format: (value) => decimal(value, value < 10 ? 1 : 0),
            least: 2,
            value: () => rate(({ totals }) => totals.audio_seconds),
        }],
    },
    {
        name: "processor",
        lines: [{
            name: "",
            series: series(),
            format: (value) => decimal(value, 2),
            least: 1,
            value: () => rate(({ processor_seconds: seconds }) => seconds),
        }],
    },
    {
        name: "memory",
        lines: [{ name: "", series: series(), format: bytes, value: () => stats.memory_bytes }],
    },
];

/** How fast something grew since the last look, a second; null where that isn't known. */
function rate(value) {
    if (!before) return null;
    const time = stats.uptime_seconds - before.uptime_seconds;
    const grown = value(stats) - value(before);
    // A server that was started anew counts from nothing.
    return time > 0 && grown >= 0 ? grown / time : null;
}

/** How many looks a chart's width stands for: a minute at first, then all that are kept. */
const shown = ({ values }) => Math.min(kept, Math.max(30, values.length));

// Figures at the top

function tiles() {
    const { totals = {}, load = {} } = stats;
    return [
        ["listeners", count(load.listeners), t("tile.waiting", { count: count(load.queued ?? 0) })],
        ["requests", count(totals.requests), t("tile.cancelled", { count: count(totals.cancelled ?? 0) })],
        ["errors", count(totals.errors), totals.requests > 0
            ? t("tile.share", { share: decimal((100 * totals.errors) / totals.requests, 1) }) : ""],
        ["audio", span(totals.audio_seconds), t("text.count", { count: count(totals.characters) })],
        ["first", span(stats.first_audio?.p50), t("tile.p95", { time: span(stats.first_audio?.p95) })],
        ["rtf", factor(stats.rtf?.p50), t("tile.median")],
        ["memory", bytes(stats.memory_bytes), ""],
        ["uptime", span(stats.uptime_seconds), t("tile.processor", { time: span(stats.processor_seconds) })],
    ];
}

// Histograms of /metrics

function showHistograms() {
    for (const family of metrics.values()) {
        if (family.type !== "histogram") continue;
        const counts = buckets(family);
        const all = total(family);
        if (all === 0) continue;
        const format = /seconds$/.test(family.name) ? span : /bytes$/.test(family.name) ? bytes : plain;
        let chart = histograms.get(family.name);
        if (!chart) {
            chart = histogramChart(titleOf(family), format);
            histograms.set(family.name, chart);
            byId("histograms").append(chart.node);
        }
        const p50 = quantile(counts, 0.5);
        const p95 = quantile(counts, 0.95);
        const words = t("stats.quantiles", { p50: format(p50), p95: format(p95) });
        chart.show(counts, { count: count(all), p50, p95, words });
    }
    byId("spread-label").parentElement.hidden = histograms.size === 0;
}

const plain = (value) => decimal(value, value < 10 && value % 1 !== 0 ? 2 : 0);

/** A family's help is its best name; it comes in English only. */
function titleOf({ name, help }) {
    const short = name.replace(/^syrinx_/, "").replace(/_seconds$/, "");
    const known = {
        first_audio: "chart.first", time_to_first_audio: "chart.first", rtf: "chart.rtf",
        real_time_factor: "chart.rtf",
    }[short];
    return known ? t(known) : help.replace(/\.$/, "") || short.replaceAll("_", " ");
}

// All of /metrics

function showMetrics() {
    const wanted = byId("filter").value.trim().toLowerCase();
    const found = [...metrics.values()].filter(({ name, help }) =>
        `${name} ${help}`.toLowerCase().includes(wanted));
    byId("all-count").textContent = t("stats.families", { count: count(metrics.size) });
    if (!byId("all").open) return;
    const rows = found.flatMap((family) => family.samples
        .filter(({ name }) => !name.endsWith("_bucket"))
        .map(({ name, labels, value }, index) => element(
            "tr",
            {},
            element(
                "td",
                {},
                element("code", { text: name }),
                element("span", { class: "labels", text: Object.entries(labels).map(([key, text]) => ` ${key}=${text}`).join("") }),
                index === 0 && family.help ? element("p", { class: "hint", text: family.help }) : null,
            ),
            element("td", { class: "number", text: exact(value) }),
        )));
    byId("metrics").replaceChildren(element("tbody", {}, ...rows));
}

const exact = (value) => (Number.isInteger(value) ? count(value) : String(Number(value.toPrecision(6))));

byId("filter").addEventListener("input", showMetrics);
byId("all").addEventListener("toggle", showMetrics);

// Asking and drawing

const draw = atNextFrame(() => {
    if (!stats) return;
    byId("tiles").replaceChildren(...tiles().map(([name, value, more]) => element(
        "div",
        { class: name === "errors" && stats.totals?.errors > 0 ? "bad" : null },
        element("dt", { text: t(`tile.${name}`) }),
        element("dd", {}, element("span", { text: value }), element("span", { class: "more", text: more })),
    )));
    for (const { show, lines } of charts) show(lines.map((line) => line.series.values), shown(lines[0].series));
    showHistograms();
    showMetrics();
    drawRequests();
});

const drawRequests = atNextFrame(() => {
    showRequests(byId("running"), [...running.values()]);
    byId("running-empty").hidden = running.size > 0;
    showRequests(byId("recent"), stats?.recent?.slice(0, 50) ?? []);
    byId("recent-empty").hidden = (stats?.recent?.length ?? 0) > 0;
});

onLanguage(() => {
    for (const chart of charts) {
        const lines = chart.lines.map((line) => ({
            ...line,
            name: line.name && (/^p\d/.test(line.name) ? line.name : t(`chart.${line.name}`)),
        }));
        Object.assign(chart, lineChart(t(`chart.${chart.name}`), lines));
    }
    byId("charts").replaceChildren(...charts.map(({ node }) => node));
    histograms.clear();
    byId("histograms").replaceChildren();
    draw();
});

let asking = false;

async function ask() {
    if (document.hidden || asking) return;
    asking = true;
    try {
        const [next, text] = await Promise.all([
            requestJSON("/api/tts/stats"),
            request("/metrics").then((response) => response.text(), () => ""),
        ]);
        before = stats;
        stats = next;
        metrics = parseMetrics(text);
        running.clear();
        for (const entry of stats.running ?? []) running.set(entry.request_id, entry);
        for (const { lines } of charts) for (const line of lines) line.series.add(line.value());
        hideProblem(byId("problem"));
    } catch (error) {
        for (const { lines } of charts) for (const line of lines) line.series.add(null);
        if (byId("problem").hidden) {
            showProblem(byId("problem"), error, waysOn(error, ask));
        }
        connection.look();
    } finally {
        asking = false;
    }
    draw();
}

setInterval(ask, interval * 1_000);
document.addEventListener("visibilitychange", ask);
await ask();

followEvents("/api/tts/events", ({ event, data }) => {
    if (event === "request") {
        if (data.state === "running") {
            running.set(data.request_id, data);
        } else {
            running.delete(data.request_id);
            const others = stats?.recent?.filter((entry) => entry.request_id !== data.request_id) ?? [];
            if (stats) stats.recent = [data, ...others];
        }
        drawRequests();
    } else if (event === "load" && stats) {
        stats.load = data;
        draw();
    }
}, (live) => {
    const key = live ? "stats.live" : "stats.asked";
    byId("live").dataset.t = key;
    byId("live").textContent = t(key);
});
