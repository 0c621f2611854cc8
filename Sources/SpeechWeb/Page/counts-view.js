import { byId, element } from "./dom.js";
import { count } from "./format.js";
import { onLanguage, t } from "./i18n.js";

const names = ["underruns", "late", "concealed", "corrected", "unsent", "reconnections"];

/** What went wrong in a live conversion, counted. */
export class CountsView {
    #parts = new Map();
    #last = null;

    constructor() {
        onLanguage(() => {
            byId("counts").replaceChildren(...names.map((name) => this.#part(name)));
            if (this.#last) this.show(this.#last);
        });
    }

    #part(name) {
        const value = element("dd", { id: `count-${name}`, text: "–" });
        const node = element(
            "div",
            { title: t(`count.${name}.hint`) },
            element("dt", { text: t(`count.${name}`) }),
            value,
        );
        this.#parts.set(name, { node, value });
        return node;
    }

    /** @param {import("./live-session.js").LiveSession} session */
    show(session) {
        this.#last = session;
        const { meters, audio: { output }, unsent, reconnections } = session;
        const { dropped, inserted } = output;
        const values = {
            underruns: count(output.underruns),
            late: count(meters?.late_frames),
            concealed: count(meters?.concealed_frames),
            corrected: `−${count(dropped)} +${count(inserted)}`,
            unsent: count(unsent),
            reconnections: count(reconnections),
        };
        const bad = { late: meters?.late_frames, concealed: meters?.concealed_frames, underruns: output.underruns, unsent, reconnections };
        for (const [name, { node, value }] of this.#parts) {
            if (value.textContent !== values[name]) value.textContent = values[name];
            node.classList.toggle("bad", bad[name] > 0);
        }
    }
}
