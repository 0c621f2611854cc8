import { announce } from "./announcer.js";
import { byId, element } from "./dom.js";
import { fetchFile, save } from "./download.js";
import { askInDialog } from "./form-dialog.js";
import { clock, decibels, decimal, moment } from "./format.js";
import { language, onLanguage, t } from "./i18n.js";
import { icon } from "./icons.js";
import { key } from "./key.js";
import { ProfileForm } from "./profile-form.js";
import { clipFacts } from "./profiles.js";

/** Kinds of problems that have words in each language; others come in the server's own. */
const known = ["little_speech", "cut", "clipped", "noisy", "quiet", "offset", "narrow"];

/** The server's voice profiles: what each was made of, and what can be done with it. */
export class ProfilesView {
    #profiles;
    #problem;

    /**
     * @param {import("./profiles.js").Profiles} profiles
     * @param {(error: object | null, again?: () => void) => void} problem
     */
    constructor(profiles, problem) {
        this.#profiles = profiles;
        this.#problem = problem;
        new ProfileForm(profiles, problem, (profile) => this.#added(profile));
        profiles.addEventListener("change", () => this.#show());
        byId("profile-import").addEventListener("click", () => byId("profile-import-input").click());
        byId("profile-import-input").addEventListener("change", ({ target }) => {
            const [file] = target.files;
            target.value = "";
            if (file) this.#bringIn(file);
        });
        onLanguage(() => this.#show());
    }

    #show() {
        const { list } = this.#profiles;
        byId("profiles-empty").hidden = list.length > 0;
        byId("profile-list").replaceChildren(...list.map((profile) => this.#row(profile)));
    }

    #row(profile) {
        const { name, display_name: display, created_at: created, usable, consent } = profile;
        const facts = clipFacts(profile);
        const warnings = facts.problems.map(problemWords);
        if (usable === false) warnings.unshift(t("library.unusable"));
        if (consent === false) warnings.push(t("library.noconsent"));
        const action = (label, symbol, act) => element(
            "button",
            {
                type: "button",
                class: "quiet",
                "aria-label": t("library.actionOf", { action: t(label), name: display || name }),
                on: { click: act },
            },
            icon(symbol),
            element("span", { text: t(label) }),
        );
        return element(
            "li",
            { data: { name } },
            element(
                "p",
                { class: "title" },
                element("span", { text: display || name, dir: "auto" }),
                " ",
                element("code", { text: name }),
            ),
            element("p", { class: "meta", text: factWords(facts, created) }),
            warnings.length > 0 ? element("ul", { class: "warnings" }, ...warnings.map((text) =>
                element("li", {}, icon("warning"), element("span", { text })))) : null,
            element(
                "div",
                { class: "buttons" },
                action("library.rename", "edit", () => this.#rename(profile)),
                action("library.export", "download", () => this.#export(profile)),
                action("library.delete", "remove", () => this.#remove(profile)),
            ),
        );
    }

    #added(profile) {
        const name = profile.display_name || profile.name;
        const { problems } = clipFacts(profile);
        byId("profile-add").open = false;
        const words = problems.length > 0 ? "library.addedBut" : "library.added";
        announce(t(words, { name, problems: problems.map(problemWords).join(" ") }));
        byId("profile-add").querySelector("summary").focus();
    }

    async #rename(profile) {
        const { name, display_name: display } = profile;
        let renamed = name;
        await askInDialog({
            title: t("library.rename"),
            fields: [
                { name: "display_name", label: t("library.display"), value: display ?? name },
                { name: "name", label: t("library.name"), value: name, hint: t("library.rule") },
            ],
            action: t("library.rename"),
            act: async (facts) => {
                await this.#profiles.rename(profile, facts);
                renamed = facts.name;
            },
        });
        // The list was made anew, and the focus lost with the old one.
        const row = [...byId("profile-list").children].find((node) => node.dataset.name === renamed);
        row?.querySelector("button").focus();
    }

    async #remove(profile) {
        const name = profile.display_name || profile.name;
        const done = await askInDialog({
            title: t("library.deleteTitle", { name }),
            text: t("library.deleteText"),
            action: t("library.delete"),
            danger: true,
            act: () => this.#profiles.remove(profile),
        });
        if (!done) return;
        announce(t("library.deleted", { name }));
        // Its row is gone, and the focus would be with it.
        byId("profiles-label").focus();
    }

    async #export(profile) {
        const address = this.#profiles.exportAddress(profile);
        const name = `${profile.name}.safetensors`;
        try {
            if (key()) return save(await fetchFile(address, {}), name);
        } catch (error) {
            return this.#problem(error);
        }
        // Without a key the browser can fetch it itself.
        const link = element("a", { href: address, download: name });
        document.body.append(link);
        link.click();
        link.remove();
    }

    async #bringIn(file) {
        this.#problem(null);
        try {
            const profile = await this.#profiles.bringIn(file);
            this.#added(profile);
        } catch (error) {
            if (error.param !== "name") return this.#problem(error);
            await askInDialog({
                title: t("library.import"),
                text: error.message,
                fields: [{ name: "name", label: t("library.name"), hint: t("library.rule") }],
                action: t("library.import"),
                act: ({ name }) => this.#profiles.bringIn(file, name),
            });
        }
    }
}

function problemWords({ code, message }) {
    return known.includes(code) ? t(`clip.${code}`) : message;
}

function factWords({ seconds, level, clipped, noise }, created) {
    const parts = [];
    if (seconds !== null) parts.push(t("clip.seconds", { time: clock(seconds) }));
    if (level !== null) parts.push(t("clip.level", { level: decibels(level, 0) }));
    if (noise !== null) parts.push(t("clip.noise", { level: decibels(noise, 0) }));
    if (clipped !== null) parts.push(t("clip.share", { share: decimal(clipped * 100, clipped > 0 ? 2 : 0) }));
    const at = Date.parse(created) / 1_000;
    if (Number.isFinite(at)) parts.push(moment(at));
    return parts.join(language() === "ja" || language() === "zh" ? "・" : " · ");
}
