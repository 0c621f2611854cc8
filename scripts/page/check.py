"""Uses the page as a person would. See `scripts/page/check`."""

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from conversions import Conversions
from playwright.sync_api import Browser, Page, sync_playwright
from proxy import Proxy
from until import until

STORY = """The reed-bed at first light

Before the sun came over the weir, the reeds stood grey and perfectly still. Then the first wind \
arrived from the sea, and one after another they began to sing: low at the water’s edge, higher \
where they were thin, until the whole bank was a single chord.

Mara had walked out to listen, as she did on most mornings. She counted the voices; there were \
more than she had names for. “It is only air in hollow stems,” her brother used to say, and he \
was right, of course. But so is every word that anyone has ever spoken.

She wrote that down, closed the notebook, and waited for the heron."""

SENTENCE = "Crème brûlée 🦜 for two, please. Thank you."

# Where sound is: the worklet counts what it played, the page keeps what arrived.
PLAYED = "syrinx.player.samplesPlayed"
STATE = "syrinx.player.state"
ARRIVED = "syrinx.listening.utterance?.recording?.length ?? 0"

# A name for this machine that isn't localhost.
INSECURE = "page.test"

# Keeps what the audio thread reports, in `reports`, and the number of what it was last told to
# begin, in `told`.
REPORTS = """globalThis.reports = [];
globalThis.AudioWorkletNode = class extends AudioWorkletNode {
    constructor(...options) {
        super(...options);
        const { port } = this;
        port.addEventListener('message', ({ data }) => reports.push(data));
        const post = port.postMessage.bind(port);
        port.postMessage = (message, ...others) => {
            globalThis.told = message.epoch ?? globalThis.told;
            post(message, ...others);
        };
    }
};"""


class Check:
    def __init__(self, browser: Browser, base: str, proxy: Proxy, key: str, shots: Path | None):
        self.browser = browser
        self.base = base
        self.proxy = proxy
        self.key = key
        self.shots = shots
        self.complaints: list[str] = []
        self.failures = 0

    def page(self, path: str = "/", keyed: bool = True, script: str = "", **context) -> Page:
        options = {"locale": "en-GB", "viewport": {"width": 1440, "height": 900}} | context
        page = self.browser.new_context(accept_downloads=True, **options).new_page()
        page.on("pageerror", lambda error: self.complaints.append(f"{path}: {error}"))
        page.on("console", self.listen)
        if self.key and keyed:
            value = json.dumps(self.key)
            page.add_init_script(f"sessionStorage.setItem('syrinx.key', {json.dumps(value)})")
        if script:
            page.add_init_script(script)
        page.goto(self.base + path)
        if path == "/" and keyed:
            until(page, "document.querySelectorAll('#profiles input').length > 0")
        if path == "/convert" and keyed:
            until(page, "document.querySelector('#live-target option, #unavailable:not([hidden])')")
        return page

    def listen(self, message) -> None:
        # A refused request is written to the console by the browser itself.
        if message.type == "error" and "Failed to load resource" not in message.text \
                and "ERR_CONNECTION" not in message.text and "WebSocket connection" not in message.text:
            self.complaints.append(message.text)

    def step(self, name: str, work) -> None:
        began = time.monotonic()
        self.complaints.clear()
        try:
            note = work() or ""
            assert not self.complaints, "; ".join(self.complaints)
        except Exception as error:  # One failed step must not hide the next.
            self.failures += 1
            print(f"FAILED {name}: {str(error).splitlines()[0] if str(error) else type(error).__name__}")
            if os.environ.get("DEBUG"):
                raise
        else:
            print(f"ok     {name} ({time.monotonic() - began:.1f} s){': ' + note if note else ''}")
        for context in self.browser.contexts:
            context.close()

    # Speaking

    def speak(self, page: Page, text: str) -> None:
        if page.locator("#view-write").is_visible():
            page.click("#view-write")
        if len(text) < 5000:
            page.fill("#text", text)
        else:
            self.paste(page, text)
        page.click("#speak")

    def paste(self, page: Page, text: str) -> None:
        page.fill("#text", "")
        page.evaluate("""(text) => {
            const data = new DataTransfer();
            data.setData('text/plain', text);
            document.getElementById('text').dispatchEvent(
                new ClipboardEvent('paste', { clipboardData: data, cancelable: true, bubbles: true })); }""", text)

    def finish(self, page: Page, seconds: float = 60) -> None:
        until(page, f"{STATE} === 'drained'", timeout=seconds * 1000)

    def plays_everything(self) -> str:
        page = self.page()
        self.speak(page, SENTENCE)
        self.finish(page)
        played, arrived = page.evaluate(PLAYED), page.evaluate(ARRIVED)
        assert arrived > 8000, f"only {arrived} samples arrived"
        assert played == arrived, f"{arrived} samples arrived, {played} were played"
        underruns = page.evaluate("syrinx.player.underruns")
        assert page.locator("#making").evaluate("bar => bar.value") == 1
        spoken = page.evaluate(
            "syrinx.listening.utterance.timeline.chunks.map(c => syrinx.listening.utterance"
            ".text.slice(...syrinx.listening.utterance.range(c)))")
        for word in SENTENCE.split():
            assert any(word in part for part in spoken), f"{word} is in no chunk: {spoken}"
        assert page.locator("#recent-list li").count() == 1
        first = page.locator("#figure-heard dd span").first.inner_text()
        # How often a loaded machine is too late is no fault of the page's: told, not asserted.
        return f"{played} samples, first heard after {first}, {underruns} underruns"

    def shows_progress(self) -> str:
        page = self.page()
        self.speak(page, STORY)
        until(page, f"{PLAYED} > 24000")
        assert page.evaluate(STATE) == "playing"
        assert page.locator(".reader .chunk.now").count() == 1, "nothing is marked in the text"
        assert page.locator(".row.now").count() == 1, "nothing is marked in the list"
        assert page.locator("#making").evaluate("bar => bar.value") > 0
        assert page.locator("#row-list .row").count() >= 4
        lit = page.evaluate("""() => {
            const canvas = document.getElementById('wave-canvas');
            const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
            return data.filter((value, index) => index % 4 === 3 && value > 0).length; }""")
        assert lit > 1000, "the waveform is empty"
        return page.locator("#making-state").inner_text()

    def pauses_seeks_stops(self) -> str:
        page = self.page(script=REPORTS)
        self.speak(page, STORY)
        until(page, f"{PLAYED} > 8000")
        page.click("#pause")
        until(page, f"{STATE} === 'paused'")
        page.wait_for_timeout(100)
        before = page.evaluate(PLAYED)
        page.wait_for_timeout(400)
        assert page.evaluate(PLAYED) == before, "a pause plays on"
        page.click("#pause")
        until(page, f"{PLAYED} > {before + 4000}")
        page.focus("#wave")
        page.keyboard.press("Home")
        until(page, "syrinx.player.position < 1")
        until(page, f"({ARRIVED}) > 160000")
        page.locator("#row-list .row button").nth(3).click()
        until(page, "syrinx.listening.heard === 3")
        # What the audio thread is told to begin anew is numbered. Its first report of the stop's
        # number says that it has received the stop; whatever it counts after that was heard too
        # late. On a loaded machine it may still owe reports of the place that was gone to before.
        silent, totals = page.evaluate("""async () => {
            const pressed = performance.now();
            document.getElementById('stop').click();
            const stop = told;
            const after = () => reports.filter((report) => report.epoch === stop);
            let received = null;
            while (after().length < 5) {
                await new Promise((resolve) => setTimeout(resolve, 5));
                if (after().length > 0) received ??= performance.now();
            }
            return [received - pressed, after().map(({ total }) => total)]; }""")
        assert len(set(totals)) == 1, f"{totals[-1] - totals[0]} samples were heard after the stop"
        until(page, "!syrinx.listening.utterance.running")
        self.speak_again(page)
        return f"the stop was received after {silent:.0f} ms"

    def speak_again(self, page: Page) -> None:
        """Once more on the same socket, and once over one that is still speaking."""
        before = page.evaluate(PLAYED)
        # Until it is heard, nothing is said of when; the last one's time would be negative now.
        first = page.evaluate("""async () => {
            document.getElementById('speak').click();
            for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
            return document.querySelector('#figure-heard dd span').textContent; }""")
        assert not first.startswith(("-", "\u2212")), f"heard after {first}"
        until(page, f"{PLAYED} > {before + 4000}")
        page.keyboard.press("Control+Enter")
        until(page, f"{PLAYED} > {before + 12000}")
        page.keyboard.press("Escape")
        until(page, f"{STATE} === 'stopped'")

    def downloads(self) -> str:
        page = self.page()
        self.speak(page, SENTENCE)
        self.finish(page)
        with page.expect_download() as download:
            page.click("#download")
        size = Path(download.value.path()).stat().st_size
        assert size == 44 + 2 * page.evaluate(ARRIVED), f"{size} bytes"
        page.select_option("#format", "flac")
        with page.expect_download() as download:
            page.click("#download")
        other = Path(download.value.path()).stat().st_size
        assert other > 1000, f"{other} bytes of FLAC"
        return f"{download.value.suggested_filename}, {other} bytes beside {size} of WAV"

    def all_formats_and_voices(self) -> str:
        page = self.page()
        heard = []
        for profile in ("fast", "cinematic", "audiobook"):
            page.check(f"#profiles input[value={profile}]", force=True)
            before = page.evaluate(PLAYED)
            self.speak(page, SENTENCE)
            until(page, f"{PLAYED} > {before + 4000}")
            self.finish(page)
            heard.append(f"{profile} {page.evaluate('syrinx.listening.utterance.recording.rate')} Hz")
        page.click("#voice")
        page.fill("#voice-search", "japanese")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.click("#sample")
        page.wait_for_timeout(50)
        assert "iPhone" in page.input_value("#text")
        before = page.evaluate(PLAYED)
        page.click("#speak")
        until(page, f"{PLAYED} > {before + 4000}")
        return ", ".join(heard)

    # What goes wrong

    def unknown_voice(self) -> str:
        page = self.page()
        ghost = {"id": "nobody/nowhere", "name": "nowhere", "family": "nobody",
                 "languages": ["en"], "gender": "male", "description": "", "sample_rate": 16000}

        def add(route):
            answer = route.fetch()
            body = answer.json()
            body["voices"].insert(0, ghost)
            route.fulfill(response=answer, json=body)

        page.route("**/v1/audio/voices", add)
        page.reload()
        until(page, "document.querySelectorAll('#profiles input').length > 0")
        page.click("#voice")
        page.fill("#voice-search", "nowhere")
        page.keyboard.press("Enter")
        self.speak(page, SENTENCE)
        page.wait_for_selector("#problem:not([hidden])")
        words = page.locator("#problem .words").inner_text()
        assert "nobody/nowhere" in words and "Choose another voice" in words, words
        page.click("#problem button:has-text('Choose a voice')")
        page.fill("#voice-search", "slt")
        page.keyboard.press("Enter")
        page.click("#speak")
        until(page, f"{PLAYED} > 4000")
        return words.splitlines()[0]

    def server_gone(self) -> str:
        page = self.page()
        # Long enough that no server has said it all before the cable is cut.
        self.speak(page, STORY * 200)
        until(page, f"{PLAYED} > 8000")
        self.proxy.cut()
        try:
            page.wait_for_selector("#problem:not([hidden])", timeout=10_000)
            words = page.locator("#problem .words").inner_text()
            assert "connection" in words, words
            page.wait_for_selector("#connection.down", timeout=15_000)
            before = page.evaluate(PLAYED)
            until(page, f"{PLAYED} > {before + 8000}")
            page.click("#speak")
            until(page, "document.querySelector('#problem .what')?.textContent.includes('does not answer')")
        finally:
            self.proxy.restore()
        page.wait_for_selector("#connection.up", state="attached", timeout=15_000)
        self.speak(page, SENTENCE)
        self.finish(page)
        return words.splitlines()[0]

    def empty_and_odd_texts(self) -> str:
        page = self.page()
        self.speak(page, "   ")
        page.wait_for_selector("#problem:not([hidden])")
        assert "no text" in page.locator("#problem").inner_text()
        page.evaluate("document.getElementById('text').value = 'half \\ud83e a parrot'")
        assert page.evaluate("!document.getElementById('text').value.isWellFormed()")
        page.click("#speak")
        self.finish(page)
        page.select_option("#text-format", "ssml")
        self.speak(page, "<speak>never closed")
        page.wait_for_selector("#problem:not([hidden])")
        return page.locator("#problem .what").inner_text()

    def asks_for_key(self) -> str:
        if not self.key:
            return "the server wants none"
        page = self.page(keyed=False)
        for given in ("wrong", self.key):
            page.wait_for_selector(".key-dialog")
            page.fill("#key", given)
            page.click(".key-dialog .primary")
            page.wait_for_timeout(400)
        until(page, "document.querySelectorAll('#profiles input').length > 0")
        self.speak(page, SENTENCE)
        until(page, f"{PLAYED} > 4000")
        kept = page.evaluate("[sessionStorage.getItem('syrinx.key'), localStorage.getItem('syrinx.key')]")
        assert kept == [json.dumps(self.key), None], kept
        for path in ("/stats", "/compare", "/convert", "/"):
            self.declines_key(path)
        return ""

    def declines_key(self, path: str) -> None:
        """Who cancels the question for the key is asked again when they press a button, not before."""
        page = self.page(path, keyed=False)
        page.wait_for_selector(".key-dialog")
        page.click(".key-dialog button[type=button]")
        page.wait_for_selector("#problem:not([hidden])")
        # Longer than the statistics page waits between two looks.
        page.wait_for_timeout(5000 if path == "/stats" else 1000)
        assert page.locator(".key-dialog").count() == 0, f"{path} asks for the key again"
        page.click("#problem button:has-text('Enter the key')")
        page.fill("#key", self.key)
        page.click(".key-dialog .primary")
        page.wait_for_selector({"/stats": "#tiles dd", "/compare": ".chip", "/": "#profiles input",
                                "/convert": "#live-target option, #unavailable:not([hidden])"}[path],
                               state="attached")
        assert page.locator("#problem").is_hidden(), page.locator("#problem").inner_text()
        page.context.close()

    def insecure_page(self) -> str:
        """From another machine, over http: the browser has no audio worklets for such a page."""
        base, self.base = self.base, self.base.replace("127.0.0.1", INSECURE)
        try:
            # A server without a key answers pages of its own machine only.
            if not self.key:
                return "asked where the server wants a key"
            page = self.page()
            assert page.evaluate("!isSecureContext")
            for _ in range(2):
                self.speak(page, SENTENCE)
                page.wait_for_selector("#problem:not([hidden])")
                words = page.locator("#problem .words").inner_text()
                assert "https" in words, words
                until(page, "syrinx.listening.utterance.state === 'done'")
                assert page.evaluate(STATE) == "stopped"
                page.click("#problem button:has-text('Dismiss')")
            page.click("#pause")
            page.wait_for_selector("#problem:not([hidden])")
            with page.expect_download():
                page.click("#download")
            page.click("#voice")
            page.locator(".picker .hear").first.click()
            until(page, "document.querySelector('.picker [role=status]').textContent.includes('https')")
            until(page, "!document.querySelector('.picker .hear.playing')")
            page = self.page("/compare")
            page.wait_for_selector(".chip")
            page.click("#run")
            page.wait_for_selector("#problem:not([hidden])")
            page = Conversions(self).open()
            if page:
                page.click("#live-start")
                page.wait_for_selector("#problem:not([hidden])")
                assert "https" in page.locator("#problem .words").inner_text()
        finally:
            self.base = base
        return words.splitlines()[0]

    # Files and jobs

    def large_file(self) -> str:
        page = self.page()
        with tempfile.NamedTemporaryFile("w", suffix=".md", delete=False) as file:
            file.write(STORY.replace("\n\n", "\n\n# A chapter\n\n") * 5000)
        size = os.path.getsize(file.name)
        page.evaluate("""() => {
            globalThis.longest = 0;
            let last = performance.now();
            const frame = (now) => {
                longest = Math.max(longest, now - last);
                last = now;
                requestAnimationFrame(frame);
            };
            requestAnimationFrame(frame); }""")
        page.set_input_files("#file", file.name)
        until(page, "document.getElementById('text-facts').textContent.includes('.md')")
        assert page.input_value("#text-format") == "markdown"
        page.wait_for_timeout(300)
        opening = page.evaluate("longest")
        page.click("#speak")
        words = page.locator("#problem .words").inner_text()
        assert "memory" in words, words
        page.click("#problem button:has-text('Speak it all the same')")
        until(page, f"{PLAYED} > 32000", timeout=60_000)
        stall = page.evaluate("longest")
        page.click("#stop")
        until(page, "!syrinx.listening.utterance.running")
        os.unlink(file.name)
        return f"{size / 1e6:.1f} MB; longest frame {opening:.0f} ms opening, {stall:.0f} ms speaking"

    def jobs(self) -> str:
        page = self.page()
        if page.locator("#make-job").is_hidden():
            return "the server has no jobs"
        page.fill("#text", STORY)
        page.click("#make-job")
        row = page.locator("#job-list li").first
        row.wait_for()
        row.locator("button:has-text('Download')").wait_for(timeout=60_000)
        with page.expect_download() as download:
            row.locator("button:has-text('Download')").click()
        size = Path(download.value.path()).stat().st_size
        assert size > 10_000, f"{size} bytes"
        count = page.locator("#job-list li").count()
        row.locator("button:has-text('Forget')").click()
        until(page, f"document.querySelectorAll('#job-list li').length === {count - 1}")
        self.paste(page, STORY * 300)
        page.click("#make-job")
        row.locator("button:has-text('Cancel')").click(timeout=20_000)
        until(page, "!document.querySelector('#job-list li progress:not([hidden])')", timeout=20_000)
        return f"{size} bytes"

    # Manner

    def history(self) -> str:
        page = self.page()
        self.speak(page, SENTENCE)
        self.finish(page)
        page.reload()
        page.wait_for_selector("#recent-list li")
        until(page, "document.querySelectorAll('#profiles input').length > 0")
        page.click("#recent-list button:has-text('Speak again')")
        until(page, f"{PLAYED} > 4000")
        self.finish(page)
        assert page.locator("#recent-list li").count() == 1, "the same request is kept twice"
        page.click("#clear-recent")
        assert page.locator("#recent-list li").count() == 0
        return ""

    def keeps_draft(self) -> str:
        page = self.page()
        text = "<speak>" + STORY * 50 + "</speak>"
        page.select_option("#text-format", "ssml")
        self.paste(page, text)
        page.reload()
        until(page, "document.querySelectorAll('#profiles input').length > 0")
        assert page.input_value("#text") == text
        assert page.input_value("#text-format") == "ssml"
        page.select_option("#text-format", "plain")
        self.speak(page, STORY * 50)
        until(page, f"{PLAYED} > 4000")
        asked = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
        page.reload()
        assert asked == ["beforeunload"], asked
        return f"{len(text)} characters"

    def input_methods(self) -> str:
        """Enter and Escape that end a conversion are not for the page."""
        page = self.page()
        page.click("#voice")
        page.fill("#voice-search", "japanese")
        press = """(key) => document.activeElement.dispatchEvent(new KeyboardEvent('keydown',
            { key, isComposing: true, bubbles: true, cancelable: true }))"""
        page.evaluate(press, "Enter")
        assert page.locator("dialog.picker").count() == 1, "a conversion chose a voice"
        page.keyboard.press("Enter")
        page.wait_for_selector("dialog.picker", state="detached")
        return ""

    def languages(self) -> str:
        said = []
        for locale, word in (("en-GB", "Speak"), ("ja-JP", "読み上げる"), ("pt-BR", "Falar"),
                             ("zh-CN", "朗读"), ("fr-FR", "Speak")):
            page = self.page(locale=locale)
            assert page.locator("#speak").inner_text() == word, locale
            said.append(page.evaluate("document.documentElement.lang"))
        assert "zh-Hans" in said, "the page's Chinese leaves the script to the browser"
        page.select_option("#interface-language", "ja")
        assert page.locator("#speak").inner_text() == "読み上げる"
        page.reload()
        until(page, "document.documentElement.lang === 'ja'")
        page.click("#voice")
        page.click("dialog.picker .automatic button")
        page.wait_for_selector("dialog.picker", state="detached")
        page.click("#sample")
        assert "iPhone" in page.input_value("#text"), "the automatic voice's sample isn't in the page's language"
        return " ".join(said)

    def keyboard_only(self) -> str:
        page = self.page()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "manuscript", "the skip link leads nowhere"
        page.keyboard.press("Tab")
        page.focus("#text")
        page.keyboard.type(SENTENCE)
        seen = []
        for _ in range(40):
            page.keyboard.press("Tab")
            name, outline = page.evaluate("""() => {
                const node = document.activeElement;
                const target = node.closest('label') && node.type === 'radio' ? node.closest('label') : node;
                return [node.id || node.className, getComputedStyle(target).outlineStyle]; }""")
            assert outline != "none", f"the focus on {name} can't be seen"
            seen.append(name)
            if name == "speak":
                break
        assert "voice" in seen and "speak" in seen, seen
        page.keyboard.press("Enter")
        until(page, f"{PLAYED} > 4000")
        return f"{len(seen)} stops from text to button"

    def accessible(self) -> str:
        notes = []
        for path in ("/", "/convert", "/compare", "/stats"):
            for scheme in ("light", "dark"):
                page = self.page(path, color_scheme=scheme)
                if path == "/":
                    self.speak(page, STORY)
                    until(page, f"{PLAYED} > 4000")
                    page.click("#pause")
                elif path == "/convert" and page.locator("#live-start").is_enabled():
                    page.click("#live-start")
                    page.click("#profile-add summary")
                page.wait_for_timeout(600)
                found = Axe().run(page).response["violations"]
                serious = [v for v in found if v["impact"] in ("serious", "critical")]
                notes += [f"{path}: {v['id']}" for v in found if v not in serious]
                assert not serious, "; ".join(
                    f"{path} {scheme} {v['id']}: {v['nodes'][0]['html'][:120]}" for v in serious)
                page.context.close()
        return "minor: " + ", ".join(sorted(set(notes))) if notes else ""

    def narrow(self) -> str:
        for path in ("/", "/convert", "/compare", "/stats"):
            for locale in ("en-GB", "ja-JP", "pt-BR", "zh-CN"):
                page = self.page(path, viewport={"width": 360, "height": 780}, locale=locale)
                page.wait_for_timeout(300)
                wide = page.evaluate("document.documentElement.scrollWidth")
                assert wide <= 360, f"{path} in {locale} is {wide} pixels wide"
                page.context.close()
        return ""

    # The other pages

    def compares(self) -> str:
        page = self.page("/compare")
        page.wait_for_selector(".chip")
        count = page.locator(".chip").count()
        page.fill("#text", STORY[:200])
        page.click("#run")
        until(page, f"document.querySelectorAll('.card[aria-busy=false]').length === {count}", timeout=60_000)
        page.select_option("#interface-language", "pt")
        assert page.locator(".card dt").first.inner_text().lower() == "primeiro som"
        assert page.locator(".card .wave").first.get_attribute("aria-label") == "Posição no som"
        page.evaluate("document.activeElement.blur()")
        for digit in range(1, count + 1):
            before = page.evaluate(PLAYED)
            page.keyboard.press(str(digit))
            until(page, f"{PLAYED} > {before + 4000}")
        return f"{count} voices"

    def statistics(self) -> str:
        page = self.page("/stats")
        page.wait_for_selector("#tiles dd")
        until(page, "document.getElementById('live').textContent === 'live'")
        other = self.page()
        self.speak(other, STORY)
        until(other, f"{PLAYED} > 4000")
        until(page, "document.querySelectorAll('#recent tbody tr').length > 0", timeout=20_000)
        until(page, "document.querySelectorAll('#histograms figure').length > 0", timeout=10_000)
        page.click("#all summary")
        page.wait_for_selector("#metrics tr")
        return f"{page.locator('#histograms figure').count()} histograms"

    # Pictures

    def pictures(self) -> str:
        sizes = {"desktop": (1440, 900, "en-GB"), "phone": (360, 780, "pt-BR")}
        taken = 0
        for name, (width, height, locale) in sizes.items():
            for scheme in ("light", "dark"):
                look = {"viewport": {"width": width, "height": height}, "color_scheme": scheme, "locale": locale}
                page = self.page(**look)

                def shoot(what, whole=False):
                    nonlocal taken
                    page.screenshot(path=self.shots / f"{what}-{name}-{scheme}.png", full_page=whole)
                    taken += 1

                shoot("empty")
                page.click("#voice")
                page.wait_for_timeout(200)
                shoot("voices")
                page.keyboard.press("Escape")
                self.speak(page, STORY)
                until(page, "syrinx.player.position > 5")
                shoot("speaking")
                shoot("speaking-whole", whole=True)
                page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
                page.wait_for_timeout(150)
                shoot("speaking-below")
                page.goto(self.base + "/compare")
                page.wait_for_selector(".chip")
                page.click("#run")
                page.wait_for_selector(".card")
                until(page, "!document.querySelector('.card[aria-busy=true]')")
                page.locator(".card button").nth(1).click()
                until(page, "syrinx.player.position > 1")
                shoot("compare", whole=True)
                page.goto(self.base + "/convert")
                page.wait_for_timeout(1000)
                if page.locator("#live-start").is_enabled():
                    page.click("#live-start")
                    page.wait_for_timeout(6000)
                shoot("convert", whole=True)
                page.goto(self.base + "/stats")
                page.wait_for_timeout(5000)
                shoot("statistics")
                shoot("statistics-whole", whole=True)
                page.goto(self.base + "/")
                until(page, "document.querySelectorAll('#profiles input').length > 0")
                self.speak(page, STORY * 200)
                until(page, "syrinx.player.position > 1")
                self.proxy.cut()
                page.wait_for_selector("#problem:not([hidden])")
                page.evaluate("window.scrollTo(0, 0)")
                page.wait_for_timeout(400)
                shoot("lost")
                self.proxy.restore()
                page.context.close()
        return f"{taken} in {self.shots}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base", help="address of the server, as http://127.0.0.1:8880")
    parser.add_argument("--shots", type=Path, help="folder for screenshots; none are taken without")
    parser.add_argument("--key", default="", help="the server's key, if it wants one")
    parser.add_argument("--only", default="", help="names of steps, with commas")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    options = parser.parse_args()
    server = urlsplit(options.base)
    proxy = Proxy(server.hostname, server.port or 80)
    if options.shots:
        options.shots.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=options.chromium,
            # As root, in a container, Chromium's own sandbox can't be; sound needs a click
            # elsewhere, and here there is one. The microphone is one that beeps.
            args=["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
                  f"--host-resolver-rules=MAP {INSECURE} 127.0.0.1",
                  *(["--no-sandbox"] if os.geteuid() == 0 else [])],
        )
        check = Check(browser, f"http://127.0.0.1:{proxy.port}", proxy, options.key, options.shots)
        steps = [
            check.plays_everything, check.shows_progress, check.pauses_seeks_stops,
            check.downloads, check.all_formats_and_voices, check.unknown_voice, check.server_gone,
            check.empty_and_odd_texts, check.asks_for_key, check.insecure_page, check.large_file, check.jobs, check.history,
            check.keeps_draft, check.input_methods, check.languages, check.keyboard_only, check.accessible, check.narrow, check.compares,
            check.statistics, *Conversions(check).steps,
        ]
        if options.shots:
            steps.append(check.pictures)
        wanted = set(filter(None, options.only.split(",")))
        for step in steps:
            if not wanted or step.__name__ in wanted:
                check.step(step.__name__.replace("_", " "), step)
        browser.close()
    print("all well" if check.failures == 0 else f"{check.failures} failed")
    return min(check.failures, 1)


if __name__ == "__main__":
    sys.exit(main())
