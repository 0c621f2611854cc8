import { announce } from "./announcer.js";
import { byId } from "./dom.js";
import { roughSeconds } from "./estimate.js";
import { count, span } from "./format.js";
import { onLanguage, t } from "./i18n.js";
import { FileError, readTextFile } from "./text-file.js";

/** UTF-16 units from which a text isn't laid out in the text field: editing would stutter. */
export const largest = 200_000;
/** Of such a text, so much is shown. */
const shown = 20_000;
/** From this many on the browser isn't left to paste: it takes seconds for 100 000, and four
 * times as long for twice as many (Chromium 156). */
const longPaste = 5_000;

/**
 * The text to be said: written, opened or dropped. Events: `change`, `problem` (detail: an
 * error with advice).
 */
export class Manuscript extends EventTarget {
    #field = byId("text");
    /** The whole of a text too large for the field. */
    #large = null;
    #fileName = "";

    constructor() {
        super();
        this.#field.addEventListener("input", () => this.#changed());
        this.#field.addEventListener("paste", (event) => this.#paste(event));
        byId("clear-text").addEventListener("click", () => {
            this.set("");
            this.#field.focus();
        });
        byId("text-format").addEventListener("change", () => this.#changed());
        this.#takeFiles();
        onLanguage(() => this.#showFacts());
    }

    get text() {
        return this.#large ?? this.#field.value;
    }

    /** `plain`, `markdown` or `ssml`. */
    get format() {
        return byId("text-format").value;
    }

    /** The name of the file that it came from, or nothing. */
    get fileName() {
        return this.#fileName;
    }

    set(text, { format = "plain", name = "" } = {}) {
        this.#large = text.length > largest ? text : null;
        this.#field.readOnly = this.#large !== null;
        this.#field.value = this.#large === null ? text : `${text.slice(0, shown)}…`;
        this.#field.scrollTop = 0;
        byId("text-format").value = format;
        this.#fileName = name;
        this.#changed();
    }

    #paste(event) {
        const text = event.clipboardData?.getData("text/plain").replace(/\r\n?/g, "\n") ?? "";
        if (text.length < longPaste || this.#field.readOnly) return;
        event.preventDefault();
        const { value, selectionStart, selectionEnd } = this.#field;
        const whole = value.slice(0, selectionStart) + text + value.slice(selectionEnd);
        if (whole.length > largest) return this.set(whole, { format: this.format });
        this.#field.setRangeText(text, selectionStart, selectionEnd, "end");
        this.#changed();
    }

    #changed() {
        this.#showFacts();
        this.dispatchEvent(new Event("change"));
    }

    #showFacts() {
        const { text } = this;
        const facts = [t("text.count", { count: count(text.length) })];
        if (text.length > 0) facts.push(t("text.about", { time: span(roughSeconds(text)) }));
        if (this.#fileName) facts.unshift(this.#fileName);
        if (this.#large !== null) facts.push(t("text.part", { count: count(shown) }));
        byId("text-facts").textContent = facts.join(" · ");
    }

    #takeFiles() {
        const input = byId("file");
        byId("open-file").addEventListener("click", () => input.click());
        input.addEventListener("change", () => {
            this.#read(input.files);
            input.value = "";
        });
        const panel = byId("manuscript");
        const isFile = (event) => event.dataTransfer?.types.includes("Files");
        addEventListener("dragover", (event) => {
            if (!isFile(event)) return;
            event.preventDefault();
            panel.classList.add("dropping");
        });
        addEventListener("dragleave", (event) => {
            if (event.relatedTarget === null) panel.classList.remove("dropping");
        });
        addEventListener("drop", (event) => {
            panel.classList.remove("dropping");
            if (!isFile(event)) return;
            event.preventDefault();
            this.#read(event.dataTransfer.files);
        });
    }

    async #read(files) {
        const [file] = files;
        if (!file) return;
        try {
            const { text, format, name } = await readTextFile(file);
            this.set(text, { format, name });
            announce(t("file.read", { name, count: count(text.length) }));
        } catch (error) {
            if (!(error instanceof FileError)) throw error;
            const problem = {
                message: t(error.reason, { name: file.name }),
                advice: t(`${error.reason}.advice`),
            };
            this.dispatchEvent(new CustomEvent("problem", { detail: problem }));
        }
    }
}
