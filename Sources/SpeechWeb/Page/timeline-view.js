import { atNextFrame, byId, element } from "./dom.js";
import { clock, span } from "./format.js";
import { onLanguage, t } from "./i18n.js";

/** CSS pixels of a row, as in speak.css. */
const rowHeight = 52;

/**
 * The chunks that were told of as a list: words, when each was queued, made, heard. Only the rows
 * in sight are in the page, so that thousands cost what ten do.
 */
export class TimelineView {
    #box = byId("rows");
    #list = byId("row-list");
    #rows = new Map();
    #utterance = null;
    #heard = -1;
    #position = 0;
    #jump;
    #followed = -1;
    #touched = -Infinity;

    /** @param {(index: number) => void} jump called with the chunk that was chosen */
    constructor(jump) {
        this.#jump = jump;
        this.#box.addEventListener("scroll", this.draw, { passive: true });
        for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) {
            const note = () => {
                this.#touched = performance.now();
            };
            this.#box.addEventListener(kind, note, { passive: true });
        }
        this.#box.addEventListener("keydown", (event) => this.#key(event));
        new ResizeObserver(this.draw).observe(this.#box);
        onLanguage(() => this.#clear());
    }

    show(utterance) {
        this.#utterance = utterance;
        this.#heard = -1;
        this.#followed = -1;
        this.#clear();
        this.#box.scrollTop = 0;
    }

    /** @param {number} heard the chunk that is heard, −1 for none
     * @param {number} position seconds heard */
    update(heard, position) {
        this.#heard = heard;
        this.#position = position;
        if (heard !== this.#followed && performance.now() - this.#touched > 4_000) {
            this.#followed = heard;
            this.#follow();
        }
        this.draw();
    }

    #clear() {
        this.#rows.clear();
        this.#list.replaceChildren();
        this.draw();
    }

    #follow() {
        if (this.#heard < 0) return;
        const top = Math.max(0, this.#utterance.timeline.place(this.#heard)) * rowHeight;
        const { scrollTop, clientHeight } = this.#box;
        if (this.#box.contains(document.activeElement)) return;
        if (top < scrollTop || top > scrollTop + clientHeight - 2 * rowHeight) {
            this.#box.scrollTop = Math.max(0, top - rowHeight);
        }
    }

    draw = atNextFrame(() => this.#draw());

    #draw() {
        const chunks = this.#utterance?.timeline.told ?? [];
        byId("timeline-empty").hidden = chunks.length > 0;
        this.#box.hidden = chunks.length === 0;
        byId("timeline-count").textContent = chunks.length > 0
            ? t("timeline.count", {
                count: chunks.length,
                spoken: this.#utterance.timeline.spoken,
            })
            : "";
        this.#list.style.setProperty("--rows", chunks.length);
        const first = Math.max(0, Math.floor(this.#box.scrollTop / rowHeight) - 4);
        const last = Math.min(chunks.length, first + Math.ceil(this.#box.clientHeight / rowHeight) + 8);
        for (const [index, row] of this.#rows) {
            if ((index >= first && index < last) || row.node.contains(document.activeElement)) continue;
            row.node.remove();
            this.#rows.delete(index);
        }
        const until = this.#until(chunks);
        for (let index = first; index < last; index += 1) {
            let row = this.#rows.get(index);
            if (!row) {
                row = this.#row(index);
                this.#rows.set(index, row);
                this.#insert(index, row.node);
            }
            this.#fill(row, chunks, index, until);
        }
    }

    /** In order, because that is how a screen reader reads. */
    #insert(index, node) {
        const next = [...this.#list.children].find((other) => Number(other.dataset.index) > index);
        this.#list.insertBefore(node, next ?? null);
    }

    /** Seconds that the lanes stand for. */
    #until(chunks) {
        const last = chunks.findLast(({ spokenAt, speakingAt }) => spokenAt ?? speakingAt);
        const now = this.#utterance?.running ? this.#utterance.elapsed : 0;
        return Math.max(last?.spokenAt ?? last?.speakingAt ?? 0, now, 0.001);
    }

    #row(index) {
        const parts = {
            number: element("span", { class: "number", text: String(index + 1) }),
            words: element("span", { class: "words", dir: "auto" }),
            wait: element("i", { class: "wait" }),
            make: element("i", { class: "make" }),
            made: element("span"),
            place: element("span", { class: "place" }),
            heard: element("span", { class: "heard" }),
        };
        const times = element("span", { class: "times" }, parts.made, parts.place);
        const lane = element("span", { class: "lane" }, parts.wait, parts.make);
        parts.button = element(
            "button",
            { type: "button", on: { click: () => this.#jump(this.#utterance.timeline.told[index].index) } },
            parts.number, parts.words, lane, times, parts.heard,
        );
        parts.node = element(
            "li",
            { class: "row", data: { index }, style: { "--row": index } },
            parts.button,
        );
        return parts;
    }

    #fill(row, chunks, index, until) {
        const chunk = chunks[index];
        const { timeline, recording, running } = this.#utterance;
        const { queuedAt, speakingAt, spokenAt, heardAt, audioStart } = chunk;
        row.node.setAttribute("aria-setsize", chunks.length);
        row.node.setAttribute("aria-posinset", index + 1);
        setText(row.words, chunk.text);
        const now = running ? this.#utterance.elapsed : until;
        bar(row.wait, queuedAt, speakingAt ?? (running ? now : undefined), until);
        bar(row.make, speakingAt, spokenAt ?? (running ? now : undefined), until);
        setText(row.made, spokenAt !== undefined
            ? t("timeline.madeAt", { queued: span(queuedAt ?? 0), made: span(spokenAt) })
            : t(speakingAt !== undefined ? "timeline.speaking" : "timeline.queued"));
        setText(row.place, heardAt !== undefined
            ? t("timeline.heardAt", { time: span(heardAt) })
            : audioStart === undefined ? "" : t("timeline.from", { time: clock(audioStart) }));
        const end = audioStart === undefined
            ? Infinity
            : timeline.audioEnd(chunk.index, recording?.seconds ?? Infinity);
        const share = audioStart === undefined
            ? 0
            : Math.max(0, Math.min(1, (this.#position - audioStart) / Math.max(0.01, end - audioStart)));
        row.heard.style.setProperty("--heard", share.toFixed(3));
        row.node.classList.toggle("now", chunk.index === this.#heard);
        row.node.classList.toggle("done", share >= 1);
        row.button.disabled = audioStart === undefined;
        row.button.title = moments(chunk);
        if (chunk.index === this.#heard) row.button.setAttribute("aria-current", "true");
        else row.button.removeAttribute("aria-current");
    }

    #key(event) {
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        const index = event.target.closest(".row")?.dataset.index;
        if (step === undefined || index === undefined) return;
        event.preventDefault();
        const next = Number(index) + step;
        const top = next * rowHeight;
        const { scrollTop, clientHeight } = this.#box;
        if (top < scrollTop) this.#box.scrollTop = top;
        else if (top + rowHeight > scrollTop + clientHeight) {
            this.#box.scrollTop = top + rowHeight - clientHeight;
        }
        this.#draw();
        this.#rows.get(next)?.button.focus({ preventScroll: true });
    }
}

/** What happened to a chunk, in seconds after the request. */
function moments({ queuedAt, speakingAt, spokenAt, heardAt }) {
    const said = [
        ["queued", queuedAt], ["speaking", speakingAt], ["spoken", spokenAt], ["played", heardAt],
    ];
    return said
        .filter(([, at]) => at !== undefined)
        .map(([state, at]) => `${t(`timeline.${state}`)}: ${span(at)}`)
        .join(" · ");
}

function bar(node, from, to, until) {
    const known = from !== undefined && to !== undefined;
    node.hidden = !known;
    if (!known) return;
    node.style.setProperty("--from", Math.min(0.98, from / until).toFixed(4));
    node.style.setProperty("--to", Math.min(1, to / until).toFixed(4));
}

function setText(node, text) {
    if (node.textContent !== text) node.textContent = text;
}
