// Serves the page's files from the folder, and asks a running server for everything else: to work
// on the page without building the binary anew.
//
//     node scripts/page/serve.mjs [--port 8899] [--to http://127.0.0.1:8880]

import { readFile } from "node:fs/promises";
import { createServer, request as ask } from "node:http";
import { connect } from "node:net";
import { parseArgs } from "node:util";

import { mediaType, pages, policy } from "./page-files.mjs";

const { values: flags } = parseArgs({
    options: {
        port: { type: "string", default: "8899" },
        to: { type: "string", default: "http://127.0.0.1:8880" },
    },
});
const target = new URL(flags.to);
const folder = new URL("../../Sources/SpeechWeb/Page/", import.meta.url);

const server = createServer(async (request, response) => {
    const path = new URL(request.url, "http://page").pathname;
    const name = pages[path] ?? /^\/app\/([\w.-]+)$/.exec(path)?.[1];
    if (name) {
        try {
            const bytes = await readFile(new URL(name, folder));
            response.writeHead(200, {
                "Content-Type": mediaType(name), "Content-Security-Policy": policy, "Cache-Control": "no-store",
            });
            response.end(bytes);
        } catch {
            response.writeHead(404).end();
        }
        return;
    }
    const { method, headers } = request;
    const onward = ask(
        { host: target.hostname, port: target.port, path: request.url, method, headers },
        (answer) => {
            response.writeHead(answer.statusCode, answer.headers);
            answer.pipe(response);
        },
    );
    onward.on("error", () => response.writeHead(502).end());
    response.on("close", () => onward.destroy());
    request.pipe(onward);
});

server.on("upgrade", (request, stream, head) => {
    const far = connect(Number(target.port), target.hostname, () => {
        const lines = [`GET ${request.url} HTTP/1.1`];
        for (let index = 0; index < request.rawHeaders.length; index += 2) {
            lines.push(`${request.rawHeaders[index]}: ${request.rawHeaders[index + 1]}`);
        }
        far.write(`${lines.join("\r\n")}\r\n\r\n`);
        far.write(head);
        stream.pipe(far).pipe(stream);
    });
    for (const [one, other] of [[stream, far], [far, stream]]) {
        one.on("error", () => other.destroy());
        one.on("close", () => other.destroy());
    }
});

server.listen(Number(flags.port), "127.0.0.1", () => {
    console.log(`page: http://127.0.0.1:${server.address().port}/, the rest from ${flags.to}`);
});
