import { announce } from "./announcer.js";
import { connection } from "./connection.js";
import { CountsView } from "./counts-view.js";
import { byId, element } from "./dom.js";
import { recorded, save } from "./download.js";
import { clock, decibels, semitones, span } from "./format.js";
import { holdButton } from "./hold-button.js";
import { onLanguage, t } from "./i18n.js";
import { askForKey } from "./key-dialog.js";
import { LatencyView } from "./latency-view.js";
import { LevelMeter } from "./level-meter.js";
import { microphones, MicrophoneError } from "./microphone.js";
import { lasting } from "./store.js";

/** Milliseconds between two looks at the figures. */
const lookEvery = 250;
/** What is remembered of the controls, by their ids. */
const kept = ["live-pitch", "gate-on", "gate", "mic-echo", "mic-noise", "mic-gain", "reserve-automatic", "reserve", "live-volume"];

/** The part of the page where one speaks and hears oneself converted. */
export class LiveView {
    #session;
    #problem;
    #latency = new LatencyView();
    #counts = new CountsView();
    #meters;
    #timer = null;

    /**
     * @param {import("./live-session.js").LiveSession} session
     * @param {import("./targets.js").Targets} targets
     * @param {(error: object, again?: () => void) => void} problem told what went wrong
     */
    constructor(session, targets, problem) {
        this.#session = session;
        this.#problem = problem;
        this.#meters = { input: new LevelMeter(byId("input-meter")), output: new LevelMeter(byId("output-meter")) };
        this.#restore();
        targets.attach(byId("live-target"), "convert.to");
        targets.addEventListener("change", ({ detail }) => {
            if (detail === byId("live-target")) session.update({ to: detail.value });
            this.#showState();
        });
        this.#listenToControls();
        this.#listenToSession();
        onLanguage(() => {
            this.#showValues();
            this.#showState();
            this.#listMicrophones();
            this.#look();
        });
        navigator.mediaDevices?.addEventListener("devicechange", () => this.#listMicrophones());
    }

    get #settings() {
        return {
            to: byId("live-target").value,
            pitch: Number(byId("live-pitch").value),
            gate: this.#gate,
            bypass: byId("bypass").getAttribute("aria-pressed") === "true",
        };
    }

    get #gate() {
        return byId("gate-on").checked ? Number(byId("gate").value) : null;
    }

    get #wishes() {
        return {
            device: byId("microphone").value,
            echo: byId("mic-echo").checked,
            noise: byId("mic-noise").checked,
            gain: byId("mic-gain").checked,
        };
    }

    #listenToControls() {
        const session = this.#session;
        byId("live-form").addEventListener("submit", (event) => {
            event.preventDefault();
            if (session.running) session.stop();
            else this.start();
        });
        byId("live-pitch").addEventListener("input", () => session.update({ pitch: Number(byId("live-pitch").value) }));
        for (const id of ["gate-on", "gate"]) {
            byId(id).addEventListener("input", () => session.update({ gate: this.#gate }));
        }
        for (const id of ["microphone", "mic-echo", "mic-noise", "mic-gain"]) {
            byId(id).addEventListener("change", () => this.#changeMicrophone());
        }
        byId("live-volume").addEventListener("input", () => this.#applyVolume());
        // Not while it is dragged: each step would be heard.
        for (const id of ["reserve-automatic", "reserve"]) {
            byId(id).addEventListener("change", () => this.#applyReserve());
        }
        for (const id of kept) {
            byId(id).addEventListener("input", () => {
                this.#showValues();
                lasting.write("live", Object.fromEntries(kept.map((each) => [each, valueOf(byId(each))])));
            });
        }
        byId("microphone").addEventListener("change", () => lasting.write("microphone", byId("microphone").value));
        holdButton(byId("bypass"), (on) => {
            session.update({ bypass: on });
            announce(t(on ? "live.bypassed" : "live.converted"));
        });
        byId("live-record").addEventListener("click", () => this.#record());
    }

    #listenToSession() {
        const session = this.#session;
        session.addEventListener("change", () => this.#changed());
        session.addEventListener("level", ({ detail }) =>
            this.#meters[detail.input ? "input" : "output"].show(detail));
        session.addEventListener("problem", ({ detail }) => this.#tell(detail));
        session.addEventListener("gone", () => {
            session.stop();
            this.#tell(new MicrophoneError("mic.gone"));
        });
    }

    async start() {
        this.#problem(null);
        this.#applyVolume();
        this.#applyReserve();
        try {
            await this.#session.start(this.#settings, this.#wishes);
            this.#listMicrophones();
        } catch (error) {
            this.#tell(error);
        }
    }

    #tell(error) {
        if (error instanceof MicrophoneError) {
            const { reason } = error;
            return this.#problem({ message: t(reason), advice: t(`${reason}.advice`) }, () => this.start());
        }
        if (error.type === "unreachable") connection.look();
        if (error.type === "authentication_error") {
            return askForKey({ refused: true }).then((given) => (given ? this.start() : this.#problem(error, () => this.start())));
        }
        this.#problem(error, () => this.start());
    }

    async #changeMicrophone() {
        try {
            await this.#session.change(this.#wishes);
        } catch (error) {
            this.#tell(error);
        }
    }

    #applyVolume() {
        // Loudness is heard on a curve; the square follows it well enough.
        this.#session.audio.volume = Number(byId("live-volume").value) ** 2;
    }

    #applyReserve() {
        this.#session.audio.target = byId("reserve-automatic").checked ? null : Number(byId("reserve").value) / 1_000;
    }

    // Recording what comes out

    #record() {
        const session = this.#session;
        if (session.recording) return this.#saveRecording();
        session.keep(true);
        this.#showState();
        announce(t("live.recording", { time: clock(0) }));
    }

    #saveRecording() {
        const recording = this.#session.keep(false);
        this.#showState();
        if (!recording?.length) return;
        const name = `${t("nav.convert")}-${stamp()}.wav`;
        save(recorded(recording, "wav"), name);
        announce(t("announce.saved", { name }));
    }

    // Showing

    #changed() {
        const { state, recording } = this.#session;
        if (state === "off") {
            this.#meters.input.rest();
            this.#meters.output.rest();
            if (recording) this.#saveRecording();
        }
        const ticking = state !== "off";
        if (ticking && this.#timer === null) this.#timer = setInterval(() => this.#look(), lookEvery);
        if (!ticking) {
            clearInterval(this.#timer);
            this.#timer = null;
        }
        if (state === "waiting") connection.look();
        this.#showState();
    }

    #look() {
        const session = this.#session;
        const { meters, started, recording } = session;
        if (started) {
            this.#latency.show({
                parts: session.latency, measured: session.state === "running" ? session.measured : null,
                compute: meters?.compute_ms, total: meters?.total_ms,
            });
            this.#counts.show(session);
        }
        if (byId("reserve-automatic").checked) this.#showReserve();
        if (recording) byId("live-record-label").textContent = t("live.recording", { time: clock(recording.seconds) });
    }

    #showState() {
        const { state, retryIn, why, started, recording } = this.#session;
        const running = state !== "off";
        const label = byId("live-start-label");
        label.dataset.t = running ? "live.stop" : "live.start";
        label.textContent = t(label.dataset.t);
        byId("live-start").classList.toggle("primary", !running);
        byId("live-start").disabled = state === "stopping" || (!running && byId("live-target").value === "");
        byId("live").classList.toggle("running", state === "running");
        const button = byId("live-record");
        button.disabled = state !== "running" && !recording;
        button.setAttribute("aria-pressed", String(Boolean(recording)));
        if (!recording) byId("live-record-label").textContent = t("live.record");
        const busy = why?.status === 503 || why?.type === "server_busy";
        const words = {
            off: "",
            asking: t("live.asking"),
            connecting: t("live.connecting"),
            running: t("live.running", { voice: started?.voice ?? "" }),
            waiting: t(busy ? "live.busy" : "live.waiting", { time: span(retryIn) }),
            stopping: t("live.stopping"),
        }[state];
        const node = byId("live-state");
        node.className = `live-state ${state}`;
        if (node.textContent !== words) node.textContent = words;
    }

    #showValues() {
        byId("live-pitch-value").textContent = semitones(Number(byId("live-pitch").value));
        byId("live-pitch").setAttribute("aria-valuetext", byId("live-pitch-value").textContent);
        const gated = byId("gate-on").checked;
        byId("gate").disabled = !gated;
        byId("gate-value").textContent = gated ? decibels(Number(byId("gate").value), 0) : t("gate.off");
        byId("gate").setAttribute("aria-valuetext", byId("gate-value").textContent);
        byId("reserve").disabled = byId("reserve-automatic").checked;
        this.#showReserve();
    }

    #showReserve() {
        const automatic = byId("reserve-automatic").checked;
        const seconds = automatic ? this.#session.audio.output.target : Number(byId("reserve").value) / 1_000;
        const text = span(seconds);
        if (automatic) byId("reserve").value = seconds * 1_000;
        if (byId("reserve-value").textContent === text) return;
        byId("reserve-value").textContent = text;
        byId("reserve").setAttribute("aria-valuetext", text);
    }

    async #listMicrophones() {
        const select = byId("microphone");
        const wanted = select.value || lasting.read("microphone") || "";
        const list = await microphones();
        select.replaceChildren(
            element("option", { value: "", text: t("mic.default") }),
            ...list.filter(({ id }) => id !== "default").map(({ id, label }, place) =>
                element("option", { value: id, text: label || t("mic.unnamed", { count: place + 1 }) })),
        );
        select.value = list.some(({ id }) => id === wanted) ? wanted : "";
    }

    #restore() {
        for (const [id, value] of Object.entries(lasting.read("live") ?? {})) {
            if (!kept.includes(id)) continue;
            if (byId(id).type === "checkbox") byId(id).checked = value === true;
            else byId(id).value = value;
        }
    }
}

const valueOf = (input) => (input.type === "checkbox" ? input.checked : Number(input.value));

/** Now, as a part of a file's name. */
function stamp() {
    const now = new Date();
    const pad = (part) => String(part).padStart(2, "0");
    return `${now.getFullYear()}${pad(now.getMonth() + 1)}${pad(now.getDate())}-${pad(now.getHours())}${pad(now.getMinutes())}${pad(now.getSeconds())}`;
}
