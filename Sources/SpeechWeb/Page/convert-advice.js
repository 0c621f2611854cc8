/**
 * What the user can do about an error of a conversion or a profile, where that is something else
 * than of speech: a key of the strings, or null.
 * @param {{type?: string, param?: string, code?: string, status?: number}} error
 */
export function convertAdvice({ type, param, code, status }) {
    if (type === "server_busy" || status === 503) return "convert.advice.busy";
    if (status === 413) return "convert.advice.shorter";
    if (type === "lost") return "convert.advice.lost";
    const byCode = {
        unusable_clip: "convert.advice.clip",
        not_a_profile: "convert.advice.profile",
    };
    if (byCode[code]) return byCode[code];
    const field = /^(?:(?:body|query)\.)?([a-z_]+)/.exec(param ?? "")?.[1];
    const byField = {
        to: "convert.advice.voice",
        file: "convert.advice.file",
        audio: "convert.advice.file",
        body: "convert.advice.file",
        name: "convert.advice.name",
        display_name: "convert.advice.name",
    };
    return byField[field] ?? null;
}
