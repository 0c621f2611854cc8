import { element } from "./dom.js";
import { t } from "./i18n.js";
import { keepKey } from "./key.js";

let open = null;
let declined = false;

/**
 * Asks for the server's key; asked several times at once, it is one dialog.
 * @param {{refused?: boolean}} [why] whether the key there was is wrong
 * @returns {Promise<boolean>} whether a key was given
 */
export function askForKey(why = {}) {
    open ??= ask(why).then((given) => {
        open = null;
        declined = !given;
        return given;
    });
    return open;
}

/** The same for what the page does by itself, every two seconds at times: who has said no isn't
 * asked again until they say that they will. */
export async function askUnlessDeclined(why) {
    return declined ? false : askForKey(why);
}

function ask({ refused = false }) {
    return new Promise((resolve) => {
        const input = element("input", {
            type: "password",
            id: "key",
            autocomplete: "current-password",
            required: true,
        });
        const forever = element("input", { type: "checkbox", id: "keep-key" });
        const form = element(
            "form",
            { class: "key-form", method: "dialog" },
            element("h2", { class: "heading", id: "key-title", text: t("key.title") }),
            element("p", { text: t(refused ? "key.refused" : "key.why") }),
            element(
                "label",
                { class: "field" },
                element("span", { class: "label", text: t("key.label") }),
                input,
            ),
            element("label", { class: "check" }, forever, element("span", { text: t("key.keep") })),
            element("p", { class: "hint", text: t("key.hint") }),
            element(
                "div",
                { class: "buttons" },
                element("button", {
                    type: "button",
                    text: t("cancel"),
                    on: { click: () => dialog.close() },
                }),
                element("button", { type: "submit", class: "primary", text: t("key.use") }),
            ),
        );
        let given = false;
        form.addEventListener("submit", () => {
            given = input.value.trim() !== "";
            if (given) keepKey(input.value.trim(), { forever: forever.checked });
        });
        const dialog = element(
            "dialog",
            { class: "key-dialog", "aria-labelledby": "key-title" },
            form,
        );
        dialog.addEventListener("close", () => {
            dialog.remove();
            resolve(given);
        });
        document.body.append(dialog);
        dialog.showModal();
    });
}
