import { element } from "./dom.js";
import { onLanguage, t } from "./i18n.js";
import { lasting } from "./store.js";

/** Whom one can sound like: voice profiles and speaking voices, as choices of several lists that
 * stay in step with the server. Event: `change` (`detail`: the list that was chosen from). */
export class Targets extends EventTarget {
    #selects = [];
    #profiles = [];
    #voices = [];

    /** Fills a list and remembers what is chosen in it.
     * @param {HTMLSelectElement} select
     * @param {string} memory under which name the choice is kept */
    attach(select, memory) {
        this.#selects.push({ select, memory });
        select.addEventListener("change", () => {
            lasting.write(memory, select.value);
            this.dispatchEvent(new CustomEvent("change", { detail: select }));
        });
        if (this.#selects.length === 1) onLanguage(() => this.#fill());
        else this.#fill();
    }

    /** @param {object[]} profiles @param {string[]} voices */
    offer(profiles, voices) {
        this.#profiles = profiles;
        this.#voices = voices;
        this.#fill();
    }

    #fill() {
        for (const { select, memory } of this.#selects) {
            const before = select.value;
            const wanted = before || lasting.read(memory);
            const groups = [
                this.#group(t("target.profiles"), this.#profiles.map(profileChoice)),
                this.#group(t("target.voices"), this.#voices.map((name) =>
                    element("option", { value: name, text: name }))),
            ];
            select.replaceChildren(...groups.filter(Boolean));
            const options = [...select.options].filter(({ disabled }) => !disabled);
            select.value = (options.find(({ value }) => value === wanted) ?? options[0])?.value ?? "";
            select.disabled = options.length === 0;
            // The first choice, or another because that one was deleted.
            if (select.value !== before) {
                this.dispatchEvent(new CustomEvent("change", { detail: select }));
            }
        }
    }

    #group(label, options) {
        return options.length > 0 ? element("optgroup", { label }, ...options) : null;
    }
}

function profileChoice({ name, display_name: display, usable }) {
    const option = element("option", { value: name });
    option.disabled = usable === false;
    option.textContent = option.disabled
        ? t("target.unusable", { name: display || name })
        : display || name;
    return option;
}
