/** Milliseconds from which on a press is one that is held. */
const held = 400;

/**
 * A switch that a short press turns over and a long one only for as long as it lasts, with hand or
 * keyboard. Who works it otherwise, as screen readers do, has a plain switch.
 * @param {HTMLButtonElement} button with `aria-pressed`
 * @param {(on: boolean) => void} changed
 * @param {() => number} [now]
 */
export function holdButton(button, changed, now = () => performance.now()) {
    let since = null;
    let handled = false;
    const isOn = () => button.getAttribute("aria-pressed") === "true";
    const turn = () => {
        button.setAttribute("aria-pressed", String(!isOn()));
        changed(isOn());
    };
    const press = () => {
        if (since !== null || button.disabled) return;
        since = now();
        handled = true;
        turn();
    };
    const release = () => {
        if (since === null) return;
        if (now() - since >= held) turn();
        since = null;
    };
    button.addEventListener("pointerdown", (event) => {
        if (event.button !== 0) return;
        button.setPointerCapture?.(event.pointerId);
        press();
    });
    button.addEventListener("pointerup", release);
    button.addEventListener("pointercancel", release);
    button.addEventListener("keydown", (event) => {
        if (event.key === " " || event.key === "Enter") press();
    });
    button.addEventListener("keyup", (event) => {
        if (event.key === " " || event.key === "Enter") release();
    });
    button.addEventListener("blur", release);
    button.addEventListener("click", () => {
        // The click that follows a press has had its effect.
        if (!handled) turn();
        handled = false;
    });
}
