import { lasting } from "./store.js";

/** `system`, `light`, `dark`: what the user chose. */
export const chosenTheme = () => lasting.read("theme") ?? "system";

/** Shows a theme and remembers it. */
export function chooseTheme(theme) {
    if (theme === "system") {
        lasting.remove("theme");
        delete document.documentElement.dataset.theme;
    } else {
        lasting.write("theme", theme);
        document.documentElement.dataset.theme = theme;
    }
    listeners.forEach((listener) => listener());
}

const listeners = new Set();

/** Calls back when the colours change: drawings have to be made anew. */
export function onThemeChange(listener) {
    listeners.add(listener);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", listener);
}
