import { announce } from "./announcer.js";
import { requestJSON } from "./api.js";
import { connection } from "./connection.js";
import { byId, element } from "./dom.js";
import { clock, factor, span } from "./format.js";
import { language, onLanguage, t } from "./i18n.js";
import { icon } from "./icons.js";
import { key } from "./key.js";
import { askForKey, askUnlessDeclined } from "./key-dialog.js";
import { Player } from "./player.js";
import { Preview } from "./preview.js";
import { hideProblem, noSound, showProblem } from "./problem.js";
import { sampleFor } from "./samples.js";
import { startShell } from "./shell.js";
import { SpeechSocket } from "./speech-socket.js";
import { lasting } from "./store.js";
import { Utterance } from "./utterance.js";
import { voiceFacts, VoicePicker } from "./voice-picker.js";
import { voiceName } from "./voices.js";
import { Waveform } from "./waveform.js";
import { keyMissing, waysOn } from "./way-on.js";

startShell();

/** Voices compared at most: as many as there are digits to call them by. */
const most = 9;

const player = new Player();
const preview = new Preview(() => player.pause());
const picker = new VoicePicker(preview);
const problem = byId("problem");
let voices = [];
let options = { profiles: [], maximum_characters: 0 };
let chosen = lasting.read("compared") ?? [];
/** `{voice, utterance, wave, node, parts}` of each result. */
let results = [];
let playing = null;
let turn = 0;

globalThis.syrinx = { player };

// Choosing

function showChips() {
    const chips = chosen.map((id) => {
        const voice = voices.find((candidate) => candidate.id === id);
        const remove = element(
            "button",
            {
                type: "button",
                class: "round quiet",
                "aria-label": t("compare.remove", { voice: id }),
                on: { click: () => choose(chosen.filter((other) => other !== id)) },
            },
            icon("close"),
        );
        return element(
            "li",
            { class: "chip" },
            element("span", { text: voice ? voiceName(voice) : id }),
            element("span", { class: "hint", text: voice ? voiceFacts(voice) : "" }),
            remove,
        );
    });
    const add = element(
        "button",
        { type: "button", id: "add-voice", on: { click: addVoice } },
        icon("add"),
        element("span", { text: t("compare.add") }),
    );
    add.disabled = chosen.length >= most || voices.length === 0;
    byId("chips").replaceChildren(...chips, element("li", {}, add));
    byId("run").disabled = chosen.length === 0;
}

function choose(ids) {
    chosen = ids;
    lasting.write("compared", chosen);
    showChips();
}

async function addVoice() {
    const id = await picker.choose(voices, "");
    if (id && !chosen.includes(id)) choose([...chosen, id]);
    byId("add-voice").focus();
}

// Running

async function run() {
    const text = byId("text").value;
    hideProblem(problem);
    if (text.trim() === "") {
        return showProblem(problem, { message: t("text.none"), advice: t("text.none.advice") });
    }
    if (options.needs_key && !key() && !(await askForKey())) return;
    turn += 1;
    const mine = turn;
    stop();
    const profile = byId("profile").value;
    player.prepare(options.profiles.find(({ name }) => name === profile)?.sample_rate ?? 16_000)
        .catch(tellMute);
    results.forEach(({ socket }) => socket?.close());
    results = chosen.map((id) => ({
        voice: voices.find((voice) => voice.id === id) ?? { id, languages: [] },
        utterance: new Utterance(text, { voice: id, profile, response_format: "pcm" }),
    }));
    if (byId("blind").checked) shuffle(results);
    results.forEach(addCard);
    byId("results").replaceChildren(...results.map(({ node }) => node));
    byId("results-empty").hidden = true;
    announce(t("announce.begun"));
    if (byId("together").checked) {
        await Promise.all(results.map((result) => make(result, new SpeechSocket())));
    } else {
        const socket = new SpeechSocket();
        for (const result of results) {
            if (mine !== turn) return;
            await make(result, socket);
        }
    }
    if (mine === turn) announce(t("compare.done", { count: results.length }));
}

async function make(result, socket) {
    result.socket = socket;
    const { utterance } = result;
    for (const name of ["ready", "audio", "chunk", "end"]) {
        utterance.addEventListener(name, () => update(result));
    }
    utterance.addEventListener("audio", () => {
        if (playing === result) player.more();
    });
    utterance.addEventListener("end", () => {
        if (playing === result) player.complete();
    });
    result.node.classList.add("making");
    await utterance.run(socket);
    result.node.classList.remove("making");
    socket.close();
    results.forEach(update);
    if (utterance.state !== "error") return;
    const { type } = utterance.error;
    if (type === "lost" || type === "unreachable") connection.look();
    tellProblem(utterance.error, run);
}

function tellProblem(error, again) {
    showProblem(problem, error, waysOn(error, again));
}

function shuffle(list) {
    for (let index = list.length - 1; index > 0; index -= 1) {
        const other = Math.floor(Math.random() * (index + 1));
        [list[index], list[other]] = [list[other], list[index]];
    }
}

// Cards

function addCard(result, place) {
    const parts = {
        name: element("h3", {}),
        facts: element("p", { class: "hint" }),
        play: element(
            "button",
            { type: "button", class: "round", on: { click: () => toggle(result) } },
            icon("play", "when-silent"),
            icon("pause", "when-sounding"),
        ),
        time: element("p", { class: "time" }),
    };
    for (const name of ["first", "total", "rtf"]) {
        parts[name] = element("dd", {});
        parts[`${name}-bar`] = element("span", { class: "bar", "aria-hidden": "true" }, element("i"));
    }
    const wave = element(
        "div",
        {
            class: "wave",
            role: "slider",
            tabindex: 0,
            data: { tLabel: "deck.seek" },
            "aria-label": t("deck.seek"),
            "aria-valuemin": 0,
        },
        element("canvas"),
        element("p", { class: "wave-tip", hidden: true }),
    );
    const figures = ["first", "total", "rtf"].map((name) => element(
        "div",
        {},
        element("dt", { data: { t: `compare.${name}` }, text: t(`compare.${name}`) }),
        parts[name],
        parts[`${name}-bar`],
    ));
    result.parts = parts;
    result.node = element(
        "li",
        { class: "panel card" },
        element(
            "div",
            { class: "card-head" },
            parts.play,
            element("div", { class: "who" }, parts.name, parts.facts),
            element("kbd", { text: String(place + 1), "aria-hidden": "true" }),
        ),
        wave,
        parts.time,
        element("dl", { class: "measures" }, ...figures),
    );
    result.wave = new Waveform(wave, {
        seek: (seconds) => (playing === result ? player.seek(seconds) : play(result, seconds)),
        words: (seconds) => {
            const { timeline } = result.utterance;
            return timeline.chunks[timeline.heardAt(seconds)]?.text ?? "";
        },
    });
    result.wave.show(result.utterance);
    update(result);
}

function update(result) {
    if (!result.parts) return;
    const { parts, utterance, voice } = result;
    const place = results.indexOf(result);
    const hidden = byId("blind").checked;
    const name = hidden ? t("compare.anonymous", { letter: "ABCDEFGHI"[place] }) : voiceName(voice);
    parts.name.textContent = name;
    parts.facts.textContent = hidden ? "" : voiceFacts(voice);
    const sounding = playing === result && ["playing", "filling"].includes(player.state);
    parts.play.classList.toggle("sounding", sounding);
    parts.play.setAttribute("aria-label", t(sounding ? "compare.pause" : "compare.play", { voice: name }));
    parts.play.disabled = !utterance.recording?.length;
    result.node.classList.toggle("now", playing === result);
    const position = playing === result ? player.position : 0;
    result.wave.update(position, playing === result);
    const { state, recording } = utterance;
    parts.time.textContent = state === "error"
        ? utterance.error.message || t("making.error", { share: "" })
        : `${clock(position)} / ${clock(recording?.seconds ?? 0)}`;
    parts.time.classList.toggle("bad", state === "error");
    const done = !utterance.running;
    show(result, "first", ({ firstArrival }) => firstArrival, span);
    show(result, "total", (other) => (other.running ? null : other.elapsed), span);
    show(result, "rtf", (other) => (other.running ? null : other.factor), factor);
    result.node.setAttribute("aria-busy", String(!done));
}

/** A figure, and a bar that compares it with the largest. */
function show({ parts, utterance }, name, value, format) {
    const mine = value(utterance);
    const all = results.map((result) => value(result.utterance)).filter(Number.isFinite);
    parts[name].textContent = format(mine);
    const share = Number.isFinite(mine) && all.length > 0 ? mine / Math.max(...all) : 0;
    const best = all.length > 1 && mine === Math.min(...all);
    parts[`${name}-bar`].style.setProperty("--share", share.toFixed(3));
    parts[`${name}-bar`].classList.toggle("best", best);
    parts[name].classList.toggle("best", best);
}

// Listening

function play(result, from) {
    const { recording, running } = result.utterance;
    if (!recording?.length) return;
    preview.silence();
    const last = playing;
    playing = result;
    player.play(recording, { preBuffer: running ? 0.2 : 0, from, complete: !running })
        .catch(tellMute);
    if (last && last !== result) update(last);
    update(result);
}

function tellMute() {
    showProblem(problem, noSound());
}

/** Plays or pauses; from one voice to another it goes on where the same words are. */
function toggle(result) {
    const { state } = player;
    if (playing === result && (state === "playing" || state === "filling")) return player.pause();
    if (playing === result && state === "paused") return player.resume();
    play(result, playing && playing !== result ? samePlace(result) : 0);
}

function samePlace(result) {
    if (!["playing", "filling", "paused"].includes(player.state)) return 0;
    const { timeline } = playing.utterance;
    const heard = timeline.chunks[timeline.heardAt(player.position)];
    const other = result.utterance.timeline;
    return other.chunks[other.chunkOfByte(heard?.source?.[0] ?? 0)]?.audioStart ?? 0;
}

function stop() {
    player.stop();
    const last = playing;
    playing = null;
    if (last) update(last);
}

for (const name of ["change", "position"]) {
    player.addEventListener(name, () => playing && update(playing));
}

addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const typing = event.target.closest("input, textarea, select, dialog");
    if (event.ctrlKey || event.metaKey || event.altKey) {
        if (event.key === "Enter") run();
        return;
    }
    if (typing) return;
    const result = results[Number(event.key) - 1];
    if (result && /^[1-9]$/.test(event.key)) {
        event.preventDefault();
        toggle(result);
    } else if (event.key === "Escape" && playing) {
        stop();
    }
});

byId("setup").addEventListener("submit", (event) => {
    event.preventDefault();
    run();
});
byId("blind").addEventListener("change", () => results.forEach(update));

// Begin

async function learn() {
    try {
        options = await requestJSON("/api/options");
        if (options.needs_key && !key() && !(await askUnlessDeclined())) {
            return tellProblem(keyMissing(), learn);
        }
        ({ voices } = await requestJSON("/v1/audio/voices"));
        chosen = chosen.filter((id) => voices.some((voice) => voice.id === id));
        if (chosen.length === 0) chosen = suggested();
        byId("profile").replaceChildren(...options.profiles.map(({ name }) =>
            element("option", { value: name, text: ["fast", "cinematic", "audiobook"].includes(name) ? t(`profile.${name}`) : name })));
        byId("profile").value = options.default_profile;
        showChips();
    } catch (error) {
        tellProblem(error, learn);
    }
}

/** The default voice, one more of its family, one of each other family. */
function suggested() {
    const first = voices.find(({ id }) => id === options.default_voice) ?? voices[0];
    if (!first) return [];
    const speaks = (voice) => voice.languages.some((tag) => tag.startsWith(first.languages[0].slice(0, 2)));
    const second = voices.find((voice) => voice.family === first.family && voice !== first && speaks(voice));
    const others = new Map();
    for (const voice of voices) {
        if (voice.family !== first.family && speaks(voice) && !others.has(voice.family)) others.set(voice.family, voice);
    }
    return [first, second, ...others.values()].filter(Boolean).map(({ id }) => id).slice(0, most);
}

byId("text").value = sampleFor({ languages: [language()] });
onLanguage(() => {
    showChips();
    for (const option of byId("profile").options) {
        if (["fast", "cinematic", "audiobook"].includes(option.value)) option.text = t(`profile.${option.value}`);
    }
    results.forEach(update);
});
connection.addEventListener("change", () => {
    if (connection.up && voices.length === 0) {
        hideProblem(problem);
        learn();
    }
});
learn();
