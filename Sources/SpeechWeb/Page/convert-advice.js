/**
 * What the user can do about an error of a conversion or a profile, where that is something else
 * than of speech: a key of the strings, or null.
 * @param {{type?: string, param?: string, code?: string, status?: number}} error
 */
export function convertAdvice({ type, param, status }) {
    if (type === "server_busy" || status === 503) return "convert.advice.busy";
    if (status === 413) return "convert.advice.shorter";
    if (type === "lost") return "convert.advice.lost";
    const field = /^(?:(?:body|query)\.)?([a-z_]+)/.exec(param ?? "")?.[1];
    const byField = {
        to: "convert.advice.voice",
        file: "convert.advice.file",
        audio: "convert.advice.file",
        body: "convert.advice.file",
        clip: "convert.advice.clip",
        name: "convert.advice.name",
        display_name: "convert.advice.name",
    };
    if (byField[field]) return byField[field];
    if (status === 409) return "convert.advice.name";
    if (status === 415) return "convert.advice.file";
    return null;
}
