const prefix = "syrinx.";

/**
 * What the browser keeps, as JSON. A browser that keeps nothing (private windows, storage full
 * or forbidden) is no error: then it is forgotten at the end of the visit.
 */
class Store {
    #area;
    #fallback = new Map();

    /** @param {() => Storage} area asked for anew each time: reading it may throw */
    constructor(area) {
        this.#area = area;
    }

    /** What was kept under a name, or `otherwise`. */
    read(name, otherwise = null) {
        try {
            const text = this.#area().getItem(prefix + name) ?? this.#fallback.get(name);
            return text === null || text === undefined ? otherwise : JSON.parse(text);
        } catch {
            const text = this.#fallback.get(name);
            return text === undefined ? otherwise : JSON.parse(text);
        }
    }

    write(name, value) {
        const text = JSON.stringify(value);
        this.#fallback.set(name, text);
        try {
            this.#area().setItem(prefix + name, text);
        } catch {
            // Kept for this visit only.
        }
    }

    remove(name) {
        this.#fallback.delete(name);
        try {
            this.#area().removeItem(prefix + name);
        } catch {
            // Nothing was kept.
        }
    }
}

/** Kept until it is removed. */
export const lasting = new Store(() => localStorage);
/** Kept as long as the tab. */
export const passing = new Store(() => sessionStorage);
