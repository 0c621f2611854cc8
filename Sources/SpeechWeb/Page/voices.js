/**
 * The server's voices: names for people, groups, search.
 *
 * A voice as the server tells it: `{id, name, family, languages, gender, description, license,
 * sample_rate}`.
 */

const displayNames = new Map();

/** A language's name in another language, or its tag where it has none. */
export function languageName(tag, inLanguage) {
    // Tags come from voices, and not all of them are what the browser calls a language.
    try {
        if (!displayNames.has(inLanguage)) {
            displayNames.set(
                inLanguage,
                new Intl.DisplayNames([inLanguage], { type: "language", fallback: "none" }),
            );
        }
        return displayNames.get(inLanguage).of(tag) ?? tag;
    } catch {
        return tag;
    }
}

/** A voice's own name: what stands after the family in its identifier. */
export function voiceName(voice) {
    return voice.name ?? voice.id.slice(voice.id.indexOf("/") + 1);
}

/** The language without region or script: `en` for `en-GB`. */
export const baseLanguage = (tag) => tag.split(/[-_]/)[0].toLowerCase();

/** Letters without marks, in small: what a search compares. */
export const folded = (text) =>
    text
        .normalize("NFKD")
        .replace(/\p{M}+/gu, "")
        .toLowerCase();

/** Everything about a voice that a search may hit. */
export function searchText(voice, inLanguage) {
    const names = voice.languages.flatMap((tag) => [
        tag,
        languageName(tag, inLanguage),
        languageName(tag, "en"),
        languageName(tag, tag),
    ]);
    return folded(
        [voice.id, voice.name, voice.family, voice.description, voice.gender, ...names].join(" "),
    );
}

/**
 * Voices that hold every word of a query, of a family and of a language if those are given.
 * @param {{query?: string, family?: string, language?: string, inLanguage: string}} wanted
 */
export function findVoices(voices, { query = "", family = "", language = "", inLanguage }) {
    const words = folded(query).split(/\s+/).filter(Boolean);
    return voices.filter((voice) => {
        if (family && voice.family !== family) return false;
        if (language && !voice.languages.some((tag) => baseLanguage(tag) === language)) {
            return false;
        }
        if (words.length === 0) return true;
        const text = searchText(voice, inLanguage);
        return words.every((word) => text.includes(word));
    });
}

/** The voices' languages whose name a query holds: their own voices come before others' that
 * speak them too. */
export function languagesNamed(query, voices, inLanguage) {
    const wanted = folded(query).trim();
    if (!wanted) return [];
    const tags = new Set(voices.flatMap(({ languages }) => languages.map(baseLanguage)));
    return [...tags].filter((tag) =>
        [languageName(tag, inLanguage), languageName(tag, "en"), languageName(tag, tag)].some(
            (name) => folded(name).includes(wanted),
        ),
    );
}

/**
 * Voices by family and, within, by language. Families keep the server's order; of languages
 * those in `first` come first, the others follow by name.
 * @returns {{family: string, language: string, name: string, voices: object[]}[]}
 */
export function groupVoices(voices, { inLanguage, first = [] }) {
    const groups = new Map();
    for (const voice of voices) {
        const language = baseLanguage(voice.languages[0] ?? "und");
        const key = `${voice.family}\n${language}`;
        if (!groups.has(key)) {
            const name = languageName(language, inLanguage);
            groups.set(key, { family: voice.family, language, name, voices: [] });
        }
        groups.get(key).voices.push(voice);
    }
    const families = [...new Set(voices.map(({ family }) => family))];
    const rank = (language) => {
        const place = first.indexOf(language);
        return place < 0 ? first.length : place;
    };
    return [...groups.values()].sort(
        (a, b) =>
            families.indexOf(a.family) - families.indexOf(b.family) ||
            rank(a.language) - rank(b.language) ||
            a.name.localeCompare(b.name, inLanguage),
    );
}

/** The languages that voices speak, without regions, each once, by name. */
export function languagesOf(voices, inLanguage) {
    const tags = new Set(voices.flatMap(({ languages }) => languages.map(baseLanguage)));
    return [...tags]
        .map((tag) => ({ tag, name: languageName(tag, inLanguage) }))
        .sort((a, b) => a.name.localeCompare(b.name, inLanguage));
}
