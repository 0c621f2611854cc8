import { announce } from "./announcer.js";
import { ConvertedFile, conversion, uploaded } from "./converted-file.js";
import { atNextFrame, byId, element } from "./dom.js";
import { fetchFile, fileName, recorded, save } from "./download.js";
import { fileDrop } from "./file-drop.js";
import { bytes, clock, semitones } from "./format.js";
import { onLanguage, t } from "./i18n.js";
import { Player } from "./player.js";
import { noSound } from "./problem.js";
import { Waveform } from "./waveform.js";

/** The part of the page where recordings are converted. */
export class FilesView {
    player = new Player();
    #problem;
    #file = null;
    #converted = null;
    #wave;
    #began = false;

    /**
     * @param {import("./targets.js").Targets} targets
     * @param {(error: object | null, again?: () => void) => void} problem
     */
    constructor(targets, problem) {
        this.#problem = problem;
        targets.attach(byId("file-target"), "convert.file.to");
        targets.addEventListener("change", this.update);
        fileDrop({ place: "file-drop", button: "file-choose", input: "file-input" }, (file) => this.#take(file));
        this.#wave = new Waveform(byId("file-wave"), {
            seek: (seconds) => this.#seek(seconds),
            words: () => "",
        });
        byId("file-form").addEventListener("submit", (event) => {
            event.preventDefault();
            this.#convert();
        });
        byId("file-cancel").addEventListener("click", () => this.#converted?.cancel());
        byId("file-play").addEventListener("click", () => this.#toggle());
        byId("file-download").addEventListener("click", () => this.#download());
        byId("file-pitch").addEventListener("input", this.update);
        for (const name of ["change", "position"]) this.player.addEventListener(name, this.update);
        onLanguage(this.update);
    }

    /** @param {string[]} formats that the server writes */
    offer(formats) {
        const select = byId("file-format");
        const before = select.value;
        select.replaceChildren(...formats.map((name) =>
            element("option", { value: name, text: name.toUpperCase() })));
        select.value = formats.includes(before) ? before : formats.includes("wav") ? "wav" : formats[0];
    }

    #take(file) {
        this.#file = file;
        announce(t("files.chosen", { name: file.name, size: bytes(file.size) }));
        this.update();
    }

    async #convert() {
        if (!this.#file) return byId("file-choose").focus();
        this.#problem(null);
        this.#converted?.cancel();
        this.player.stop();
        const converted = new ConvertedFile(this.#file, {
            to: byId("file-target").value,
            pitch: Number(byId("file-pitch").value),
        });
        this.#converted = converted;
        this.#began = false;
        converted.addEventListener("audio", () => this.#more(converted));
        this.#wave.show(converted);
        this.update();
        await converted.run();
        if (this.#converted !== converted) return;
        this.player.complete();
        if (converted.error) this.#problem(converted.error, () => this.#convert());
        else if (!converted.cancelled) announce(t("files.done", { time: clock(converted.seconds) }));
        this.update();
    }

    #more(converted) {
        if (this.#converted !== converted) return;
        if (this.#began) this.player.more();
        this.update();
    }

    #play(from = 0) {
        const { recording, running } = this.#converted ?? {};
        if (!recording?.length) return;
        this.#began = true;
        this.player.play(recording, { preBuffer: running ? 0.5 : 0, from, complete: !running })
            .catch(() => this.#problem(noSound()));
    }

    #toggle() {
        const { state } = this.player;
        if (state === "playing" || state === "filling") this.player.pause();
        else if (state === "paused") this.player.resume();
        else this.#play();
    }

    #seek(seconds) {
        if (["playing", "filling", "paused"].includes(this.player.state)) this.player.seek(seconds);
        else this.#play(seconds);
    }

    async #download() {
        const { file, settings, recording, running } = this.#converted;
        const format = byId("file-format").value;
        const name = fileName("", `${file.name.replace(/\.[^.]*$/, "")}-${settings.to}.x`, format);
        if (format === "wav" && !running) {
            save(recorded(recording, "wav"), name);
            return announce(t("announce.saved", { name }));
        }
        const button = byId("file-download");
        button.disabled = true;
        try {
            save(await fetchFile(conversion(settings, format), uploaded(file)), name);
            announce(t("announce.saved", { name }));
        } catch (error) {
            this.#problem(error);
        }
        button.disabled = false;
    }

    update = atNextFrame(() => this.#update());

    #update() {
        const file = this.#file;
        byId("file-name").textContent = file
            ? t("files.chosen", { name: file.name, size: bytes(file.size) }) : t("files.drop");
        byId("file-pitch-value").textContent = semitones(Number(byId("file-pitch").value));
        byId("file-pitch").setAttribute("aria-valuetext", byId("file-pitch-value").textContent);
        const converted = this.#converted;
        byId("file-convert").disabled = !file || byId("file-target").value === "" || Boolean(converted?.running);
        byId("file-cancel").hidden = !converted?.running;
        byId("file-result").hidden = !converted;
        if (!converted) return;
        const { player } = this;
        const sounding = ["playing", "filling"].includes(player.state);
        const play = byId("file-play");
        play.classList.toggle("sounding", sounding);
        play.setAttribute("aria-label", t(sounding ? "deck.pause" : "deck.play"));
        play.disabled = !converted.recording?.length;
        byId("file-download").disabled = play.disabled || converted.running;
        const position = this.#began ? player.position : 0;
        this.#wave.update(position, this.#began);
        byId("file-time").textContent = `${clock(position)} / ${clock(converted.seconds)}`;
        const progress = byId("file-progress");
        progress.hidden = !converted.running;
        if (converted.share === null) progress.removeAttribute("value");
        else progress.value = converted.share;
        byId("file-state").textContent = this.#words(converted);
    }

    #words({ running, seconds, cancelled, error, settings }) {
        const values = { time: clock(seconds), voice: settings.to };
        if (running) return t(seconds > 0 ? "files.arriving" : "files.sending", values);
        if (cancelled || error) return t("files.broken", values);
        return t("files.ready", values);
    }
}
