import { byId } from "./dom.js";

/** Tells something to those who listen to the screen, without moving the focus. */
export function announce(text) {
    const node = byId("announcer");
    if (!node) return;
    // The same words twice would not be read twice.
    node.textContent = node.textContent === text ? `${text}\u00a0` : text;
}
