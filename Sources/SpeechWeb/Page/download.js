import { request } from "./api.js";

const extensions = { opus: "ogg" };

/** A file name made of what a text begins with, or of the file it came from. */
export function fileName(text, source, format) {
    const base = source
        ? source.replace(/\.[^.]*$/, "")
        : text
            .slice(0, 200)
            .replace(/<[^>]*>/g, " ")
            .replace(/[^\p{L}\p{N}]+/gu, "-")
            .replace(/^-+|-+$/g, "")
            .slice(0, 48)
            .replace(/-+$/, "");
    return `${base || "speech"}.${extensions[format] ?? format}`;
}

/** Hands a file to the user. */
export function save(blob, name) {
    const address = URL.createObjectURL(blob);
    const link = document.createElement("a");
    link.href = address;
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    // The browser reads it after the click; a minute is more than it takes to begin.
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** What has arrived of a recording, as a WAV file or bare samples. */
export function recorded(recording, format) {
    const parts = recording.waveParts();
    return format === "wav"
        ? new Blob(parts, { type: "audio/wav" })
        : new Blob(parts.slice(1), { type: "audio/pcm" });
}

/**
 * Fetches a file, telling how many bytes have come.
 * @returns {Promise<Blob>}
 */
export async function fetchFile(path, options, progress = () => {}) {
    const response = await request(path, options);
    const parts = [];
    let received = 0;
    for (const reader = response.body.getReader(); ; ) {
        const { done, value } = await reader.read();
        if (done) break;
        parts.push(value);
        received += value.length;
        progress(received, Number(response.headers.get("Content-Length")) || null);
    }
    return new Blob(parts, { type: response.headers.get("Content-Type") ?? "" });
}
