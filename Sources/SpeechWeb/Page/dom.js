/**
 * Makes an element. Text is always set as text, never as markup, so nothing that a server or a
 * user wrote can become an element.
 * @param {string} tag
 * @param {object} [properties] `class`, `text`, `data`, `on` (listeners), `style` (custom
 *   properties), ARIA and other attributes by their own names; null and false are left out
 * @param {...(Node | string | null)} children
 */
export function element(tag, properties = {}, ...children) {
    const node = document.createElement(tag);
    apply(node, properties);
    node.append(...children.filter((child) => child !== null && child !== undefined));
    return node;
}

/** The same for SVG. */
export function svg(tag, attributes = {}, ...children) {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    apply(node, attributes);
    node.append(...children.filter((child) => child !== null && child !== undefined));
    return node;
}

function apply(node, properties) {
    for (const [name, value] of Object.entries(properties)) {
        if (value === null || value === undefined || value === false) continue;
        if (name === "text") node.textContent = value;
        else if (name === "on") {
            for (const [event, listener] of Object.entries(value)) {
                node.addEventListener(event, listener);
            }
        } else if (name === "data") Object.assign(node.dataset, value);
        else if (name === "style") {
            // Through the object model, which a strict Content-Security-Policy allows.
            for (const [key, entry] of Object.entries(value)) node.style.setProperty(key, entry);
        } else if (name === "value") node.value = value;
        else node.setAttribute(name, value === true ? "" : String(value));
    }
}

/** The element with an id. */
export const byId = (id) => document.getElementById(id);

/** Calls `work` at the next frame, once however often it was asked for until then. A hidden
 * page draws no frames, and then nothing is done. */
export function atNextFrame(work) {
    let asked = false;
    return () => {
        if (asked) return;
        asked = true;
        requestAnimationFrame(() => {
            asked = false;
            work();
        });
    };
}

/** The value of a colour token, resolved for the theme that is shown. */
export function color(token) {
    const probe = document.createElement("span");
    probe.style.color = `var(--${token})`;
    document.body.append(probe);
    const value = getComputedStyle(probe).color;
    probe.remove();
    return value;
}

export const reducedMotion = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
