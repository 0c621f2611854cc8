/** Seconds of sound that the audio thread is kept ahead of what is heard, and those beyond the
 * pre-buffer where that is long: one that is never full never sounds. */
const ahead = 4;
const beyondPreBuffer = 1;
/** Samples handed over at a time. */
const portion = 4096;

/**
 * Plays a recording while it grows. The sound itself stays with the recording; the audio
 * thread only has the next seconds, so that a seek throws nothing away.
 *
 * Events: `change` (the state), `position` (what is heard moved on).
 */
export class Player extends EventTarget {
    #context = null;
    #node = null;
    #gain = null;
    #recording = null;
    #epoch = 0;
    #ahead = ahead;
    #start = 0;
    #fed = 0;
    #buffered = 0;
    #complete = false;
    #endSent = false;
    #playedHere = 0;
    #ready = null;
    #opened = false;
    #wanted = "stopped";
    #volume = 1;

    /** `stopped`, `filling` (waits for sound), `playing`, `paused`, `drained` (said all). */
    state = "stopped";
    /** How often sound ran out in the present utterance. */
    underruns = 0;
    /** Samples that became sound since the page was opened: what a test counts. */
    samplesPlayed = 0;
    /** The loudest sample (0…1) of the last report. */
    peak = 0;
    /** `performance.now()` when the first sample of the present recording was heard. */
    heardAt = null;

    /** Gets the output ready. Browsers allow sound only after the user has done something, so
     * call it from there. @param {number} rate samples a second */
    async prepare(rate) {
        if (this.#context?.state === "closed") this.#close();
        if (this.#context?.rateWanted === rate) {
            this.#context.resume();
            return this.#ready;
        }
        this.#close();
        const context = newContext(rate);
        context.rateWanted = rate;
        this.#context = context;
        this.#ready = this.#connect(context);
        return this.#ready;
    }

    async #connect(context) {
        try {
            // Only secure contexts have it.
            if (!context.audioWorklet) throw new DOMException("no audio worklet", "NotSupportedError");
            context.resume();
            await context.audioWorklet.addModule("/app/player-worklet.js");
            if (this.#context !== context) return;
            this.#node = new AudioWorkletNode(context, "syrinx-player", {
                numberOfInputs: 0,
                outputChannelCount: [1],
            });
            this.#node.port.onmessage = ({ data }) => this.#report(data);
            this.#gain = new GainNode(context, { gain: this.#volume });
            this.#node.connect(this.#gain).connect(context.destination);
        } catch (error) {
            // One that was replaced meanwhile is nobody's failure.
            if (this.#context !== context) return;
            // The next try begins anew.
            this.#close();
            throw error;
        }
    }

    /**
     * Begins a recording.
     * @param {Recording} recording
     * @param {object} options
     * @param {number} options.preBuffer seconds to collect before sound begins
     * @param {number} [options.from] seconds at which to begin
     * @param {boolean} [options.complete] whether all of it is there
     * @throws where the browser gives no sound; the player is stopped then
     */
    async play(recording, { preBuffer, from = 0, complete = false }) {
        this.#recording = recording;
        this.#opened = false;
        this.#complete = complete;
        this.#endSent = false;
        this.#wanted = "playing";
        this.underruns = 0;
        this.heardAt = null;
        this.#start = Math.round(from * recording.rate);
        this.#fed = this.#start;
        this.#playedHere = 0;
        this.#setState("filling");
        try {
            await this.prepare(recording.rate);
        } catch (error) {
            if (this.#recording === recording) this.stop();
            throw error;
        }
        if (this.#recording !== recording) return;
        this.#epoch += 1;
        this.#buffered = 0;
        this.#opened = true;
        this.#ahead = Math.max(ahead, preBuffer + beyondPreBuffer);
        this.#post({
            type: "open",
            rate: recording.rate,
            preBuffer,
            // The last portion may go beyond.
            capacity: this.#ahead + portion / recording.rate,
            epoch: this.#epoch,
        });
        if (this.#wanted === "paused") this.#post({ type: "pause" });
        this.#pump();
    }

    /** Call when the recording has grown. */
    more() {
        this.#pump();
    }

    /** Call when nothing will be added to the recording. */
    complete() {
        this.#complete = true;
        this.#pump();
    }

    pause() {
        if (this.state !== "playing" && this.state !== "filling") return;
        this.#wanted = "paused";
        this.#post({ type: "pause" });
        this.#setState("paused");
    }

    resume() {
        if (this.state === "drained") return this.seek(0);
        this.#wanted = "playing";
        this.#context?.resume();
        this.#post({ type: "resume" });
    }

    /** Silent at once. */
    stop() {
        this.#wanted = "stopped";
        this.#epoch += 1;
        this.#recording = null;
        this.#post({ type: "restart", epoch: this.#epoch });
        this.#setState("stopped");
    }

    /** Goes on at another place of what has arrived; a paused one stays paused. */
    seek(seconds) {
        const recording = this.#recording;
        if (!recording) return;
        const latest = Math.max(0, recording.length - (this.#complete ? 1 : 0));
        this.#start = Math.max(0, Math.min(Math.round(seconds * recording.rate), latest));
        this.#fed = this.#start;
        this.#playedHere = 0;
        this.#buffered = 0;
        this.#endSent = false;
        this.#epoch += 1;
        this.#post({ type: "restart", epoch: this.#epoch });
        if (this.#wanted === "paused" || this.state === "paused") this.#post({ type: "pause" });
        else this.#wanted = "playing";
        this.#pump();
        this.dispatchEvent(new Event("position"));
    }

    /** Seconds of the recording that have been heard, from its beginning. */
    get position() {
        const recording = this.#recording;
        return recording ? (this.#start + this.#playedHere) / recording.rate : 0;
    }

    /** Seconds of sound that are ready to be heard. */
    get buffered() {
        const recording = this.#recording;
        return recording ? Math.max(0, recording.seconds - this.position) : 0;
    }

    get recording() {
        return this.#recording;
    }

    /** 0…1. */
    set volume(value) {
        this.#volume = value;
        if (this.#gain) this.#gain.gain.setTargetAtTime(value, this.#context.currentTime, 0.01);
    }

    #post(message, transfer = []) {
        this.#node?.port.postMessage(message, transfer);
    }

    #pump() {
        const recording = this.#recording;
        if (!recording || !this.#opened) return;
        const most = this.#ahead * recording.rate;
        while (this.#buffered < most && this.#fed < recording.length) {
            const samples = recording.slice(this.#fed, portion);
            this.#fed += samples.length;
            this.#buffered += samples.length;
            this.#post({ type: "audio", epoch: this.#epoch, samples }, [samples.buffer]);
        }
        if (this.#complete && !this.#endSent && this.#fed >= recording.length) {
            this.#endSent = true;
            this.#post({ type: "end", epoch: this.#epoch });
        }
    }

    #report({ epoch, state, played, total, underruns, peak }) {
        this.samplesPlayed = total;
        this.peak = peak;
        if (epoch !== this.#epoch || !this.#recording) return;
        this.underruns = underruns;
        if (played > 0 && this.heardAt === null) this.heardAt = performance.now();
        const moved = played !== this.#playedHere;
        this.#playedHere = played;
        this.#buffered = this.#fed - this.#start - played;
        this.#setState(state);
        if (moved) this.dispatchEvent(new Event("position"));
        this.#pump();
    }

    #setState(state) {
        if (state === this.state) return;
        this.state = state;
        this.dispatchEvent(new Event("change"));
    }

    #close() {
        const context = this.#context;
        this.#node?.port.postMessage({ type: "restart", epoch: (this.#epoch += 1) });
        this.#context = null;
        this.#ready = null;
        this.#node = null;
        this.#gain = null;
        if (context && context.state !== "closed") context.close();
    }
}

/** An output at the voice's own rate, which the browser converts to the device's; where it
 * can't, one at the device's rate, and the audio thread converts. */
function newContext(rate) {
    try {
        return new AudioContext({ sampleRate: rate, latencyHint: "interactive" });
    } catch {
        return new AudioContext({ latencyHint: "interactive" });
    }
}
