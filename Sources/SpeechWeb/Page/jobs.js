import { request, requestJSON } from "./api.js";

/** Milliseconds between two looks while a job runs. */
const interval = 1_500;

const unfinished = (job) => job.status === "queued" || job.status === "running";

/** The server's jobs. Event `change`. Asks only while one runs and the page is seen. */
export class Jobs extends EventTarget {
    list = [];
    #timer = null;

    constructor() {
        super();
        document.addEventListener("visibilitychange", () => {
            if (!document.hidden && this.list.some(unfinished)) this.refresh();
        });
    }

    async refresh() {
        clearTimeout(this.#timer);
        try {
            const answer = await requestJSON("/v1/jobs");
            this.list = answer.data ?? answer.jobs ?? [];
            this.dispatchEvent(new Event("change"));
        } catch {
            // The page says already that the server doesn't answer; the next look may succeed.
        }
        if (this.list.some(unfinished) && !document.hidden) {
            this.#timer = setTimeout(() => this.refresh(), interval);
        }
    }

    /** @param {object} fields as of POST /v1/jobs */
    async create(fields) {
        const job = await requestJSON("/v1/jobs", { method: "POST", json: fields });
        await this.refresh();
        return job;
    }

    /** Cancels a job that runs, forgets one that doesn't. */
    async remove(id) {
        await request(`/v1/jobs/${encodeURIComponent(id)}`, { method: "DELETE" });
        await this.refresh();
    }
}

export { unfinished };
