/** The largest file that is read, in bytes: a library of novels, and what a tab can hold. */
export const largestFile = 64_000_000;

/** A file that can't be spoken; `reason` is a key of the strings. */
export class FileError extends Error {
    constructor(reason) {
        super(reason);
        this.reason = reason;
    }
}

/** The format that a file's name tells. */
export function formatOfName(name) {
    if (/\.(md|markdown)$/i.test(name)) return "markdown";
    if (/\.(ssml|xml)$/i.test(name)) return "ssml";
    return "plain";
}

/**
 * Bytes as text: UTF-8, or UTF-16 where a byte order mark says so.
 * @param {Uint8Array} bytes
 * @throws {FileError} where it is no text
 */
export function decodeText(bytes) {
    const [first, second] = bytes;
    const utf16 = { "255,254": "utf-16le", "254,255": "utf-16be" }[`${first},${second}`];
    try {
        const text = new TextDecoder(utf16 ?? "utf-8", { fatal: true }).decode(bytes);
        if (text.includes("\0")) throw new FileError("file.binary");
        return text.replace(/\r\n?/g, "\n");
    } catch (error) {
        if (error instanceof FileError) throw error;
        throw new FileError("file.encoding");
    }
}

/** Reads a file that the user gave.
 * @param {File} file
 * @returns {Promise<{text: string, format: string, name: string}>} */
export async function readTextFile(file) {
    if (file.size > largestFile) throw new FileError("file.large");
    let buffer;
    try {
        buffer = await file.arrayBuffer();
    } catch {
        throw new FileError("file.unreadable");
    }
    const text = decodeText(new Uint8Array(buffer));
    return { text, format: formatOfName(file.name), name: file.name };
}
