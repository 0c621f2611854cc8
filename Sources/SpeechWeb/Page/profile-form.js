import { announce } from "./announcer.js";
import { ClipRecorder, most, wanted } from "./clip-recorder.js";
import { byId } from "./dom.js";
import { fileDrop } from "./file-drop.js";
import { bytes, clock } from "./format.js";
import { onLanguage, t } from "./i18n.js";
import { LevelMeter } from "./level-meter.js";
import { MicrophoneError } from "./microphone.js";
import { profileName } from "./profiles.js";

/** The form that makes a voice profile of a file or of a recording made here. */
export class ProfileForm {
    #profiles;
    #problem;
    #recorder = new ClipRecorder();
    #meter = new LevelMeter(byId("clip-meter"));
    /** The clip, and what is said of it. */
    #clip = null;
    #words = () => "";
    #named = false;

    /**
     * @param {import("./profiles.js").Profiles} profiles
     * @param {(error: object | null, again?: () => void) => void} problem
     * @param {(profile: object) => void} added
     */
    constructor(profiles, problem, added) {
        this.#profiles = profiles;
        this.#problem = problem;
        fileDrop({ place: "clip-drop", button: "clip-choose", input: "clip-input" }, (file) =>
            this.#take(file, () => t("files.chosen", { name: file.name, size: bytes(file.size) })));
        byId("clip-record").addEventListener("click", () => this.#record());
        this.#recorder.addEventListener("level", ({ detail }) => this.#level(detail));
        this.#recorder.addEventListener("change", () => this.#show());
        byId("profile-display").addEventListener("input", () => this.#suggest());
        byId("profile-name").addEventListener("input", () => {
            this.#named = byId("profile-name").value !== "";
        });
        byId("profile-form").addEventListener("submit", (event) => {
            event.preventDefault();
            this.#save(added);
        });
        onLanguage(() => this.#show());
    }

    /** As long as nobody has chosen another, the short name follows the name. */
    #suggest() {
        if (!this.#named) byId("profile-name").value = profileName(byId("profile-display").value);
    }

    #take(clip, words) {
        this.#recorder.stop();
        this.#clip = clip;
        this.#words = words;
        this.#show();
        announce(words());
    }

    async #record() {
        if (this.#recorder.running) return this.#recorder.stop();
        this.#problem(null);
        byId("clip-record").disabled = true;
        try {
            const recording = this.#recorder.record();
            recording.finally(() => {
                byId("clip-record").disabled = false;
            }).catch(() => {});
            const clip = await recording;
            if (!clip) return;
            const { seconds } = this.#recorder;
            this.#take(clip, () => t(seconds < wanted ? "library.short" : "library.recorded", { time: clock(seconds) }));
        } catch (error) {
            const reason = error instanceof MicrophoneError ? error.reason : "mic.unknown";
            this.#problem({ message: t(reason), advice: t(`${reason}.advice`) }, () => this.#record());
        }
    }

    #level(level) {
        this.#meter.show(level);
        byId("clip-name").textContent = t("library.recording", {
            time: clock(this.#recorder.seconds), all: clock(most),
        });
    }

    #show() {
        const { running } = this.#recorder;
        if (running) byId("clip-record").disabled = false;
        byId("clip-record").setAttribute("aria-pressed", String(running));
        byId("clip-record-label").textContent = t(running ? "live.stop" : "live.record");
        byId("clip-meter").hidden = !running;
        byId("clip-state").textContent = running ? t("library.speak") : "";
        byId("clip-name").textContent = this.#clip ? this.#words() : t("library.clip");
    }

    async #save(added) {
        if (!this.#clip) {
            byId("clip-state").textContent = t("library.noclip");
            return byId("clip-choose").focus();
        }
        this.#problem(null);
        const button = byId("profile-save");
        button.disabled = true;
        try {
            const profile = await this.#profiles.add(this.#clip, {
                name: byId("profile-name").value.trim(),
                display_name: byId("profile-display").value.trim(),
            });
            byId("profile-form").reset();
            this.#clip = null;
            this.#named = false;
            this.#show();
            added(profile);
        } catch (error) {
            this.#problem(error, () => this.#save(added));
        }
        button.disabled = false;
    }
}
