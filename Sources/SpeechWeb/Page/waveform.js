import { atNextFrame, color, element } from "./dom.js";
import { clock } from "./format.js";
import { t } from "./i18n.js";
import { onThemeChange } from "./theme.js";

/** CSS pixels of a bar and from one bar to the next: pipes side by side. */
const barWidth = 3;
const barStep = 5;

/**
 * The outline of the sound, growing while it is made, and the place where one listens. Is a
 * slider for hand, keyboard and screen reader.
 */
export class Waveform {
    #node;
    #canvas;
    #tip;
    #colors = null;
    #utterance = null;
    #position = 0;
    #marked = true;
    #seek;
    #words;
    #dragging = false;

    /**
     * @param {HTMLElement} node with a canvas in it
     * @param {object} actions
     * @param {(seconds: number) => void} actions.seek
     * @param {(seconds: number) => string} actions.words what is said at a time
     */
    constructor(node, { seek, words }) {
        this.#node = node;
        this.#canvas = node.querySelector("canvas");
        this.#tip = node.querySelector(".wave-tip") ?? element("p");
        this.#seek = seek;
        this.#words = words;
        new ResizeObserver(this.draw).observe(node);
        onThemeChange(() => {
            this.#colors = null;
            this.draw();
        });
        this.#listen();
        this.draw();
    }

    show(utterance) {
        this.#utterance = utterance;
        this.#position = 0;
        this.update(0);
    }

    /** @param {number} position seconds heard
     * @param {boolean} [marked] whether the place is marked: not where nobody listens */
    update(position, marked = true) {
        this.#position = position;
        this.#marked = marked;
        const { seconds } = this;
        const slider = {
            "aria-valuemax": Math.round(seconds),
            "aria-valuenow": Math.round(Math.min(position, seconds)),
            "aria-valuetext": t("deck.position", { now: clock(position), all: clock(seconds) }),
            "aria-disabled": String(seconds === 0),
        };
        for (const [name, value] of Object.entries(slider)) this.#node.setAttribute(name, value);
        this.draw();
    }

    /** Seconds that have arrived. */
    get seconds() {
        return this.#utterance?.recording?.seconds ?? 0;
    }

    /** Seconds that the whole width stands for: what is there, and what is expected. */
    get #width() {
        const utterance = this.#utterance;
        if (!utterance) return 0;
        const expected = utterance.running ? utterance.estimate.audioSeconds ?? 0 : 0;
        return Math.max(this.seconds, expected, utterance.running ? 4 : 0.1);
    }

    draw = atNextFrame(() => this.#paint());

    #paint() {
        const canvas = this.#canvas;
        const { clientWidth: width, clientHeight: height } = this.#node;
        if (width === 0) return;
        const scale = devicePixelRatio || 1;
        if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
            canvas.width = Math.round(width * scale);
            canvas.height = Math.round(height * scale);
        }
        this.#colors ??= {
            heard: color("wave-heard"),
            ready: color("wave-ready"),
            coming: color("wave-coming"),
            voice: color("voice"),
            line: color("line-strong"),
        };
        const context = canvas.getContext("2d");
        context.setTransform(scale, 0, 0, scale, 0, 0);
        context.clearRect(0, 0, width, height);
        this.#paintBars(context, width, height);
        if (this.seconds > 0 && this.#marked) this.#paintPlace(context, width, height);
    }

    #paintBars(context, width, height) {
        const { peaks, recording } = this.#utterance ?? {};
        const seconds = this.#width;
        const rate = recording?.rate ?? 1;
        const arrived = recording?.length ?? 0;
        const middle = height / 2;
        const bars = Math.floor(width / barStep);
        for (let bar = 0; bar < bars; bar += 1) {
            const start = (bar / bars) * seconds * rate;
            const end = ((bar + 1) / bars) * seconds * rate;
            const there = seconds > 0 && start < arrived;
            // Speech is mostly soft: the square root shows it, and leaves room for the loud.
            const loudness = there ? Math.sqrt(peaks.between(start, end)) : 0;
            const size = there ? Math.max(3, loudness * (height - 26)) : 3;
            context.fillStyle = !there
                ? this.#colors.coming
                : end / rate <= this.#position ? this.#colors.heard : this.#colors.ready;
            context.beginPath();
            context.roundRect(bar * barStep + 1, middle - size / 2, barWidth, size, barWidth / 2);
            context.fill();
        }
        this.#paintChunks(context, width, height, seconds);
    }

    /** A tick where a chunk begins, as long as there is room for them. */
    #paintChunks(context, width, height, seconds) {
        const beginnings = this.#utterance?.timeline.beginnings ?? [];
        if (beginnings.length > width / 12) return;
        context.fillStyle = this.#colors.line;
        for (const start of beginnings) {
            const x = Math.round((start / seconds) * width);
            context.fillRect(x, height - 6, 1.5, 5);
        }
    }

    #paintPlace(context, width, height) {
        const x = Math.min(width - 5, Math.max(5, (this.#position / this.#width) * width));
        context.fillStyle = this.#colors.voice;
        context.beginPath();
        context.roundRect(x - 1, 2, 2, height - 4, 1);
        context.fill();
        context.beginPath();
        context.arc(x, 5, 4.5, 0, 2 * Math.PI);
        context.fill();
    }

    #listen() {
        const node = this.#node;
        const secondsAt = (event) => {
            const box = node.getBoundingClientRect();
            const share = Math.max(0, Math.min(1, (event.clientX - box.left) / box.width));
            return share * this.#width;
        };
        const seekTo = (event) => this.#seek(Math.min(secondsAt(event), this.seconds));
        node.addEventListener("pointerdown", (event) => {
            if (event.button !== 0 || this.seconds === 0) return;
            this.#dragging = true;
            node.setPointerCapture(event.pointerId);
            seekTo(event);
        });
        node.addEventListener("pointermove", (event) => {
            this.#showTip(event, secondsAt(event));
            if (this.#dragging) seekTo(event);
        });
        for (const kind of ["pointerup", "pointercancel"]) {
            node.addEventListener(kind, () => {
                this.#dragging = false;
            });
        }
        node.addEventListener("pointerleave", () => {
            this.#tip.hidden = true;
        });
        node.addEventListener("keydown", (event) => this.#key(event));
    }

    #showTip(event, seconds) {
        const there = this.seconds > 0 && seconds <= this.seconds;
        this.#tip.hidden = !there;
        if (!there) return;
        const words = this.#words(seconds);
        this.#tip.textContent = words ? `${clock(seconds)}  ${words}` : clock(seconds);
        const box = this.#node.getBoundingClientRect();
        const x = Math.max(0, Math.min(event.clientX - box.left + 10, box.width - this.#tip.offsetWidth));
        this.#tip.style.setProperty("--tip-x", `${x}px`);
    }

    #key(event) {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const to = {
            ArrowLeft: this.#position - 2,
            ArrowDown: this.#position - 2,
            ArrowRight: this.#position + 2,
            ArrowUp: this.#position + 2,
            PageDown: this.#position - 10,
            PageUp: this.#position + 10,
            Home: 0,
            End: this.seconds,
        }[event.key];
        if (to === undefined || this.seconds === 0) return;
        event.preventDefault();
        this.#seek(Math.max(0, Math.min(to, this.seconds)));
    }
}
