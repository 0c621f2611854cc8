/**
 * What the user can do about an error: a key of the strings. The server says what is wrong;
 * this says what to try.
 * @param {{type?: string, param?: string, code?: string, status?: number}} error
 */
export function advice({ type, param, code, status }) {
    if (type === "unreachable") return "advice.unreachable";
    if (type === "lost") return "advice.lost";
    if (type === "authentication_error" || status === 401) return "advice.key";
    if (type === "rate_limit_error" || status === 429) return "advice.wait";
    if (type === "server_busy" || status === 503) return "advice.busy";
    if (status === 413 || code === "too_long" || code === "body_too_large") return "advice.shorter";
    if (code === "nothing_to_say") return "advice.text";
    const field = /^(?:body\.)?([a-z_]+)/.exec(param ?? "")?.[1];
    const byField = {
        voice: "advice.voice",
        speaker: "advice.voice",
        language: "advice.language",
        profile: "advice.profile",
        llm_model_name: "advice.profile",
        response_format: "advice.format",
        format: "advice.format",
        sample_rate: "advice.format",
        speed: "advice.speed",
        input: "advice.text",
        text: "advice.text",
        text_format: "advice.markup",
    };
    if (byField[field]) return byField[field];
    if (code === "markup" || code === "invalid_markup") return "advice.markup";
    if (status === 404) return "advice.gone";
    return "advice.again";
}
