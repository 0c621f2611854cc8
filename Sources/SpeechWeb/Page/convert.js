import { requestJSON } from "./api.js";
import { connection } from "./connection.js";
import { convertAdvice } from "./convert-advice.js";
import { byId, element } from "./dom.js";
import { FilesView } from "./files-view.js";
import { onLanguage, t } from "./i18n.js";
import { icon } from "./icons.js";
import { key } from "./key.js";
import { askUnlessDeclined } from "./key-dialog.js";
import { LiveSession } from "./live-session.js";
import { LiveView } from "./live-view.js";
import { hideProblem, showProblem } from "./problem.js";
import { Profiles } from "./profiles.js";
import { ProfilesView } from "./profiles-view.js";
import { startShell } from "./shell.js";
import { Targets } from "./targets.js";
import { keyMissing, waysOn } from "./way-on.js";

startShell();

const problem = byId("problem");
const session = new LiveSession();
const profiles = new Profiles();
const targets = new Targets();
/** What the server says of conversion; null until it has. */
let offer = null;

/** Shows what went wrong, or with null that nothing does any more. */
function tell(error, again) {
    if (error === null) return hideProblem(problem);
    const advice = convertAdvice(error);
    if (advice) error.advice ??= t(advice, { seconds: error.retryAfter ?? 5 });
    showProblem(problem, error, waysOn(error, again));
    problem.scrollIntoView({ block: "nearest" });
}

new LiveView(session, targets, tell);
const files = new FilesView(targets, tell);
new ProfilesView(profiles, tell);

// Counters for tests and for the curious; nothing reads them here.
globalThis.syrinx = { session, player: files.player };

profiles.addEventListener("change", offerTargets);

function offerTargets() {
    const names = (offer?.profiles ?? []).map((name) => ({ name }));
    targets.offer(profiles.list.length > 0 ? profiles.list : names, offer?.voices ?? []);
}

function showOffer() {
    if (!offer) return;
    const { available, reason, executor, model } = offer;
    byId("live").hidden = !available;
    byId("files").hidden = !available;
    byId("profile-add").hidden = !available;
    byId("model").textContent = available && model
        ? t("convert.model", { model: String(model).slice(0, 12), executor: executor ?? "–" }) : "";
    byId("unavailable").hidden = available;
    byId("unavailable").replaceChildren(
        icon("warning"),
        element(
            "div",
            { class: "words" },
            element("p", { class: "what", text: t("convert.unavailable") }),
            reason ? element("p", { text: reason }) : null,
        ),
    );
}

/** A server that doesn't convert may have profiles all the same, or none at all. */
async function learnProfiles() {
    try {
        await profiles.refresh();
    } catch (error) {
        if (offer.available) throw error;
        byId("profiles").hidden = true;
    }
}

async function learn() {
    try {
        const options = await requestJSON("/api/options");
        if (options.needs_key && !key() && !(await askUnlessDeclined())) {
            return tell(keyMissing(), learn);
        }
        files.offer((options.formats ?? ["wav"]).filter((name) => name !== "pcm"));
        offer = await requestJSON("/v1/audio/convert");
        showOffer();
        await learnProfiles();
    } catch (error) {
        // A server that doesn't convert at all doesn't know the address.
        if (error.status === 404 && !offer) {
            offer = { available: false, reason: "" };
            showOffer();
            await learnProfiles();
        } else {
            tell(error, learn);
        }
    }
    offerTargets();
}

onLanguage(showOffer);
connection.addEventListener("change", () => {
    if (connection.up && !offer) {
        hideProblem(problem);
        learn();
    }
});
// What is being said would be lost without a word.
addEventListener("beforeunload", (event) => {
    if (session.recording) event.preventDefault();
});
learn();
