import { advice } from "./advice.js";
import { element } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";

/**
 * Shows what went wrong and what the user can do.
 * @param {HTMLElement} node where
 * @param {import("./api.js").ServerError | {message: string}} error
 * @param {{label: string, action: () => void}[]} [choices] buttons besides the one that hides it
 */
export function showProblem(node, error, choices = []) {
    const local = { unreachable: "error.unreachable", lost: "error.lost" }[error.type];
    const what = local ? t(local) : error.message || t("error.unknown");
    const tip = error.advice ?? t(advice(error), { seconds: error.retryAfter ?? 5 });
    const buttons = choices.map(({ label, action }) =>
        element("button", {
            type: "button",
            class: "small",
            text: label,
            on: {
                click: () => {
                    hideProblem(node);
                    action();
                },
            },
        }),
    );
    node.replaceChildren(
        icon("warning"),
        element(
            "div",
            { class: "words" },
            element("p", { class: "what", text: what }),
            tip ? element("p", { text: tip }) : null,
        ),
        element(
            "div",
            { class: "choices" },
            ...buttons,
            element("button", {
                type: "button",
                class: "small quiet",
                text: t("dismiss"),
                on: { click: () => hideProblem(node) },
            }),
        ),
    );
    node.hidden = false;
}

/** That the browser gives no sound, and what can be done about it. */
export function noSound() {
    // Browsers have audio worklets only where nobody can have changed the page on its way.
    const tip = isSecureContext ? "sound.none.advice" : "sound.insecure";
    return { message: t("sound.none"), advice: t(tip) };
}

export function hideProblem(node) {
    node.hidden = true;
    node.replaceChildren();
}
