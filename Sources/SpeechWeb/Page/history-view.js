import { byId, element } from "./dom.js";
import { clock, factor, moment, span } from "./format.js";
import { forgetEntry, forgetHistory, readHistory } from "./history.js";
import { icon } from "./icons.js";
import { onLanguage, t } from "./i18n.js";

/** The last requests, to be said again or forgotten. */
export class HistoryView {
    #again;

    /** @param {(entry: object) => void} again called with what is to be said again */
    constructor(again) {
        this.#again = again;
        byId("clear-recent").addEventListener("click", () => {
            forgetHistory();
            this.show();
        });
        onLanguage(() => this.show());
    }

    show() {
        const entries = readHistory();
        byId("recent-empty").hidden = entries.length > 0;
        byId("clear-recent").hidden = entries.length === 0;
        byId("recent-list").replaceChildren(...entries.map((entry) => this.#entry(entry)));
    }

    #entry(entry) {
        const { text, settings, statistics, when } = entry;
        const head = text.slice(0, 160).trim();
        const facts = [
            moment(when),
            settings.voice,
            statistics?.audio_seconds && clock(statistics.audio_seconds),
            statistics?.rtf && `RTF ${factor(statistics.rtf)}`,
            statistics?.first_audio_seconds && span(statistics.first_audio_seconds),
        ];
        return element(
            "li",
            {},
            element("p", { class: "title", text: head, dir: "auto" }),
            element("p", { class: "meta", text: facts.filter(Boolean).join(" · ") }),
            element(
                "div",
                { class: "buttons" },
                element(
                    "button",
                    { type: "button", class: "quiet", on: { click: () => this.#again(entry) } },
                    icon("again"),
                    element("span", { text: t(entry.whole ? "recent.again" : "recent.settings") }),
                ),
                element(
                    "button",
                    {
                        type: "button",
                        class: "quiet",
                        "aria-label": t("recent.forget", { text: head.slice(0, 40) }),
                        title: t("recent.forget", { text: head.slice(0, 40) }),
                        on: {
                            click: () => {
                                forgetEntry(when);
                                this.show();
                            },
                        },
                    },
                    icon("remove"),
                ),
            ),
        );
    }
}
