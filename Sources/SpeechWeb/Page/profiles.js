import { request, requestJSON } from "./api.js";

const place = "/v1/profiles";
const at = (profile, more = "") => `${place}/${encodeURIComponent(profile.id ?? profile.name)}${more}`;

/** The server's voice profiles. Event: `change`. */
export class Profiles extends EventTarget {
    list = [];

    async refresh() {
        ({ data: this.list = [] } = await requestJSON(place));
        this.dispatchEvent(new Event("change"));
    }

    /** Takes a voice from a recording.
     * @param {Blob} clip
     * @param {{name: string, display_name: string}} facts
     * @returns {Promise<object>} the profile */
    async add(clip, facts) {
        const query = new URLSearchParams({ ...facts, consent: "true" });
        return this.#changed(requestJSON(`${place}?${query}`, {
            method: "POST",
            body: clip,
            headers: { "Content-Type": clip.type || "application/octet-stream" },
        }));
    }

    /** @param {object} profile
     * @param {{name?: string, display_name?: string}} facts */
    async rename(profile, facts) {
        return this.#changed(requestJSON(at(profile), { method: "PATCH", json: facts }));
    }

    async remove(profile) {
        return this.#changed(request(at(profile), { method: "DELETE" }));
    }

    /** Takes a file that an export gave.
     * @param {Blob} file
     * @param {string} [name] other than the one in the file */
    async bringIn(file, name = "") {
        const query = name ? `?${new URLSearchParams({ name })}` : "";
        return this.#changed(requestJSON(`${place}/import${query}`, {
            method: "POST",
            body: file,
            headers: { "Content-Type": "application/octet-stream" },
        }));
    }

    /** Where a profile's file is. */
    exportAddress = (profile) => at(profile, "/export");

    async #changed(work) {
        const result = await work;
        await this.refresh();
        return result;
    }
}

/** The longest name of a profile. */
const longest = 64;

/** A profile's name made of what people call the voice: small letters, digits and hyphens. */
export function profileName(displayName) {
    return displayName
        .normalize("NFKD")
        .toLowerCase()
        .replace(/\p{M}+/gu, "")
        .replace(/[^a-z0-9]+/g, "-")
        .slice(0, longest)
        .replace(/^-+|-+$/g, "");
}

/**
 * What a profile's clip was like; null is what the server doesn't tell.
 * @returns {{seconds: number | null, level: number | null, clipped: number | null,
 *   noise: number | null, problems: {code: string, message: string}[]}} level in dB of full scale,
 *   clipped 0…1, noise: dB that speech is above it
 */
export function clipFacts({ clip = {} }) {
    const known = (value) => (Number.isFinite(value) ? value : null);
    return {
        seconds: known(clip.seconds),
        level: known(clip.level_db),
        clipped: known(clip.clipped),
        noise: known(clip.noise_db),
        problems: clip.problems ?? [],
    };
}
