/** Milliseconds of a message of the page, and of a frame where the server doesn't tell. */
const message = 20;

/** The parts, in the order in which they are shown. */
export const latencyNames = [
    "algorithmic", "resampling", "compute", "waiting", "capture", "playback", "network", "devices",
];

/**
 * What a live conversion's delay is made of, in milliseconds; null where it isn't known.
 * @param {object} facts
 * @param {object | null} facts.started the server's `started`
 * @param {object | null} facts.meters the server's last `meters`
 * @param {number} facts.unsent seconds that wait in the browser to be sent
 * @param {number} facts.buffered seconds that wait to be heard
 * @param {number | null} facts.roundTrip milliseconds
 * @param {number | null} facts.microphone seconds
 * @param {number | null} facts.loudspeaker seconds
 * @returns {{name: string, value: number | null}[]}
 */
export function latencyParts({ started, meters, unsent, buffered, roundTrip, microphone, loudspeaker }) {
    const frame = started?.frame_ms ?? message;
    const waiting = meters?.waiting_frames;
    const values = {
        algorithmic: known(started?.algorithmic_ms),
        resampling: known(started?.resampling_ms),
        compute: known(meters?.compute_ms?.p95),
        waiting: Number.isFinite(waiting) ? waiting * frame : null,
        capture: message + unsent * 1_000,
        playback: buffered * 1_000,
        network: known(roundTrip),
        devices: devices(microphone, loudspeaker),
    };
    return latencyNames.map((name) => ({ name, value: values[name] }));
}

export const latencySum = (parts) => parts.reduce((sum, { value }) => sum + (value ?? 0), 0);

/**
 * The delay that was measured, in milliseconds, without the devices: what has gone into the stream
 * of samples and not come out of it, on the one clock of microphone and loudspeaker. What comes out
 * is silent for as long as the converter looks ahead, which has to be added.
 * @param {object} facts
 * @param {number} facts.rate samples a second
 * @param {{count: number, at: number}} facts.captured samples that were sent, and when the last
 *   of them was heard by the microphone
 * @param {{consumed: number, at: number}} facts.output samples that were played, and when
 * @param {object | null} facts.started
 */
export function measuredLatency({ rate, captured, output, started }) {
    if (!started || !captured || !Number.isFinite(output?.at) || output.consumed === 0) return null;
    const inside = captured.count + (output.at - captured.at) - output.consumed;
    const ahead = (started.algorithmic_ms ?? 0) - (started.frame_ms ?? message);
    return (inside / rate) * 1_000 + Math.max(0, ahead);
}

const known = (value) => (Number.isFinite(value) ? value : null);

function devices(microphone, loudspeaker) {
    if (!Number.isFinite(microphone) && !Number.isFinite(loudspeaker)) return null;
    return ((microphone ?? 0) + (loudspeaker ?? 0)) * 1_000;
}
