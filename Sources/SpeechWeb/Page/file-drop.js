import { byId } from "./dom.js";

/**
 * A place that takes a file: chosen with a button, or dropped.
 * @param {{place: string, button: string, input: string}} ids
 * @param {(file: File) => void} take
 */
export function fileDrop({ place, button, input }, take) {
    const node = byId(place);
    const chooser = byId(input);
    byId(button).addEventListener("click", () => chooser.click());
    chooser.addEventListener("change", () => {
        const [file] = chooser.files;
        // So that the same file, changed meanwhile, can be chosen once more.
        chooser.value = "";
        if (file) take(file);
    });
    let inside = 0;
    const show = (change) => {
        inside = Math.max(0, inside + change);
        node.classList.toggle("dropping", inside > 0);
    };
    const hasFile = (event) => event.dataTransfer?.types.includes("Files");
    node.addEventListener("dragenter", (event) => hasFile(event) && show(1));
    node.addEventListener("dragleave", (event) => hasFile(event) && show(-1));
    node.addEventListener("dragover", (event) => {
        if (hasFile(event)) event.preventDefault();
    });
    node.addEventListener("drop", (event) => {
        if (!hasFile(event)) return;
        event.preventDefault();
        show(-inside);
        const [file] = event.dataTransfer.files;
        if (file) take(file);
    });
}
