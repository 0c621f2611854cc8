import { lasting } from "./store.js";
import en from "./strings-en.js";
import ja from "./strings-ja.js";
import pt from "./strings-pt.js";
import zh from "./strings-zh.js";

const tables = { en, ja, pt, zh };

/** The interface's languages, each by its own name. */
export const languages = { en: "English", ja: "日本語", pt: "Português", zh: "中文" };

/** What a table is written in, where its tag leaves the script open: fonts are chosen by it. */
const written = { zh: "zh-Hans" };

const wanted = [lasting.read("language"), ...(globalThis.navigator?.languages ?? [])]
    .filter((tag) => typeof tag === "string")
    .map((tag) => tag.slice(0, 2).toLowerCase());

let current = wanted.find((tag) => tag in tables) ?? "en";

/** The language of the interface: `en`, `ja`, `pt` or `zh`. */
export const language = () => current;

/**
 * A string of the interface. `{name}` stands for a value; where a value is a count, a key
 * ending in `.one` is taken for one of it, if there is such a key.
 */
export function t(key, values = {}) {
    const table = tables[current];
    const singular = values.count === 1 && `${key}.one` in table ? `${key}.one` : key;
    const text = table[singular] ?? en[singular] ?? key;
    return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

const listeners = new Set();

/** Calls back now, and again whenever the language changes. */
export function onLanguage(listener) {
    listeners.add(listener);
    listener();
}

export function chooseLanguage(tag) {
    current = tag in tables ? tag : "en";
    lasting.write("language", current);
    translatePage();
    listeners.forEach((listener) => listener());
}

/** Elements say in `data-t` which string is their text, in `data-t-label`, `data-t-title`,
 * `data-t-placeholder` which is that attribute. */
export function translatePage(root = document) {
    document.documentElement.lang = written[current] ?? current;
    for (const node of root.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
    const attributes = { tLabel: "aria-label", tTitle: "title", tPlaceholder: "placeholder" };
    for (const [key, attribute] of Object.entries(attributes)) {
        const selector = `[data-t-${key.slice(1).toLowerCase()}]`;
        for (const node of root.querySelectorAll(selector)) {
            node.setAttribute(attribute, t(node.dataset[key]));
        }
    }
}
