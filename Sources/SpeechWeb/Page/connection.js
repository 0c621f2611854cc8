/** Milliseconds between two looks while the server is there and while it isn't. */
const whenUp = 20_000;
const whenDown = 3_000;

/**
 * Whether the server answers. Event `change`; `up` is null until the first answer. A hidden
 * page asks nothing.
 */
class Connection extends EventTarget {
    up = null;
    #timer = null;
    #since = 0;

    watch() {
        document.addEventListener("visibilitychange", () => this.look());
        addEventListener("online", () => this.look());
        addEventListener("offline", () => this.#set(false));
        this.look();
    }

    /** Asks now. */
    async look() {
        clearTimeout(this.#timer);
        if (document.hidden) return;
        this.#since += 1;
        const turn = this.#since;
        let up = false;
        try {
            const signal = AbortSignal.timeout(8_000);
            up = (await fetch("/health", { cache: "no-store", signal })).ok;
        } catch {
            // It isn't there.
        }
        if (turn !== this.#since) return;
        this.#set(up);
        this.#timer = setTimeout(() => this.look(), up ? whenUp : whenDown);
    }

    #set(up) {
        if (up === this.up) return;
        this.up = up;
        this.dispatchEvent(new Event("change"));
    }
}

export const connection = new Connection();
