import { announce } from "./announcer.js";
import { byId, element } from "./dom.js";
import { fetchFile, fileName, save } from "./download.js";
import { bytes, clock, moment, percent, span } from "./format.js";
import { onLanguage, t } from "./i18n.js";
import { icon } from "./icons.js";
import { unfinished } from "./jobs.js";
import { key } from "./key.js";

/** The server's jobs: how far each is, to be cancelled, fetched, forgotten. */
export class JobsView {
    #jobs;
    #problem;
    #rows = new Map();

    /**
     * @param {import("./jobs.js").Jobs} jobs
     * @param {(error: Error) => void} problem told what went wrong
     */
    constructor(jobs, problem) {
        this.#jobs = jobs;
        this.#problem = problem;
        jobs.addEventListener("change", () => this.#show());
        onLanguage(() => {
            this.#rows.clear();
            byId("job-list").replaceChildren();
            this.#show();
        });
    }

    #show() {
        const { list } = this.#jobs;
        byId("jobs-empty").hidden = list.length > 0;
        const kept = new Set(list.map(({ id }) => id));
        for (const [id, row] of this.#rows) {
            if (kept.has(id)) continue;
            row.node.remove();
            this.#rows.delete(id);
        }
        list.forEach((job, place) => {
            let row = this.#rows.get(job.id);
            if (!row) {
                row = this.#row(job);
                this.#rows.set(job.id, row);
            }
            const node = byId("job-list");
            if (node.children[place] !== row.node) node.insertBefore(row.node, node.children[place] ?? null);
            this.#fill(row, job);
        });
    }

    #row(job) {
        const row = {
            status: "",
            title: element("p", { class: "title", text: job.title || job.id, dir: "auto" }),
            meta: element("p", { class: "meta" }),
            progress: element("progress", { max: 1, "aria-label": t("jobs.progress") }),
            buttons: element("div", { class: "buttons" }),
        };
        row.node = element("li", {}, row.title, row.progress, row.meta, row.buttons);
        return row;
    }

    #fill(row, job) {
        const { status, progress } = job;
        row.progress.hidden = !unfinished(job);
        row.progress.value = progress?.share ?? 0;
        row.meta.classList.toggle("bad", status === "failed");
        row.meta.textContent = this.#facts(job).filter(Boolean).join(" · ");
        if (row.status === status) return;
        if (row.status) announce(`${job.title || job.id}: ${t(`job.${status}`)}`);
        row.status = status;
        row.buttons.replaceChildren(...this.#buttons(job));
    }

    #facts({ status, progress, created_at: created, voice, audio, error, restarts }) {
        if (status === "failed") return [t("job.failed"), error?.message];
        if (status === "queued") return [t("job.queued"), voice];
        if (status === "running") {
            const left = progress?.seconds_left;
            return [
                percent(progress?.share ?? 0),
                Number.isFinite(left) ? t("left", { time: span(left) }) : t("job.running"),
                restarts > 0 && t("job.restarts", { count: restarts }),
            ];
        }
        return [
            t(`job.${status}`),
            moment(created),
            progress?.audio_seconds > 0 && clock(progress.audio_seconds),
            audio && bytes(audio.bytes),
        ];
    }

    #buttons(job) {
        const action = (name, symbol, act) => element(
            "button",
            { type: "button", class: "quiet", on: { click: act } },
            icon(symbol),
            element("span", { text: t(name) }),
        );
        const remove = async () => {
            try {
                await this.#jobs.remove(job.id);
            } catch (error) {
                this.#problem(error);
            }
        };
        if (unfinished(job)) return [action("cancel", "close", remove)];
        const buttons = [action("jobs.forget", "remove", remove)];
        if (job.status === "completed") {
            buttons.unshift(action("deck.download", "download", () => this.#download(job)));
        }
        return buttons;
    }

    async #download(job) {
        const address = `/v1/jobs/${encodeURIComponent(job.id)}/audio`;
        const name = fileName(job.title || job.id, "", job.response_format);
        if (!key()) {
            // Without a key the browser can fetch it itself: onto the disk, not through memory.
            const link = element("a", { href: address, download: name });
            document.body.append(link);
            link.click();
            link.remove();
            return;
        }
        try {
            save(await fetchFile(address, {}), name);
        } catch (error) {
            this.#problem(error);
        }
    }
}
