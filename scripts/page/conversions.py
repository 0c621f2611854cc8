"""Uses the page that converts voices. Its microphone is Chromium's, which beeps once a second."""

import sys
import json
import tempfile
import urllib.request
from pathlib import Path

from playwright.sync_api import Page

from until import until

# Ten seconds and more of one voice, which a profile can be taken from.
CLIP = """The reeds stood grey and perfectly still. Then the first wind arrived from the sea, and \
one after another they began to sing, low at the water's edge, higher where they were thin. Mara \
counted the voices; there were more than she had names for."""

STATE = "syrinx.session.state"


class Conversions:
    """Steps of a check, on a server that converts; on others only that the page says why not."""

    def __init__(self, check):
        self.check = check
        self.clip: bytes | None = None

    @property
    def steps(self) -> list:
        # A debug build on a busy machine converts no voice in time: that step only where it is asked for.
        live = [self.converts_live] if "converts_live" in " ".join(sys.argv) else []
        return [self.convert_in_four_languages, *live, self.converts_again_after_a_loss,
                self.converts_files, self.keeps_profiles]

    # Getting there

    def open(self, **context) -> Page | None:
        """The page, or nothing where the server doesn't convert."""
        page = self.check.page("/convert", **context)
        if page.locator("#unavailable").is_visible():
            assert page.locator("#unavailable .what").inner_text(), "the page doesn't say why"
            assert page.locator("#live").is_hidden()
            return None
        return page

    def asked(self, path: str, body: dict) -> bytes:
        headers = {"Content-Type": "application/json"}
        if self.check.key:
            headers["Authorization"] = f"Bearer {self.check.key}"
        request = urllib.request.Request(self.check.base + path, json.dumps(body).encode(), headers)
        with urllib.request.urlopen(request, timeout=240) as answer:
            return answer.read()

    def spoken(self) -> Path:
        """A recording of one of the server's voices."""
        if self.clip is None:
            self.clip = self.asked("/v1/audio/speech",
                                   {"model": "tts-1", "voice": "alloy", "input": CLIP, "response_format": "wav"})
        with tempfile.NamedTemporaryFile("wb", suffix=".wav", delete=False) as file:
            file.write(self.clip)
        return Path(file.name)

    # Steps

    def convert_in_four_languages(self) -> str:
        said = []
        for locale, word in (("en-GB", "Convert"), ("ja-JP", "声の変換"), ("pt-BR", "Converter"), ("zh-CN", "变声")):
            page = self.check.page("/convert", locale=locale)
            assert page.locator("h1").inner_text() == word, locale
            said.append(page.locator("#live-start, #unavailable .what").locator("visible=true").first.inner_text())
            page.context.close()
        return " · ".join(said)

    def converts_live(self) -> str:
        page = self.open()
        if not page:
            return "the server doesn't convert"
        page.click("#live-start")
        until(page, f"{STATE} === 'running'", timeout=240_000)
        until(page, "syrinx.session.audio.output.consumed > syrinx.session.audio.rate * 3")
        until(page, "syrinx.session.meters?.frames > 100")
        for part in ("algorithmic", "compute", "playback", "network"):
            words = page.locator(f"#latency-{part}").inner_text()
            assert words[0].isdigit(), f"{part}: {words}"
        assert page.locator("#count-late").inner_text()[0].isdigit()
        until(page, "Number(document.getElementById('input-meter').getAttribute('aria-valuenow')) > -60")
        measured = page.evaluate("syrinx.session.measured")
        assert 20 < measured < 2000, f"{measured} ms"
        last = page.evaluate("document.getElementById('live-target').options.length") - 1
        page.evaluate(f"""() => {{
            const list = document.getElementById('live-target');
            list.selectedIndex = {last};
            list.dispatchEvent(new Event('change')); }}""")
        page.fill("#live-pitch", "-3")
        page.check("#gate-on")
        page.click("#bypass")
        assert page.get_attribute("#bypass", "aria-pressed") == "true"
        page.click("#live-record")
        until(page, "syrinx.session.recording?.seconds > 1")
        with page.expect_download() as download:
            page.click("#live-record")
        size = Path(download.value.path()).stat().st_size
        assert size > 40_000, f"{size} bytes"
        assert page.locator("#problem").is_hidden(), page.locator("#problem").inner_text()
        words = page.locator("#latency-sum").inner_text()
        page.click("#live-start")
        until(page, f"{STATE} === 'off'")
        underruns = page.evaluate("syrinx.session.audio.output.underruns")
        return f"{words} in parts, {measured:.0f} ms measured, {underruns} underruns"

    def converts_again_after_a_loss(self) -> str:
        page = self.open()
        if not page:
            return "the server doesn't convert"
        page.click("#live-start")
        until(page, f"{STATE} === 'running'", timeout=240_000)
        self.check.proxy.cut()
        try:
            until(page, f"{STATE} === 'waiting'", timeout=15_000)
            words = page.locator("#live-state").inner_text()
            assert "lost" in words, words
        finally:
            self.check.proxy.restore()
        until(page, f"{STATE} === 'running'", timeout=30_000)
        until(page, "syrinx.session.audio.output.consumed > syrinx.session.audio.rate")
        assert page.locator("#count-reconnections").inner_text() == "1"
        return words

    def converts_files(self) -> str:
        page = self.open()
        if not page:
            return "the server doesn't convert"
        file = self.spoken()
        page.set_input_files("#file-input", file)
        page.click("#file-convert")
        until(page, "document.getElementById('file-state').textContent.includes('sounds like')", timeout=120_000)
        page.click("#file-play")
        until(page, "syrinx.player.samplesPlayed > 8000")
        with page.expect_download() as download:
            page.click("#file-download")
        size = Path(download.value.path()).stat().st_size
        assert size > 40_000, f"{size} bytes"
        file.write_bytes(b"no sound at all")
        page.set_input_files("#file-input", file)
        page.click("#file-convert")
        page.wait_for_selector("#problem:not([hidden])")
        words = page.locator("#problem .words").inner_text()
        file.unlink()
        return f"{download.value.suggested_filename}, {size} bytes; {words.splitlines()[0]}"

    def keeps_profiles(self) -> str:
        page = self.open()
        if not page:
            return "the server doesn't convert"
        file = self.spoken()
        page.click("#profile-add summary")
        page.set_input_files("#clip-input", file)
        page.fill("#profile-display", "Ç reed")
        assert page.input_value("#profile-name") == "c-reed"
        page.click("#profile-save")
        page.wait_for_timeout(300)
        assert page.locator("li[data-name=c-reed]").count() == 0, "consent wasn't asked for"
        page.check("#profile-consent")
        page.click("#profile-save")
        page.wait_for_selector("li[data-name=c-reed]")
        facts = page.locator("li[data-name=c-reed] .meta").inner_text()
        until(page, "[...document.getElementById('live-target').options].some(({ value }) => value === 'c-reed')")
        page.click("li[data-name=c-reed] button:has-text('Rename')")
        page.fill("dialog input >> nth=1", "reed-bed")
        page.click("dialog button[type=submit]")
        page.wait_for_selector("li[data-name=reed-bed]")
        with page.expect_download() as download:
            page.click("li[data-name=reed-bed] button:has-text('Export')")
        exported = Path(download.value.path()).with_suffix(".safetensors")
        exported.write_bytes(Path(download.value.path()).read_bytes())
        self.delete(page, "reed-bed")
        page.set_input_files("#profile-import-input", exported)
        page.wait_for_selector("li[data-name=reed-bed]")
        self.delete(page, "reed-bed")
        self.records_clip(page)
        file.unlink()
        return facts

    def delete(self, page: Page, name: str) -> None:
        page.click(f"li[data-name={name}] button:has-text('Delete')")
        page.click("dialog button[type=submit]")
        page.wait_for_selector(f"li[data-name={name}]", state="detached")
        until(page, "document.activeElement.id === 'profiles-label'")

    def records_clip(self, page: Page) -> None:
        """Beeps are no voice that one could take, but they are recorded like one."""
        if not page.evaluate("document.getElementById('profile-add').open"):
            page.click("#profile-add summary")
        page.click("#clip-record")
        until(page, "document.getElementById('clip-name').textContent.includes('0:02')")
        assert page.locator("#clip-meter").is_visible()
        page.click("#clip-record")
        until(page, "document.getElementById('clip-name').textContent.includes('Ten seconds')")
