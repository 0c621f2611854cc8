/**
 * How far an utterance is, and how long it still takes. The share is of the source's bytes:
 * what one byte costs differs from the next, but over some sentences it evens out.
 * @param {object} facts
 * @param {number} facts.spokenBytes said so far
 * @param {number} facts.totalBytes of the source
 * @param {number} facts.elapsed seconds since the utterance began
 * @param {number} facts.audio seconds of audio that arrived
 * @param {boolean} facts.finished whether all has arrived
 * @returns {{share: number, secondsLeft: number | null, audioSeconds: number | null}}
 *   nil where too little is known to guess
 */
export function estimate({ spokenBytes, totalBytes, elapsed, audio, finished }) {
    if (finished) return { share: 1, secondsLeft: 0, audioSeconds: audio };
    const share = totalBytes > 0 ? Math.min(0.999, spokenBytes / totalBytes) : 0;
    if (share < 0.002 || elapsed <= 0) return { share, secondsLeft: null, audioSeconds: null };
    return {
        share,
        secondsLeft: (elapsed / share) * (1 - share),
        audioSeconds: Math.max(audio, audio / share),
    };
}

/** Units of a text by script, for a guess of how long it takes to say: [letters, ideographs]. */
function scripts(text) {
    let letters = 0;
    let ideographs = 0;
    for (let index = 0; index < text.length; index += 1) {
        const unit = text.charCodeAt(index);
        if (unit >= 0x3040 && unit < 0xd7b0) ideographs += 1;
        else letters += 1;
    }
    return [letters, ideographs];
}

/** Seconds a text takes to say at speed 1, roughly: 15 letters or 6 ideographs, kana and
 * hangul a second. Long texts are judged by their beginning. */
export function roughSeconds(text) {
    const sample = text.length > 50_000 ? text.slice(0, 50_000) : text;
    if (sample.length === 0) return 0;
    const [letters, ideographs] = scripts(sample);
    return ((letters / 15 + ideographs / 6) * text.length) / sample.length;
}
