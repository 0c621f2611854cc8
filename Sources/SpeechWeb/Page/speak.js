import { announce } from "./announcer.js";
import { requestJSON } from "./api.js";
import { connection } from "./connection.js";
import { Deck } from "./deck.js";
import { byId } from "./dom.js";
import { roughSeconds } from "./estimate.js";
import { fetchFile, fileName, recorded, save } from "./download.js";
import { bytes, factor, span } from "./format.js";
import { readHistory, remember } from "./history.js";
import { HistoryView } from "./history-view.js";
import { language as pageLanguage, onLanguage, t } from "./i18n.js";
import { Jobs } from "./jobs.js";
import { JobsView } from "./jobs-view.js";
import { key } from "./key.js";
import { askForKey, askUnlessDeclined } from "./key-dialog.js";
import { Listening } from "./listening.js";
import { largest, Manuscript } from "./manuscript.js";
import { Player } from "./player.js";
import { Preview } from "./preview.js";
import { hideProblem, noSound, showProblem } from "./problem.js";
import { sampleFor } from "./samples.js";
import { formatName, SettingsForm } from "./settings-form.js";
import { startShell } from "./shell.js";
import { SpeechSocket } from "./speech-socket.js";
import { passing } from "./store.js";
import { Utterance } from "./utterance.js";
import { keyMissing, waysOn } from "./way-on.js";

startShell();

const player = new Player();
const listening = new Listening(new SpeechSocket(), player);
const manuscript = new Manuscript();
const settings = new SettingsForm(new Preview(() => listening.pause()));
const deck = new Deck(listening);
const jobs = new Jobs();
const problem = byId("problem");
const jobsView = new JobsView(jobs, (error) => showProblem(problem, error));
const history = new HistoryView(again);

// Counters for tests and for the curious; nothing reads them here.
Object.assign(globalThis, { syrinx: { player, listening, jobsView } });

// What the server offers

async function learn() {
    try {
        const options = await requestJSON("/api/options");
        if (options.needs_key && !key() && !(await askUnlessDeclined())) {
            return tellProblem(keyMissing(), learn);
        }
        const { voices } = await requestJSON("/v1/audio/voices");
        settings.offer(options, voices);
        byId("make-job").hidden = !options.jobs;
        byId("jobs").hidden = !options.jobs;
        if (options.jobs) jobs.refresh();
        measureMemory();
    } catch (error) {
        tellProblem(error, learn);
    }
}

connection.addEventListener("change", () => {
    if (connection.up && settings.voices.length === 0) {
        hideProblem(problem);
        learn();
    }
});

async function measureMemory() {
    try {
        deck.serverMemory = (await requestJSON("/api/tts/stats")).memory_bytes;
        deck.update();
    } catch {
        // A figure less; speaking goes on.
    }
}

// Speaking

/** Hours of speech from which the page asks first: all of the sound stays in the tab's memory, 115
 * to 170 MB of it an hour, and at some GB the browser ends the tab. */
const mostHours = 4;

/** @param {{however?: boolean}} [more] whether also a text that is too long for the page */
async function speak({ however = false } = {}) {
    const { text } = manuscript;
    hideProblem(problem);
    if (text.trim() === "") {
        tellProblem({ message: t("text.none"), advice: t("text.none.advice") });
        byId("text").focus();
        return;
    }
    if (settings.options.needs_key && !key() && !(await askForKey())) return;
    const most = settings.options.maximum_characters;
    if (most && text.length > most) {
        tellProblem({ message: t("text.long", { count: most }), advice: t("advice.shorter") });
        return;
    }
    const seconds = roughSeconds(text) / settings.chosen.speed;
    if (!however && seconds > mostHours * 3_600) return tellLong(seconds);
    player.prepare(settings.profile?.sample_rate ?? 16_000).catch(tellMute);
    const chosen = settings.chosen;
    const utterance = new Utterance(text, {
        ...settings.request,
        response_format: "pcm",
        text_format: manuscript.format,
    });
    showReading(true);
    if (matchMedia("(max-width: 60rem)").matches) byId("manuscript").scrollIntoView();
    announce(t("announce.begun"));
    const ended = listening.start(utterance);
    const memory = setInterval(measureMemory, 3_000);
    measureMemory();
    await ended;
    clearInterval(memory);
    measureMemory();
    if (listening.utterance === utterance) over(utterance);
    if (utterance.state !== "error") {
        remember({
            text,
            settings: { ...chosen, text_format: manuscript.format },
            statistics: utterance.statistics,
        });
        history.show();
    }
}

/** Of a text whose sound would fill the tab's memory, a file is the better way. */
function tellLong(seconds) {
    const size = bytes(seconds * 2 * (settings.profile?.sample_rate ?? 16_000));
    const choices = [{ label: t("text.hours.however"), action: () => speak({ however: true }) }];
    if (settings.options.jobs) {
        choices.unshift({ label: t("jobs.make"), action: () => byId("make-job").click() });
    }
    const message = t("text.hours", { time: span(seconds), size });
    const advice = t(settings.options.jobs ? "text.hours.advice" : "advice.shorter");
    showProblem(problem, { message, advice }, choices);
}

function over(utterance) {
    const { state, error, statistics } = utterance;
    if (state === "error") {
        if (error.type === "lost" || error.type === "unreachable") connection.look();
        return tellProblem(error, () => speak());
    }
    const words = [...utterance.warnings];
    if (state === "done") {
        words.unshift(t("announce.made", {
            time: span(statistics?.audio_seconds ?? utterance.recording?.seconds ?? 0),
            work: span(utterance.elapsed),
            factor: factor(utterance.factor),
        }));
    }
    // Told one after the other, the second would take the first one's place.
    if (words.length > 0) announce(words.join(" "));
}

function tellMute() {
    showProblem(problem, noSound());
}

listening.addEventListener("mute", tellMute);

/** Tells what went wrong, with a way on that suits it. */
function tellProblem(error, again) {
    const choices = waysOn(error, again);
    if (error.param === "voice" && settings.voices.length > 0) {
        choices.unshift({ label: t("picker.title"), action: () => byId("voice").click() });
    }
    showProblem(problem, error, choices);
}

manuscript.addEventListener("problem", ({ detail }) => showProblem(problem, detail));

byId("settings").addEventListener("submit", (event) => {
    event.preventDefault();
    speak();
});

// Writing and reading along

function showReading(reading) {
    byId("reader").hidden = !reading;
    byId("text").classList.toggle("behind", reading);
    byId("text").inert = reading;
    byId("view-switch").hidden = !listening.utterance && !reading;
    byId("view-write").setAttribute("aria-pressed", String(!reading));
    byId("view-read").setAttribute("aria-pressed", String(reading));
    deck.update();
}

byId("view-write").addEventListener("click", () => {
    showReading(false);
    byId("text").focus();
});
byId("view-read").addEventListener("click", () => showReading(true));
manuscript.addEventListener("change", () => {
    showReading(false);
    byId("view-switch").hidden = listening.utterance === null;
    const { text, format } = manuscript;
    passing.write("draft", text.length <= largest ? { text, format } : { text: "", format });
});

byId("sample").addEventListener("click", () => {
    const { language } = settings.chosen;
    // The automatic voice speaks any language: the reader's own will be understood.
    const voice = settings.voice ?? { languages: [pageLanguage()] };
    manuscript.set(sampleFor(language ? { languages: [language] } : voice));
});

function again(entry) {
    const { text_format: format, ...chosen } = entry.settings;
    settings.restore(chosen);
    if (!entry.whole) {
        announce(t("recent.tooLong"));
        showProblem(problem, { message: t("recent.tooLong"), advice: t("recent.tooLong.advice") });
        return;
    }
    manuscript.set(entry.text, { format });
    speak();
}

// Files

let fetching = null;

byId("download").addEventListener("click", async () => {
    const { utterance } = listening;
    const { format } = settings;
    const name = fileName(utterance.text, manuscript.fileName, format);
    if (fetching) return fetching.abort();
    if (format === "wav" || format === "pcm") return save(recorded(utterance.recording, format), name);
    fetching = new AbortController();
    const { response_format: _, text_format: textFormat, ...request } = utterance.settings;
    try {
        const file = await fetchFile(
            "/api/tts",
            {
                method: "POST",
                signal: fetching.signal,
                json: { ...request, text: utterance.text, text_format: textFormat, format },
            },
            (received) => {
                byId("download-label").textContent = t("deck.fetching", { size: bytes(received) });
            },
        );
        save(file, name);
        announce(t("announce.saved", { name }));
    } catch (error) {
        if (error.name !== "AbortError") tellProblem(error);
    } finally {
        fetching = null;
        showDownload();
    }
});

function showDownload() {
    byId("download-label").textContent = t("deck.downloadAs", {
        format: formatName(settings.format).replace(/ .*/, ""),
    });
}
settings.addEventListener("change", showDownload);
onLanguage(showDownload);

byId("make-job").addEventListener("click", async () => {
    const { text } = manuscript;
    hideProblem(problem);
    if (text.trim() === "") {
        return tellProblem({ message: t("text.none"), advice: t("text.none.advice") });
    }
    try {
        const title = manuscript.fileName || text.trim().slice(0, 80).replace(/\s+/g, " ");
        await jobs.create({
            ...settings.request,
            input: text.toWellFormed(),
            title: title.toWellFormed(),
            text_format: manuscript.format,
            response_format: settings.format,
        });
        announce(t("announce.job"));
        byId("jobs").scrollIntoView({ block: "nearest" });
    } catch (error) {
        tellProblem(error, () => byId("make-job").click());
    }
});

// Keys

addEventListener("keydown", (event) => {
    // Enter and Escape belong to the input method while it composes.
    if (event.isComposing) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        speak();
    } else if (event.key === "Escape" && !byId("stop").disabled) {
        event.preventDefault();
        listening.stop();
        announce(t("announce.stopped"));
    } else if (event.key === " " && unused(event.target) && !byId("pause").disabled) {
        event.preventDefault();
        deck.toggle();
    }
});

/** Whether keys mean nothing to what has the focus. */
const unused = (node) => node === document.body || node === byId("manuscript");

// Begin

/** What was being written in this tab, or else what was said last, if all of it was kept. */
function begin() {
    const draft = passing.read("draft");
    const [last] = readHistory();
    if (typeof draft?.text === "string") manuscript.set(draft.text, { format: draft.format });
    else if (last?.whole) manuscript.set(last.text, { format: last.settings.text_format });
    else manuscript.set("");
}

addEventListener("beforeunload", (event) => {
    if (listening.utterance?.running) event.preventDefault();
});

begin();
learn().then(showDownload);
