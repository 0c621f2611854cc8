import { lasting } from "./store.js";

/** Requests kept at most, and UTF-16 units of text kept of each. */
const most = 20;
const mostText = 20_000;

/** The last requests, newest first: `{when, text, whole, settings, statistics}`. Texts beyond
 * the limit keep their beginning only; `whole` tells. */
export const readHistory = () => lasting.read("history") ?? [];

/** Remembers a request; the same text with the same settings again moves up. */
export function remember({ text, settings, statistics, when = Date.now() / 1000 }) {
    const entry = {
        when,
        text: text.slice(0, mostText).toWellFormed(),
        whole: text.length <= mostText,
        length: text.length,
        settings,
        statistics,
    };
    const same = (other) =>
        other.text === entry.text &&
        JSON.stringify(other.settings) === JSON.stringify(entry.settings);
    const others = readHistory().filter((other) => !same(other));
    lasting.write("history", [entry, ...others].slice(0, most));
}

export const forgetHistory = () => lasting.remove("history");

export function forgetEntry(when) {
    lasting.write("history", readHistory().filter((entry) => entry.when !== when));
}
