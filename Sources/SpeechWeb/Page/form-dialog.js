import { element } from "./dom.js";
import { t } from "./i18n.js";

/**
 * Asks something in a dialog.
 * @param {object} question
 * @param {string} question.title
 * @param {string} [question.text]
 * @param {{name: string, label: string, value?: string, hint?: string}[]} [question.fields]
 * @param {string} question.action what the button says that does it
 * @param {boolean} [question.danger] whether it can't be undone
 * @param {(values: object) => Promise<void>} question.act done before the dialog closes; what it
 *   throws is shown in it
 * @returns {Promise<boolean>} whether it was done
 */
export function askInDialog({ title, text = "", fields = [], action, danger = false, act }) {
    const opener = document.activeElement;
    return new Promise((resolve) => {
        let done = false;
        const inputs = new Map(fields.map(({ name, value = "" }) =>
            [name, element("input", { type: "text", value, required: true, autocomplete: "off" })]));
        const failure = element("p", { class: "bad", role: "alert" });
        const submit = element("button", {
            type: "submit",
            class: danger ? "danger" : "primary",
            text: action,
        });
        const form = element(
            "form",
            { class: "key-form" },
            element("h2", { class: "heading", id: "question-title", text: title }),
            text ? element("p", { text }) : null,
            ...fields.map(({ name, label, hint }) => element(
                "label",
                { class: "field" },
                element("span", { class: "label", text: label }),
                inputs.get(name),
                hint ? element("span", { class: "hint", text: hint }) : null,
            )),
            failure,
            element(
                "div",
                { class: "buttons" },
                element("button", { type: "button", text: t("cancel"), on: { click: () => dialog.close() } }),
                submit,
            ),
        );
        form.addEventListener("submit", async (event) => {
            event.preventDefault();
            submit.disabled = true;
            failure.textContent = "";
            try {
                await act(Object.fromEntries([...inputs].map(([name, input]) => [name, input.value.trim()])));
                done = true;
                dialog.close();
            } catch (error) {
                failure.textContent = error.message || t("error.unreachable");
                submit.disabled = false;
            }
        });
        const dialog = element(
            "dialog",
            { class: "key-dialog", "aria-labelledby": "question-title" },
            form,
        );
        dialog.addEventListener("close", () => {
            dialog.remove();
            // The row that asked may be gone by now.
            if (opener?.isConnected) opener.focus();
            resolve(done);
        });
        document.body.append(dialog);
        dialog.showModal();
    });
}
