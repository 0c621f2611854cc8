/** The pages' addresses and their files; every other file is at `/app/<name>`. */
export const pages = {
    "/": "index.html", "/convert": "convert.html", "/compare": "compare.html", "/stats": "stats.html",
};

const types = {
    html: "text/html; charset=utf-8",
    js: "text/javascript; charset=utf-8",
    css: "text/css; charset=utf-8",
    svg: "image/svg+xml",
};

/** The media type of a file of the page. */
export function mediaType(name) {
    const found = types[name.split(".").pop()];
    if (!found) throw new Error(`Page/${name}: no media type is known for it`);
    return found;
}

/** The strictest policy under which the page works. */
export const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
