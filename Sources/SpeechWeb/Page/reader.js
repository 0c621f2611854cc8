import { element, reducedMotion } from "./dom.js";
import { t } from "./i18n.js";

/** Chunks shown before and after the one that is heard. */
const before = 30;
const after = 60;
/** UTF-16 units shown beyond the last chunk that is known. */
const beyond = 6_000;
/** Milliseconds for which the text isn't moved after the reader has scrolled it. */
const patience = 4_000;

/**
 * The text as it is being said: what is heard is marked, and can be jumped to. Of a long text
 * only the part around it is in the page.
 */
export class Reader {
    #node;
    #utterance = null;
    #from = 0;
    #to = 0;
    #now = -1;
    #touched = -Infinity;
    #spans = new Map();

    /**
     * @param {HTMLElement} node
     * @param {(index: number) => void} jump called with the chunk that was chosen
     */
    constructor(node, jump) {
        this.#node = node;
        for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) {
            const note = () => {
                this.#touched = performance.now();
            };
            node.addEventListener(kind, note, { passive: true });
        }
        node.addEventListener("click", (event) => {
            const index = event.target.closest(".chunk")?.dataset.index;
            if (index !== undefined && getSelection().isCollapsed) jump(Number(index));
        });
    }

    /** Begins with another utterance. */
    show(utterance) {
        this.#utterance = utterance;
        this.#now = -1;
        this.#touched = -Infinity;
        this.#build(0);
        this.#node.scrollTop = 0;
    }

    /** Call when chunks came or the sound moved on.
     * @param {number} now the chunk that is heard, −1 for none */
    update(now) {
        if (!this.#utterance) return;
        const { chunks } = this.#utterance.timeline;
        const place = Math.max(0, now);
        const outside = now >= 0 && (now < this.#from || now >= this.#to);
        // Near the end of what is shown the window moves on, if there is more to show.
        const close = this.#to - place < after / 2 && this.#to < chunks.length;
        const far = place - this.#from > 2 * before;
        if (outside || (close && far)) this.#build(place);
        else this.#extend(Math.min(chunks.length, place + after));
        this.#mark(now);
    }

    #build(around) {
        const { text, timeline } = this.#utterance;
        const { chunks } = timeline;
        this.#from = Math.max(0, around - before);
        this.#to = Math.min(chunks.length, around + after);
        this.#spans.clear();
        this.#node.replaceChildren();
        const begin = this.#from > 0 ? this.#utterance.range(chunks[this.#from])?.[0] ?? 0 : 0;
        if (begin > 0) this.#node.append(element("span", { class: "elsewhere", text: t("reader.before") }));
        this.#end = begin;
        this.#rest = document.createTextNode("");
        this.#node.append(this.#rest);
        this.#more = element("span", { class: "elsewhere", text: t("reader.after") });
        this.#node.append(this.#more);
        this.#append(this.#from, this.#to);
        this.#rest.data = text.slice(this.#end, this.#end + beyond);
        this.#more.hidden = this.#end + beyond >= text.length;
        this.#now = -1;
    }

    #end = 0;
    #rest = null;
    #more = null;

    /** New chunks after those that are shown. */
    #extend(to) {
        if (to <= this.#to) return;
        const { text } = this.#utterance;
        this.#append(this.#to, to);
        this.#to = to;
        this.#rest.data = text.slice(this.#end, this.#end + beyond);
        this.#more.hidden = this.#end + beyond >= text.length;
    }

    #append(from, to) {
        const { text, timeline } = this.#utterance;
        for (let index = from; index < to; index += 1) {
            const range = this.#utterance.range(timeline.chunks[index]);
            // Chunks of markup may stand before what was shown already: then only their order
            // in the text counts.
            if (!range || range[0] < this.#end || range[1] <= range[0]) continue;
            if (range[0] > this.#end) this.#rest.before(text.slice(this.#end, range[0]));
            const span = element("span", {
                class: "chunk",
                text: text.slice(...range),
                data: { index },
            });
            this.#spans.set(index, span);
            this.#rest.before(span);
            this.#end = range[1];
        }
    }

    #mark(now) {
        const { chunks } = this.#utterance.timeline;
        for (const [index, span] of this.#spans) {
            span.classList.toggle("ready", chunks[index].audioStart !== undefined);
            span.classList.toggle("heard", index < now);
            span.classList.toggle("now", index === now);
            if (index === now) span.setAttribute("aria-current", "true");
            else span.removeAttribute("aria-current");
        }
        if (now === this.#now) return;
        this.#now = now;
        const span = this.#spans.get(now);
        if (span && performance.now() - this.#touched > patience) this.#follow(span);
    }

    /** Keeps what is heard in the upper half, without moving the page itself. */
    #follow(span) {
        const node = this.#node;
        const top = span.offsetTop;
        const comfortable = top > node.scrollTop + 12 &&
            top + span.offsetHeight < node.scrollTop + node.clientHeight * 0.7;
        if (comfortable) return;
        node.scrollTo({
            top: Math.max(0, top - node.clientHeight * 0.28),
            behavior: reducedMotion() ? "instant" : "smooth",
        });
    }
}
