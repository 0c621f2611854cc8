/** Reads server-sent events out of text that comes in pieces (WHATWG HTML, 9.2.6). */
export class EventParser {
    #rest = "";
    #event = "";
    #data = [];

    /**
     * @param {string} text the next piece
     * @returns {{event: string, data: string}[]} the events that are complete
     */
    feed(text) {
        const events = [];
        const whole = this.#rest + text;
        // A carriage return at the end may be the first half of one line end.
        const held = whole.endsWith("\r") ? 1 : 0;
        const lines = whole.slice(0, whole.length - held).split(/\r\n|\n|\r/);
        this.#rest = lines.pop() + whole.slice(whole.length - held);
        for (const line of lines) {
            const event = this.#line(line);
            if (event) events.push(event);
        }
        return events;
    }

    #line(line) {
        if (line === "") {
            const event = { event: this.#event || "message", data: this.#data.join("\n") };
            const complete = this.#data.length > 0;
            this.#event = "";
            this.#data = [];
            return complete ? event : null;
        }
        const colon = line.indexOf(":");
        const field = colon < 0 ? line : line.slice(0, colon);
        const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
        if (field === "event") this.#event = value;
        else if (field === "data") this.#data.push(value);
        return null;
    }
}
