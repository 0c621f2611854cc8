import { t } from "./i18n.js";
import { key } from "./key.js";
import { askForKey } from "./key-dialog.js";

/** A server that wants a key, and nobody who gave one. */
export const keyMissing = () => ({ type: "authentication_error", message: t("key.none") });

/**
 * The choices beside an error: the key where that is what it is about, else the same again.
 * @param {{type?: string}} error
 * @param {() => void} [again]
 * @returns {{label: string, action: () => void}[]}
 */
export function waysOn(error, again) {
    if (error.type === "authentication_error") {
        const enter = async () => {
            if (await askForKey({ refused: key() !== null })) again?.();
        };
        return [{ label: t("key.enter"), action: enter }];
    }
    return again ? [{ label: t("again"), action: () => again() }] : [];
}
