import { lasting, passing } from "./store.js";

/** The server's key, if the user gave one. */
export const key = () => passing.read("key") ?? lasting.read("key");

/** Keeps a key: as long as the tab, or until another takes its place. */
export function keepKey(value, { forever }) {
    forgetKey();
    (forever ? lasting : passing).write("key", value);
}

function forgetKey() {
    lasting.remove("key");
    passing.remove("key");
}

/** The header that tells the key. */
export const keyHeader = () => (key() ? { Authorization: `Bearer ${key()}` } : {});
