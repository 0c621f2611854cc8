import { keyHeader } from "./key.js";

/** An answer that is none: the server's own error, or that it couldn't be reached. */
export class ServerError extends Error {
    /** @param {{message?: string, type?: string, param?: string, code?: string,
     *   status?: number, retryAfter?: number}} facts `status` 0: no answer at all */
    constructor({ message, type, param, code, status = 0, retryAfter }) {
        super(message ?? "");
        Object.assign(this, { type, param, code, status, retryAfter });
    }

    static unreachable() {
        return new ServerError({ type: "unreachable", status: 0 });
    }
}

let askForKey = null;

/** Says who asks the user for the key when the server wants one: a function that resolves to
 * whether there is one now. */
export function setKeyAsker(asker) {
    askForKey = asker;
}

/**
 * A request with the key, answered or thrown as `ServerError`. Where the server wants a key,
 * the user is asked and the request repeated.
 */
export async function request(path, options = {}) {
    const { json, ...rest } = options;
    const headers = { ...keyHeader(), ...rest.headers };
    if (json !== undefined) headers["Content-Type"] = "application/json";
    const body = json === undefined ? rest.body : JSON.stringify(json);
    let response;
    try {
        response = await fetch(path, { ...rest, headers, body, cache: "no-store" });
    } catch (error) {
        if (error.name === "AbortError") throw error;
        throw ServerError.unreachable();
    }
    if (response.ok) return response;
    if (response.status === 401 && askForKey && (await askForKey({ refused: "Authorization" in headers }))) {
        return request(path, options);
    }
    throw await failure(response);
}

/** The same, answered with the JSON in it. */
export async function requestJSON(path, options) {
    const response = await request(path, options);
    try {
        return await response.json();
    } catch {
        throw ServerError.unreachable();
    }
}

/** What a refused answer says. */
async function failure(response) {
    let error = {};
    try {
        error = (await response.json()).error ?? {};
    } catch {
        // Not our server, or cut off: the status has to do.
    }
    return new ServerError({
        ...error,
        message: error.message ?? response.statusText,
        status: response.status,
        retryAfter: Number(response.headers.get("Retry-After")) || undefined,
    });
}
