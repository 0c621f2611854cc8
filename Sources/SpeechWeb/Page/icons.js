import { svg } from "./dom.js";

/** The icons, drawn on 20 by 20: lines and filled shapes. They are part of the code, because a
 * page whose server is gone must still be able to show a warning. */
const shapes = {
    play: {
        fill: "M6.2 3.6v12.8a.8.8 0 0 0 1.22.68l10.2-6.4a.8.8 0 0 0 0-1.36L7.42 2.92a.8.8 0 0 0-1.22.68z",
    },
    pause: { fill: "M5 3.5h3.4v13H5zM11.6 3.5H15v13h-3.4z" },
    stop: { fill: "M4.5 4.5h11v11h-11z" },
    again: { line: "M4 10a6 6 0 1 0 2-4.5 M3.6 3.4v3.4H7" },
    download: { line: "M10 3v9.5M6 9l4 4 4-4M4 16.6h12" },
    open: {
        line: "M11.5 2.8H5.6A1.1 1.1 0 0 0 4.5 3.9v12.2a1.1 1.1 0 0 0 1.1 1.1h8.8a1.1 1.1 0 0 0 1.1-1.1V6.8z M11.5 2.8v4h4",
    },
    search: { line: "M3.6 8.8a5.2 5.2 0 1 0 10.4 0a5.2 5.2 0 1 0 -10.4 0zM12.8 12.8l4 4" },
    close: { line: "m5 5 10 10M15 5 5 15" },
    chevron: { line: "m5.5 7.8 4.5 4.6 4.5-4.6" },
    light: {
        line: "M6.6 10a3.4 3.4 0 1 0 6.8 0a3.4 3.4 0 1 0 -6.8 0z M10 2.4v1.8M10 15.8v1.8M2.4 10h1.8M15.8 10h1.8M4.6 4.6l1.3 1.3M14.1 14.1l1.3 1.3M15.4 4.6l-1.3 1.3M5.9 14.1l-1.3 1.3",
    },
    dark: { line: "M16.6 12.1A7 7 0 0 1 7.9 3.4a7 7 0 1 0 8.7 8.7z" },
    system: {
        line: "M3.4 10a6.6 6.6 0 1 0 13.2 0a6.6 6.6 0 1 0 -13.2 0z",
        fill: "M10 3.4a6.6 6.6 0 0 1 0 13.2z",
    },
    check: { line: "m4.5 10.6 3.6 3.6 7.4-8" },
    warning: { line: "M10 3.2 18 16.6H2z M10 8.4v3.6M10 14.3v.1" },
    speaker: {
        line: "M13.2 7.2a4 4 0 0 1 0 5.6M15.4 4.9a7.2 7.2 0 0 1 0 10.2",
        fill: "M3.4 7.6v4.8h2.8l4 3.2V4.4l-4 3.2z",
    },
    microphone: {
        line: "M5 9.4v.6a5 5 0 0 0 10 0v-.6M10 15v2.4M7.4 17.4h5.2",
        fill: "M10 2.6a2.7 2.7 0 0 0-2.7 2.7v4.6a2.7 2.7 0 0 0 5.4 0V5.3A2.7 2.7 0 0 0 10 2.6z",
    },
    record: { fill: "M4.6 10a5.4 5.4 0 1 0 10.8 0a5.4 5.4 0 1 0 -10.8 0z" },
    bypass: { line: "M3 10h3.4M13.6 10H17M6.4 10c1.8-5 5.4-5 7.2 0" },
    edit: { line: "m12.6 4 3.4 3.4-8.8 8.8-4 .6.6-4z" },
    remove: { line: "M3.8 5.4h12.4M8 5.2V3.4h4v1.8M5.4 5.4l.7 11.2h7.8l.7-11.2" },
    add: { line: "M10 4v12M4 10h12" },
    language: {
        line: "M3 10a7 7 0 1 0 14 0a7 7 0 1 0 -14 0z M3 10h14M10 3c2.6 2 2.6 12 0 14M10 3c-2.6 2-2.6 12 0 14",
    },
    quote: { line: "M3.6 4.2h12.8v8.6H9.6l-3.4 3.4v-3.4H3.6z M6.8 7.4h6.4M6.8 9.8h4.2" },
};

/** An icon; decoration to a screen reader. */
export function icon(name, className = "") {
    const node = svg("svg", { class: `icon ${className}`.trim(), "aria-hidden": "true" });
    drawIcon(node, name);
    return node;
}

/** Draws the icons of the page's own markup: `<svg data-icon="play">`. */
export function drawIcons(root = document) {
    for (const node of root.querySelectorAll("svg[data-icon]")) drawIcon(node, node.dataset.icon);
}

function drawIcon(node, name) {
    const { line, fill } = shapes[name];
    node.setAttribute("viewBox", "0 0 20 20");
    if (line) node.append(svg("path", { class: "icon-line", d: line }));
    if (fill) node.append(svg("path", { class: "icon-fill", d: fill }));
}
