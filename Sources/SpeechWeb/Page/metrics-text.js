/**
 * Reads Prometheus' text format (exposition 0.0.4).
 * @param {string} text
 * @returns {Map<string, {name: string, type: string, help: string,
 *   samples: {name: string, labels: Record<string, string>, value: number}[]}>} by family
 */
export function parseMetrics(text) {
    const families = new Map();
    const family = (name) => {
        let found = families.get(name);
        if (!found) {
            found = { name, type: "untyped", help: "", samples: [] };
            families.set(name, found);
        }
        return found;
    };
    for (const line of text.split("\n")) {
        const comment = /^# (HELP|TYPE) (\S+) ?(.*)$/.exec(line);
        if (comment) {
            const [, kind, name, rest] = comment;
            if (kind === "HELP") family(name).help = unescape(rest);
            else family(name).type = rest.trim();
            continue;
        }
        const sample = parseSample(line);
        if (sample) family(familyName(sample.name, families)).samples.push(sample);
    }
    return families;
}

function parseSample(line) {
    const match = /^([a-zA-Z_:][\w:]*)(\{.*\})?\s+(\S+)(\s+-?\d+)?\s*$/.exec(line);
    if (!match) return null;
    const labels = {};
    for (const [, name, value] of (match[2] ?? "").matchAll(/([\w]+)="((?:[^"\\]|\\.)*)"/g)) {
        labels[name] = unescape(value);
    }
    return { name: match[1], labels, value: number(match[3]) };
}

function familyName(name, families) {
    const base = name.replace(/_(bucket|sum|count)$/, "");
    const type = families.get(base)?.type;
    return type === "histogram" || type === "summary" ? base : name;
}

const unescape = (text) =>
    text.replace(/\\(.)/g, (_, letter) => (letter === "n" ? "\n" : letter));

const number = (text) =>
    ({ "+Inf": Infinity, "-Inf": -Infinity, Inf: Infinity })[text] ?? Number(text);

/**
 * The buckets of a histogram, samples of all labels added up.
 * @returns {{upper: number, count: number}[]} counts of each bucket alone, by upper bound
 */
export function buckets(family) {
    const sums = new Map();
    for (const { name, labels, value } of family?.samples ?? []) {
        if (!name.endsWith("_bucket") || labels.le === undefined) continue;
        const upper = number(labels.le);
        sums.set(upper, (sums.get(upper) ?? 0) + value);
    }
    let below = 0;
    return [...sums]
        .sort(([a], [b]) => a - b)
        .map(([upper, value]) => {
            const count = Math.max(0, value - below);
            below = Math.max(below, value);
            return { upper, count };
        });
}

/** The sum of a family's samples; of a histogram, its count. */
export function total(family) {
    const counted = family?.type === "histogram" || family?.type === "summary" ? "_count" : "";
    return (family?.samples ?? [])
        .filter(({ name }) => name === family.name + counted)
        .reduce((sum, { value }) => sum + value, 0);
}

/** A quantile (0…1) of a histogram, straight between the bounds of its bucket; null where
 * nothing was counted. */
export function quantile(histogram, share) {
    const all = histogram.reduce((sum, { count }) => sum + count, 0);
    if (all === 0) return null;
    let left = share * all;
    let lower = 0;
    for (const { upper, count } of histogram) {
        if (count > 0 && left <= count) {
            return Number.isFinite(upper) ? lower + ((upper - lower) * left) / count : lower;
        }
        left -= count;
        if (Number.isFinite(upper)) lower = upper;
    }
    return lower;
}
