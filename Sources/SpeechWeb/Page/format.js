import { language, t } from "./i18n.js";

const formats = new Map();

function number(value, options) {
    const key = language() + JSON.stringify(options);
    if (!formats.has(key)) formats.set(key, new Intl.NumberFormat(language(), options));
    return formats.get(key).format(value);
}

/** What stands for a value that isn't known. */
export const unknown = "–";

const known = (value) => typeof value === "number" && Number.isFinite(value);

export const count = (value) => (known(value) ? number(value, {}) : unknown);

export const decimal = (value, digits = 2) =>
    known(value)
        ? number(value, { minimumFractionDigits: digits, maximumFractionDigits: digits })
        : unknown;

/** A real-time factor; small ones need more digits to tell anything. */
export const factor = (value) => decimal(value, value < 0.1 ? 3 : 2);

export const percent = (share) =>
    known(share) ? number(share, { style: "percent", maximumFractionDigits: 0 }) : unknown;

/** A level in dB, with a true minus. */
export const decibels = (value, digits = 1) => known(value)
    ? `${decimal(value, digits).replace("-", "\u2212")}\u00a0dB`
    : unknown;

/** A pitch shift in words: `+3 semitones`. */
export function semitones(value) {
    const sign = value > 0 ? "+" : value < 0 ? "−" : "±";
    const size = Math.abs(value);
    return t("pitch.value", { value: sign + decimal(size, size % 1 === 0 ? 0 : 1) });
}

/** Seconds as a clock: `0:07`, `12:34`, `1:02:03`. */
export function clock(seconds) {
    if (!known(seconds)) return unknown;
    const whole = Math.max(0, Math.floor(seconds));
    const pad = (part) => String(part).padStart(2, "0");
    const minutes = Math.floor(whole / 60);
    if (minutes < 60) return `${minutes}:${pad(whole % 60)}`;
    return `${Math.floor(minutes / 60)}:${pad(minutes % 60)}:${pad(whole % 60)}`;
}

/** A span of time in the unit that suits it: `38 ms`, `1.2 s`, `4 min`. */
export function span(seconds) {
    if (!known(seconds)) return unknown;
    const unit = (value, name, digits) =>
        `${number(value, { maximumFractionDigits: digits })}\u00a0${t(`unit.${name}`)}`;
    if (seconds < 0.0095) return unit(seconds * 1000, "ms", 1);
    if (seconds < 0.9995) return unit(seconds * 1000, "ms", 0);
    if (seconds < 9.95) return unit(seconds, "s", 1);
    if (seconds < 100) return unit(seconds, "s", 0);
    if (seconds < 6000) return unit(seconds / 60, "min", 0);
    if (seconds < 360_000) return unit(seconds / 3600, "h", 1);
    return unit(seconds / 86_400, "d", 1);
}

export function bytes(value) {
    if (!known(value)) return unknown;
    const units = ["B", "kB", "MB", "GB"];
    let unit = 0;
    let left = value;
    while (left >= 999.5 && unit < units.length - 1) {
        left /= 1000;
        unit += 1;
    }
    const digits = left < 9.95 && unit > 0 ? 1 : 0;
    return `${number(left, { maximumFractionDigits: digits })}\u00a0${units[unit]}`;
}

/** A moment, given in seconds since 1970: the time today, else with the date. */
export function moment(seconds) {
    if (!known(seconds)) return unknown;
    const date = new Date(seconds * 1000);
    const today = date.toDateString() === new Date().toDateString();
    const options = today
        ? { timeStyle: "short" }
        : { dateStyle: "medium", timeStyle: "short" };
    return new Intl.DateTimeFormat(language(), options).format(date);
}
