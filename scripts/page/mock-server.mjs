// A server for working on the page without the engine: the real protocol, sine tones for voices.
//
//     node scripts/page/mock-server.mjs [--port 8899] [--pace 12] [--key secret] [--delay 30]
//
// --pace: seconds of sound made in one second; --delay: milliseconds before the first sound.

import { createHash, randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { parseArgs } from "node:util";

import { acceptSocket } from "./mock-socket.mjs";
import { chunksOf, statisticsOf, tone, voices, wave } from "./mock-speech.mjs";
import { mediaType, pages, policy } from "./page-files.mjs";

const { values: flags } = parseArgs({
    options: {
        port: { type: "string", default: "8899" },
        pace: { type: "string", default: "12" },
        delay: { type: "string", default: "30" },
        key: { type: "string", default: "" },
    },
});
const pace = Number(flags.pace);
const delay = Number(flags.delay);
const folder = new URL("../../Sources/SpeechWeb/Page/", import.meta.url);
const started = Date.now();

const profiles = [
    { name: "fast", first_limit: 20, next_limit: 90, sample_rate: 16_000, block_ms: 25, pre_buffer_ms: 200 },
    { name: "cinematic", first_limit: 100, next_limit: 150, sample_rate: 24_000, block_ms: 60, pre_buffer_ms: 500 },
    { name: "audiobook", first_limit: 500, next_limit: 500, sample_rate: 24_000, block_ms: 60, pre_buffer_ms: 500 },
];
const formats = ["wav", "mp3", "opus", "aac", "flac", "pcm"];
const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// The ledger of requests

const running = new Map();
const recent = [];
const listeners = new Set();
const totals = { requests: 0, errors: 0, cancelled: 0, audio_seconds: 0, characters: 0 };

function tellListeners(event, data) {
    for (const response of listeners) response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

function open(route, text, voice, profile) {
    const entry = {
        ...statisticsOf({ voice, profile, text, chunks: 0, audio: 0, began: Date.now() }),
        route, state: "running", started_at: Date.now() / 1000, progress: 0, client: "c0ffee",
    };
    running.set(entry.request_id, entry);
    totals.requests += 1;
    tellListeners("request", entry);
    return entry;
}

function close(entry, state) {
    entry.state = state;
    entry.progress = state === "done" ? 1 : entry.progress;
    running.delete(entry.request_id);
    recent.unshift(entry);
    recent.splice(100);
    totals.audio_seconds += entry.audio_seconds;
    totals.characters += entry.characters;
    if (state === "error") totals.errors += 1;
    if (state === "cancelled") totals.cancelled += 1;
    tellListeners("request", entry);
}

const load = () => ({
    listeners: running.size, waiting_segments: running.size * 3, running_batches: running.size, queued: 0,
});
setInterval(() => tellListeners("load", load()), 1_000).unref();

const quantile = (values, share) => {
    const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
    return sorted.length ? sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] : null;
};

function stats() {
    const firsts = recent.map((entry) => entry.first_audio_seconds);
    return {
        uptime_seconds: (Date.now() - started) / 1000,
        memory_bytes: process.memoryUsage().rss,
        processor_seconds: process.cpuUsage().user / 1e6,
        running: [...running.values()], recent, totals, load: load(),
        first_audio: { p50: quantile(firsts, 0.5), p95: quantile(firsts, 0.95) },
        rtf: { p50: quantile(recent.map(({ rtf }) => rtf), 0.5) },
    };
}

function metrics() {
    const bounds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
    const firsts = recent.map((entry) => entry.first_audio_seconds);
    const buckets = bounds.map((upper) =>
        `syrinx_first_audio_seconds_bucket{profile="fast",le="${upper}"} ${firsts.filter((v) => v <= upper).length}`);
    return [
        "# HELP syrinx_first_audio_seconds From the request to the first audio.",
        "# TYPE syrinx_first_audio_seconds histogram", ...buckets,
        `syrinx_first_audio_seconds_bucket{profile="fast",le="+Inf"} ${firsts.length}`,
        `syrinx_first_audio_seconds_sum{profile="fast"} ${firsts.reduce((a, b) => a + b, 0)}`,
        `syrinx_first_audio_seconds_count{profile="fast"} ${firsts.length}`,
        "# HELP syrinx_requests_total Requests by state.", "# TYPE syrinx_requests_total counter",
        `syrinx_requests_total{state="done"} ${totals.requests}`,
        "# HELP process_resident_memory_bytes Resident memory.",
        "# TYPE process_resident_memory_bytes gauge",
        `process_resident_memory_bytes ${process.memoryUsage().rss}`, "",
    ].join("\n");
}

// Speaking

const profileOf = (name) => profiles.find((profile) => profile.name === (name ?? "fast"));

function refusal({ voice, profile, speed }) {
    const refuse = (param, message, code) => ({ message, type: "invalid_request_error", param, code });
    if (voice && !voices.some(({ id }) => id === voice)) {
        return refuse("voice", `There is no voice “${voice}”.`, "unknown_voice");
    }
    if (!profileOf(profile)) return refuse("profile", `There is no profile “${profile}”.`, "unknown_profile");
    if (speed !== undefined && !(speed >= 0.25 && speed <= 4)) {
        return refuse("speed", "speed must be between 0.25 and 4.", "out_of_range");
    }
    return null;
}

/** Says a text through a socket as the protocol asks. */
async function utter(socket, start, nextText) {
    const began = Date.now();
    const at = () => (Date.now() - began) / 1000;
    const profile = profileOf(start.profile);
    const voice = start.voice ?? "flite/slt";
    const rate = start.sample_rate ?? profile.sample_rate;
    const entry = open("/v1/audio/speech/stream", "", voice, profile.name);
    socket.send({
        type: "ready", request_id: entry.request_id, voice, profile: profile.name,
        response_format: "pcm", sample_rate: rate, channels: 1, sample_format: "s16le",
        block_ms: profile.block_ms, pre_buffer_ms: profile.pre_buffer_ms,
    });
    const text = await nextText();
    if (text === null) return finish("cancelled");
    if (start.text_format === "ssml" && !text.trimEnd().endsWith("</speak>")) {
        close(entry, "error");
        const message = "The SSML is not well-formed: <speak> is not closed.";
        return socket.send({ type: "error",
            error: { message, type: "invalid_request_error", param: "input", code: "markup" } });
    }
    const chunks = chunksOf(text, profile);
    let audio = 0;
    entry.characters = [...text].length;
    for (const chunk of chunks.slice(0, 6)) {
        socket.send({ type: "chunk", ...chunk, state: "queued", at: at() });
    }
    await sleep(delay);
    for (const chunk of chunks) {
        if (chunk.index >= 6) socket.send({ type: "chunk", ...chunk, state: "queued", at: at() });
        socket.send({ type: "chunk", ...chunk, state: "speaking", at: at() });
        await sleep(0);
        const samples = tone(chunk, { rate, voice, speed: start.speed ?? 1 });
        socket.send({ type: "mark", index: chunk.index, audio_start: audio });
        const block = Math.round((rate * profile.block_ms) / 1000);
        for (let from = 0; from < samples.length; from += block) {
            if (socket.cancelled || socket.closed) return finish("cancelled");
            const part = samples.subarray(from, from + block);
            entry.first_audio_seconds ??= at();
            socket.send(Buffer.from(part.buffer, part.byteOffset, part.byteLength));
            audio += part.length / rate;
            if (audio / pace > at()) await sleep((audio / pace - at()) * 1000);
        }
        socket.send({ type: "chunk", ...chunk, state: "spoken", at: at() });
        Object.assign(entry, { chunks: chunk.index + 1, audio_seconds: audio, synthesis_seconds: at(),
            total_seconds: at(), rtf: at() / audio, progress: (chunk.index + 1) / chunks.length });
        tellListeners("request", entry);
    }
    finish("done");

    function finish(state) {
        close(entry, state);
        socket.send({ type: state, statistics: entry });
    }
}

function speechSocket(socket) {
    let start = null;
    let text = "";
    let given = null;
    const begin = (message) => {
        const error = flags.key && message.api_key !== flags.key && !socket.authorized
            ? { message: "The key is missing or wrong.", type: "authentication_error", param: null, code: "key" }
            : refusal(message);
        if (error) return socket.send({ type: "error", error });
        start = message;
        text = "";
        socket.cancelled = false;
        const whole = new Promise((resolve) => {
            given = resolve;
        });
        utter(socket, message, () => whole).finally(() => {
            start = null;
        });
    };
    socket.onmessage = (message) => {
        if (message.type === "ping") return socket.send({ type: "pong", id: message.id });
        if (message.type === "start") return begin(message);
        if (!start && message.type === "text") begin({});
        if (!start && message.type === "cancel") return socket.send({ type: "cancelled" });
        if (!start) return;
        if (message.type === "text") text += message.text;
        if (message.type === "finish") given(text);
        if (message.type === "cancel") {
            socket.cancelled = true;
            given(null);
        }
    };
}

// Jobs

const jobs = new Map();

async function work(job, text, profile) {
    const chunks = chunksOf(text, profile);
    job.status = "running";
    job.started_at = Date.now() / 1000;
    const parts = [];
    for (const chunk of chunks) {
        await sleep(400);
        if (job.status !== "running") return;
        parts.push(tone(chunk, { rate: profile.sample_rate, voice: job.voice, speed: 1 }));
        const done = chunk.index + 1;
        job.progress = { share: done / chunks.length, chunks: done, expected_chunks: chunks.length,
            audio_seconds: done * 4, seconds_left: (chunks.length - done) * 0.4 };
    }
    job.bytes = wave(parts, profile.sample_rate);
    Object.assign(job, { status: "completed", finished_at: Date.now() / 1000,
        audio: { url: `/v1/jobs/${job.id}/audio`, bytes: job.bytes.length, sha256: "" } });
}

// HTTP

const routes = {
    "GET /health": () => ({ json: { status: "ok" } }),
    "GET /api/options": () => ({ json: {
        version: "0.0.0-mock", profiles, formats, default_voice: "flite/slt", default_profile: "fast",
        languages: [...new Set(voices.flatMap(({ languages }) => languages))].sort(),
        needs_key: flags.key !== "", maximum_characters: 20_000_000, jobs: true,
    } }),
    "GET /v1/audio/voices": () => ({ json: { voices } }),
    "GET /api/tts/stats": () => ({ json: stats() }),
    "GET /metrics": () => ({ text: metrics(), type: "text/plain; version=0.0.4" }),
    "GET /v1/jobs": () => ({ json: { object: "list", data: [...jobs.values()].reverse().map(shown) } }),
    "POST /v1/jobs": (body) => {
        const error = refusal(body);
        if (error) return { status: 404, json: { error } };
        const profile = profileOf(body.profile);
        const job = { id: `job_${randomUUID().slice(0, 8)}`, object: "job", status: "queued",
            created_at: Date.now() / 1000, title: body.title, voice: body.voice,
            profile: profile.name, response_format: body.response_format,
            characters: body.input.length, progress: { share: 0 }, statistics: null, error: null,
            audio: null, restarts: 0 };
        jobs.set(job.id, job);
        work(job, body.input, profile);
        return { status: 202, json: shown(job) };
    },
    "POST /api/tts": async (body) => {
        const error = refusal(body);
        if (error) return { status: 404, json: { error } };
        const profile = profileOf(body.profile);
        const entry = open("/api/tts", body.text, body.voice ?? "flite/slt", profile.name);
        const parts = chunksOf(body.text, profile).map((chunk) =>
            tone(chunk, { rate: profile.sample_rate, voice: body.voice ?? "", speed: body.speed ?? 1 }));
        await sleep(300);
        close(entry, "done");
        return { bytes: wave(parts, profile.sample_rate), type: "audio/wav" };
    },
};

const shown = ({ bytes: _, ...job }) => job;

async function answer(request, path) {
    if (path.startsWith("/app/") || path in pages) {
        const name = pages[path] ?? path.slice(5);
        if (!/^[\w.-]+$/.test(name)) return { status: 404, text: "" };
        return { bytes: await readFile(new URL(name, folder)), type: mediaType(name) };
    }
    if (flags.key && path !== "/health" && path !== "/api/options"
        && request.headers.authorization !== `Bearer ${flags.key}`) {
        return { status: 401, json: { error: { message: "The key is missing or wrong.", type: "authentication_error" } } };
    }
    const job = jobs.get(/^\/v1\/jobs\/([^/]+)/.exec(path)?.[1]);
    if (job && request.method === "DELETE") {
        if (job.status === "running" || job.status === "queued") job.status = "cancelled";
        else jobs.delete(job.id);
        return { json: shown(job) };
    }
    if (job && path.endsWith("/audio")) return { bytes: job.bytes, type: "audio/wav" };
    const route = routes[`${request.method} ${path}`];
    if (!route) return { status: 404, json: { error: { message: "Not found", type: "invalid_request_error" } } };
    const parts = [];
    for await (const part of request) parts.push(part);
    return route(parts.length ? JSON.parse(Buffer.concat(parts)) : {});
}

const server = createServer(async (request, response) => {
    const path = new URL(request.url, "http://mock").pathname;
    if (path === "/api/tts/events") {
        response.writeHead(200, { "Content-Type": "text/event-stream" });
        response.write(`event: load\ndata: ${JSON.stringify(load())}\n\n`);
        listeners.add(response);
        request.on("close", () => listeners.delete(response));
        return;
    }
    let result;
    try {
        result = await answer(request, path);
    } catch (error) {
        result = { status: error.code === "ENOENT" ? 404 : 500, json: { error: { message: String(error), type: "server_error" } } };
    }
    const { status = 200, json, text, bytes, type = "application/json" } = result;
    const body = bytes ?? text ?? JSON.stringify(json);
    response.writeHead(status, { "Content-Type": type, "Content-Length": Buffer.byteLength(body),
        "Content-Security-Policy": policy, "X-Request-Id": randomUUID() });
    response.end(body);
});

server.on("upgrade", (request, stream) => {
    const accept = createHash("sha1")
        .update(`${request.headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
        .digest("base64");
    stream.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + `Sec-WebSocket-Accept: ${accept}\r\n\r\n`);
    speechSocket(acceptSocket(stream));
});

server.listen(Number(flags.port), "127.0.0.1", () => {
    console.log(`mock server: http://127.0.0.1:${server.address().port}/`);
});
