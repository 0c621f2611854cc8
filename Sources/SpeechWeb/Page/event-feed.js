import { request } from "./api.js";
import { EventParser } from "./sse.js";

/** Milliseconds until the next try after a feed ended, doubled up to the last. */
const firstWait = 1_000;
const longestWait = 15_000;

/**
 * Reads an event stream as long as the page is open. Through fetch, because an `EventSource`
 * can't send a key.
 * @param {string} path
 * @param {(event: {event: string, data: any}) => void} receive
 * @param {(live: boolean) => void} state told when the feed comes and goes
 */
export async function followEvents(path, receive, state) {
    for (let wait = firstWait; ; wait = Math.min(longestWait, wait * 2)) {
        try {
            const response = await request(path, { headers: { Accept: "text/event-stream" } });
            state(true);
            wait = firstWait;
            await read(response.body, receive);
        } catch {
            // Told by `state`; tried again below.
        }
        state(false);
        await new Promise((resolve) => setTimeout(resolve, wait));
    }
}

async function read(body, receive) {
    const parser = new EventParser();
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        for (const { event, data } of parser.feed(value)) {
            try {
                receive({ event, data: JSON.parse(data) });
            } catch {
                // One event that is none doesn't end the feed.
            }
        }
    }
}
