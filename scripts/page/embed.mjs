// Lists the page's files in Sources/SpeechWeb/Files.c, which puts them into the binary.
//
//     node scripts/page/embed.mjs           writes it
//     node scripts/page/embed.mjs --check   says whether it is up to date

import { readdirSync, readFileSync, writeFileSync } from "node:fs";

import { mediaType } from "./page-files.mjs";

const module = new URL("../../Sources/SpeechWeb/", import.meta.url);

/** Files.c for the files that are in `Page/` now. */
export function filesSource() {
    const names = readdirSync(new URL("Page/", module)).sort();
    const symbol = (name) => name.replace(/[^A-Za-z0-9]/g, "_");
    const arrays = names.map((name) =>
        `static const unsigned char ${symbol(name)}[] = {\n#embed "Page/${name}"\n};\n`);
    const rows = names.map((name) =>
        `    {"${name}", "${mediaType(name)}", ${symbol(name)},\n     sizeof ${symbol(name)}},\n`);
    return `// Written by scripts/page/embed.mjs.
#include "SpeechWeb.h"

// #embed is C23; SwiftPM compiles C as C17.
#pragma clang diagnostic ignored "-Wc23-extensions"

${arrays.join("\n")}
static const SpeechWebFile files[] = {
${rows.join("")}};

const SpeechWebFile *const speechWebFiles = files;
const size_t speechWebFileCount = sizeof files / sizeof *files;
`;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
    const file = new URL("Files.c", module);
    if (process.argv.includes("--check")) {
        if (readFileSync(file, "utf8") !== filesSource()) {
            console.error("Files.c is not what Page/ holds. Run: node scripts/page/embed.mjs");
            process.exit(1);
        }
    } else {
        writeFileSync(file, filesSource());
    }
}
