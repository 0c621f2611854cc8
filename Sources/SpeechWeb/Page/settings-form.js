import { byId, element } from "./dom.js";
import { decimal, span } from "./format.js";
import { language, onLanguage, t } from "./i18n.js";
import { lasting } from "./store.js";
import { voiceFacts, VoicePicker } from "./voice-picker.js";
import { languageName, voiceName } from "./voices.js";

/** What the server would do anyway, until it has said so. */
const assumed = {
    profiles: [],
    formats: ["wav"],
    languages: [],
    default_voice: "",
    default_profile: "fast",
};

/** How text is to be said: voice, language, profile, speed, file format. Remembered. */
export class SettingsForm extends EventTarget {
    #options = assumed;
    #voices = [];
    #chosen = { voice: "", language: "", profile: "", speed: 1, format: "wav", ...lasting.read("settings") };
    #picker;

    /** @param {object} sound plays samples, see `VoicePicker` */
    constructor(sound) {
        super();
        this.#picker = new VoicePicker(sound);
        byId("voice").addEventListener("click", () => this.#pickVoice());
        byId("language").addEventListener("change", (event) => {
            this.#set({ language: event.target.value });
        });
        byId("format").addEventListener("change", (event) => {
            this.#set({ format: event.target.value });
        });
        // The slider is in octaves, so that half and double speed are equally far away.
        byId("speed").addEventListener("input", (event) => {
            this.#set({ speed: Math.round(2 ** Number(event.target.value) * 100) / 100 });
        });
        onLanguage(() => this.#show());
    }

    /** What the server offers. */
    offer(options, voices) {
        this.#options = { ...assumed, ...options };
        this.#voices = voices;
        const known = (list, value) => list.includes(value);
        const chosen = this.#chosen;
        // No voice is a choice too: the server takes one that speaks the text's language.
        if (!voices.some(({ id }) => id === chosen.voice)) {
            chosen.voice = this.#options.default_voice || "";
        }
        const profiles = this.#options.profiles.map(({ name }) => name);
        if (!known(profiles, chosen.profile)) chosen.profile = this.#options.default_profile;
        if (!known(this.#options.formats, chosen.format)) chosen.format = this.#options.formats[0];
        if (chosen.language && !known(this.#options.languages, chosen.language)) chosen.language = "";
        this.#show();
    }

    get options() {
        return this.#options;
    }

    get voices() {
        return this.#voices;
    }

    get voice() {
        return this.#voices.find(({ id }) => id === this.#chosen.voice) ?? null;
    }

    /** The profile's facts, as the server tells them. */
    get profile() {
        return this.#options.profiles.find(({ name }) => name === this.#chosen.profile) ?? null;
    }

    /** The file format. */
    get format() {
        return this.#chosen.format;
    }

    /** The fields that requests share; what isn't chosen is left to the server. */
    get request() {
        const { voice, language: spoken, profile, speed } = this.#chosen;
        return {
            ...(voice && { voice }),
            ...(spoken && { language: spoken }),
            ...(profile && { profile }),
            ...(speed !== 1 && { speed }),
        };
    }

    /** What is chosen, to be kept with a request. */
    get chosen() {
        return { ...this.#chosen };
    }

    /** Chooses what was chosen once. */
    restore(chosen) {
        this.#chosen = { ...this.#chosen, ...chosen };
        this.offer(this.#options, this.#voices);
        this.#set({});
    }

    #set(change) {
        Object.assign(this.#chosen, change);
        lasting.write("settings", this.#chosen);
        this.#show();
        this.dispatchEvent(new Event("change"));
    }

    async #pickVoice() {
        const voice = await this.#picker.choose(this.#voices, this.#chosen.voice, { automatic: true });
        if (voice !== null) this.#set({ voice });
    }

    #show() {
        const { voice } = this;
        byId("voice-name").textContent = voice ? voiceName(voice) : t("voice.automatic");
        byId("voice-facts").textContent = voice ? voiceFacts(voice) : t("voice.automatic.hint");
        this.#showLanguages();
        this.#showProfiles();
        const speed = Math.log2(this.#chosen.speed);
        if (Number(byId("speed").value) !== speed) byId("speed").value = speed;
        const spoken = `${decimal(this.#chosen.speed)}×`;
        byId("speed-value").textContent = spoken;
        byId("speed").setAttribute("aria-valuetext", spoken);
        fill(byId("format"), this.#options.formats.map((format) => [format, formatName(format)]));
        byId("format").value = this.#chosen.format;
    }

    #showLanguages() {
        const names = this.#options.languages
            .map((tag) => [tag, languageName(tag, language())])
            .sort(([, a], [, b]) => a.localeCompare(b, language()));
        fill(byId("language"), [["", t("settings.anyLanguage")], ...names]);
        byId("language").value = this.#chosen.language;
    }

    #showProfiles() {
        const node = byId("profiles");
        const { profiles } = this.#options;
        const shown = [...node.querySelectorAll("input")].map(({ value }) => value).join();
        if (shown !== profiles.map(({ name }) => name).join()) {
            node.replaceChildren(...profiles.map(({ name }) => {
                const input = element("input", {
                    type: "radio",
                    name: "profile",
                    value: name,
                    on: { change: () => this.#set({ profile: name }) },
                });
                return element("label", {}, input, element("span", { text: profileName(name) }));
            }));
        }
        for (const input of node.querySelectorAll("input")) {
            input.checked = input.value === this.#chosen.profile;
            input.nextSibling.textContent = profileName(input.value);
        }
        const { profile } = this;
        byId("profile-hint").textContent = profile
            ? [
                describe(profile.name),
                t("profile.facts", {
                    rate: decimal(profile.sample_rate / 1000, profile.sample_rate % 1000 ? 1 : 0),
                    buffer: span(profile.pre_buffer_ms / 1000),
                }),
            ].filter(Boolean).join(" ")
            : "";
    }
}

const own = ["fast", "cinematic", "audiobook"];
const profileName = (name) => (own.includes(name) ? t(`profile.${name}`) : name);
const describe = (name) => (own.includes(name) ? t(`profile.${name}.hint`) : "");

/** A file format's name for people. */
export function formatName(format) {
    return {
        wav: "WAV", mp3: "MP3", opus: "Opus (Ogg)", aac: "AAC", flac: "FLAC", pcm: "PCM (s16le)",
    }[format] ?? format;
}

function fill(select, entries) {
    const now = JSON.stringify(entries);
    if (select.dataset.filled === now) return;
    select.dataset.filled = now;
    select.replaceChildren(
        ...entries.map(([value, text]) => element("option", { value, text })),
    );
}
