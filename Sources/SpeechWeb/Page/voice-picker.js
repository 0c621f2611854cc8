import { byId, element } from "./dom.js";
import { language, t } from "./i18n.js";
import { icon } from "./icons.js";
import {
    baseLanguage, findVoices, groupVoices, languageName, languagesNamed, languagesOf, voiceName,
} from "./voices.js";

/** What is said of a voice in a line: languages and gender. */
export function voiceFacts(voice) {
    const names = [...new Set(voice.languages.map((tag) => languageName(tag, language())))];
    const gender = t(`gender.${["female", "male"].includes(voice.gender) ? voice.gender : "other"}`);
    return [names.slice(0, 2).join(", "), gender, voice.family].filter(Boolean).join(" · ");
}

/**
 * A dialog to choose one of many voices: searched by words, narrowed by family and language,
 * each to be heard before it is chosen. Arrow keys walk the list, letters go to the search.
 */
export class VoicePicker {
    #dialog;
    #search;
    #family = "";
    #language;
    #count;
    #list;
    #families;
    #resolve = null;
    #chosen = "";
    #voices = [];
    #hear;
    #automatic = false;
    #result = null;

    /** @param {{hear: (voice: object) => Promise<object | null>, silence: () => void}} sound plays a
     *   voice's sample sentence; resolves when it is over, to what went wrong */
    constructor(sound) {
        this.#hear = sound;
    }

    /**
     * Lets the user choose.
     * @param {object[]} voices
     * @param {string} chosen the identifier of the present one
     * @param {{automatic?: boolean}} [more] whether the choice may be left to the server
     * @returns {Promise<string | null>} the voice's identifier; nothing where the choice is left
     *   to the server, null where none was made
     */
    choose(voices, chosen, { automatic = false } = {}) {
        this.#voices = voices;
        this.#automatic = automatic;
        this.#result = null;
        this.#chosen = chosen;
        this.#build();
        document.body.append(this.#dialog);
        this.#dialog.showModal();
        this.#show();
        const current = this.#list.querySelector('[aria-pressed="true"]');
        current?.scrollIntoView({ block: "center" });
        this.#search.focus();
        return new Promise((resolve) => {
            this.#resolve = resolve;
        });
    }

    #build() {
        this.#search = element("input", {
            type: "search",
            id: "voice-search",
            autocomplete: "off",
            spellcheck: "false",
            placeholder: t("picker.search"),
            "aria-label": t("picker.search"),
            on: { input: () => this.#show() },
        });
        this.#language = element(
            "select",
            { "aria-label": t("settings.language"), on: { change: () => this.#show() } },
            element("option", { value: "", text: t("picker.anyLanguage") }),
            ...languagesOf(this.#voices, language()).map(({ tag, name }) =>
                element("option", { value: tag, text: name }),
            ),
        );
        this.#count = element("p", { class: "hint", role: "status" });
        this.#list = element("div", { class: "found" });
        this.#families = element("div", {
            class: "segments",
            role: "group",
            "aria-label": t("picker.family"),
        });
        const close = element(
            "button",
            {
                type: "button",
                class: "round quiet",
                "aria-label": t("close"),
                on: { click: () => this.#dialog.close() },
            },
            icon("close"),
        );
        this.#dialog = element(
            "dialog",
            { class: "picker", "aria-labelledby": "picker-title" },
            element(
                "header",
                {},
                element(
                    "div",
                    { class: "toolbar" },
                    element("h2", { class: "heading", id: "picker-title", text: t("picker.title") }),
                    element("span", { class: "grow" }),
                    close,
                ),
                element("div", { class: "search" }, icon("search"), this.#search),
                element(
                    "div",
                    { class: "filters" },
                    this.#families,
                    element("label", { class: "inline" }, this.#language),
                    this.#count,
                ),
            ),
            this.#list,
        );
        this.#dialog.addEventListener("keydown", (event) => this.#key(event));
        this.#dialog.addEventListener("click", (event) => {
            if (event.target === this.#dialog) this.#dialog.close();
        });
        this.#dialog.addEventListener("close", () => {
            this.#hear.silence();
            this.#dialog.remove();
            this.#resolve?.(this.#result);
            byId("voice")?.focus();
        });
    }

    #show() {
        const inLanguage = language();
        const found = findVoices(this.#voices, {
            query: this.#search.value,
            family: this.#family,
            language: this.#language.value,
            inLanguage,
        });
        this.#showFamilies();
        this.#count.textContent = t("picker.count", { count: found.length });
        const mine = (globalThis.navigator?.languages ?? []).map(baseLanguage);
        const named = languagesNamed(this.#search.value, found, inLanguage);
        const wanted = [this.#language.value, ...named, ...mine, "en"].filter(Boolean);
        const groups = groupVoices(found, { inLanguage, first: [...new Set(wanted)] });
        const sections = groups.map(({ family, name, voices }) =>
            element(
                "section",
                {},
                element("h3", { class: "group", text: `${name} · ${family}` }),
                element("ul", {}, ...voices.map((voice) => this.#row(voice))),
            ),
        );
        if (sections.length === 0) {
            sections.push(element("p", { class: "empty group", text: t("picker.none") }));
        }
        this.#list.replaceChildren(...[this.#automaticRow(), ...sections].filter(Boolean));
    }

    #take(id) {
        this.#result = id;
        this.#dialog.close();
    }

    /** The row that leaves the choice to the server; only where nothing is searched for. */
    #automaticRow() {
        const narrowed = this.#search.value.trim() || this.#family || this.#language.value;
        if (!this.#automatic || narrowed) return null;
        const choice = element(
            "button",
            {
                type: "button",
                class: "choice",
                "aria-pressed": String(this.#chosen === ""),
                on: { click: () => this.#take("") },
            },
            element("span", { text: t("voice.automatic") }),
            element("span", { class: "about", text: t("voice.automatic.hint") }),
        );
        return element("ul", { class: "automatic" }, element("li", {}, choice));
    }

    #showFamilies() {
        const families = ["", ...new Set(this.#voices.map(({ family }) => family))];
        this.#families.replaceChildren(
            ...families.map((family) =>
                element("button", {
                    type: "button",
                    text: family || t("picker.all"),
                    "aria-pressed": String(family === this.#family),
                    on: {
                        click: () => {
                            this.#family = family;
                            this.#show();
                            this.#families.querySelector('[aria-pressed="true"]')?.focus();
                        },
                    },
                }),
            ),
        );
    }

    #row(voice) {
        const choice = element(
            "button",
            {
                type: "button",
                class: "choice",
                "aria-pressed": String(voice.id === this.#chosen),
                on: { click: () => this.#take(voice.id) },
            },
            element("span", { text: voiceName(voice) }),
            element("span", { class: "about", text: voice.description || voiceFacts(voice) }),
            element("span", { class: "code", text: voice.languages.join(" ") }),
        );
        const label = t("picker.hear", { voice: voiceName(voice) });
        const hear = element(
            "button",
            { type: "button", class: "round quiet hear", "aria-label": label, title: label },
            icon("speaker"),
        );
        hear.addEventListener("click", async () => {
            const playing = hear.classList.contains("playing");
            this.#hear.silence();
            if (playing) return;
            hear.classList.add("playing");
            hear.replaceChildren(icon("stop"));
            const error = await this.#hear.hear(voice);
            if (error) {
                const words = [error.message || t("error.unreachable"), error.advice];
                this.#count.textContent = words.filter(Boolean).join(" ");
            }
            hear.classList.remove("playing");
            hear.replaceChildren(icon("speaker"));
        });
        return element("li", {}, choice, hear);
    }

    #key(event) {
        // Enter and the arrows belong to the input method while it composes.
        if (event.isComposing) return;
        const choices = [...this.#list.querySelectorAll(".choice")];
        const at = choices.indexOf(event.target.closest("li")?.querySelector(".choice"));
        const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
        if (to !== undefined && event.target !== this.#language) {
            event.preventDefault();
            if (to < 0) this.#search.focus();
            else choices[Math.min(to, choices.length - 1)]?.focus();
        } else if (event.key === "Enter" && event.target === this.#search) {
            event.preventDefault();
            if (choices.length > 0) choices[0].click();
        } else if (at >= 0 && event.key.length === 1 && /\p{L}/u.test(event.key)) {
            if (!event.ctrlKey && !event.metaKey && !event.altKey) this.#search.focus();
        }
    }
}
