import { element } from "./dom.js";
import { clock, count, factor, moment, span } from "./format.js";
import { t } from "./i18n.js";

const columns = [
    ["state", (entry) => stateMark(entry)],
    ["started", (entry) => moment(entry.started_at)],
    ["route", (entry) => entry.route ?? ""],
    ["voice", (entry) => entry.voice ?? ""],
    ["characters", (entry) => count(entry.characters), true],
    ["audio", (entry) => clock(entry.audio_seconds), true],
    ["first", (entry) => span(entry.first_audio_seconds), true],
    ["rtf", (entry) => factor(entry.rtf), true],
    ["total", (entry) => span(entry.total_seconds), true],
];

function stateMark({ state, progress }) {
    if (state === "running") {
        return element("progress", { max: 1, value: progress ?? 0, "aria-label": t("deck.progress") });
    }
    return element("span", { class: `mark-${state}`, text: t(`state.${state}`) });
}

/** Fills a table with requests, as the server tells them. */
export function showRequests(table, entries) {
    const head = element(
        "thead",
        {},
        element("tr", {}, ...columns.map(([name, , number]) =>
            element("th", { scope: "col", class: number ? "number" : null, text: t(`column.${name}`) }))),
    );
    const rows = entries.map((entry) =>
        element("tr", {}, ...columns.map(([, value, number]) => {
            const cell = value(entry);
            return element(
                "td",
                { class: number ? "number" : null },
                cell instanceof Node ? cell : document.createTextNode(cell),
            );
        })),
    );
    table.hidden = entries.length === 0;
    table.replaceChildren(head, element("tbody", {}, ...rows));
}
