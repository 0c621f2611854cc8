"""Syrinx's server and OpenVoiceOS's, asked for the same texts in turns."""

import argparse
import concurrent.futures
import contextlib
import json
import os
import pathlib
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

VOICE = "espeak/en-us"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Heard:
    """What came of one request: seconds to the first sound and to the end, and the audio."""

    def __init__(self, request):
        start = time.perf_counter()
        self.first, audio = None, b""
        with urllib.request.urlopen(request, timeout=60) as answer:
            while part := answer.read1(1 << 16):
                audio += part
                if self.first is None and is_audible(audio[44:]):
                    self.first = time.perf_counter() - start
        self.total = time.perf_counter() - start
        rate = int.from_bytes(audio[24:28], "little")
        self.seconds = (len(audio) - 44) / 2 / rate


def is_audible(samples):
    """Whether a sample of 16 bits is louder than -60 dB of full scale."""
    whole = samples[: len(samples) // 2 * 2]
    return any(abs(value) > 32 for value in memoryview(whole).cast("h"))


class Server:
    def __init__(self, name, command, folder, ask, ready):
        self.name, self.ask = name, ask
        home = pathlib.Path(folder) / name
        home.mkdir()
        environment = {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8"}
        self.process = subprocess.Popen(
            command, env=environment, cwd=home, stdout=subprocess.DEVNULL,
            stderr=open(home / "log", "wb"), start_new_session=True)
        start = time.perf_counter()
        while True:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(ready, timeout=2).read()
                break
            if self.process.poll() is not None or time.perf_counter() - start > 60:
                sys.exit(f"peers: {name} does not start: {(home / 'log').read_text()[-500:]}")
            time.sleep(0.02)
        self.start = time.perf_counter() - start

    def hear(self, text):
        return Heard(self.ask(text))

    def peak(self):
        """Most memory of the process, in MB."""
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024 / 1e6

    def end(self):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(20)


def syrinx(folder):
    binaries = [pathlib.Path(f".build/{kind}/syrinx") for kind in ("release", "debug")]
    binaries = [path for path in binaries if path.exists()]
    if not binaries:
        sys.exit("peers: there is no .build/*/syrinx; run: make build")
    binary = max(binaries, key=lambda path: path.stat().st_mtime).resolve()
    port = free_port()
    base = f"http://127.0.0.1:{port}"

    def ask(text):
        body = {"model": "syrinx", "voice": VOICE, "input": text, "response_format": "wav",
                "sample_rate": 22050, "profile": "fast"}
        return urllib.request.Request(
            base + "/v1/audio/speech", json.dumps(body).encode(),
            {"Content-Type": "application/json"})

    return Server("syrinx", [binary, "serve", "--port", str(port), "--voice", VOICE], folder, ask,
                  base + "/ready")


def ovos(folder):
    port = free_port()
    base = f"http://127.0.0.1:{port}"

    def ask(text):
        query = urllib.parse.urlencode({"utterance": text, "lang": "en-us"})
        return urllib.request.Request(f"{base}/v2/synthesize?{query}")

    command = [pathlib.Path(sys.executable).parent / "ovos-tts-server", "--engine",
               "ovos-tts-plugin-espeakng", "--host", "127.0.0.1", "--port", str(port)]
    return Server("ovos", command, folder, ask, base + "/status")


def sentence(number):
    return f"This is sentence number {number}, and nobody has ever asked for it before."


def paragraph(number):
    return " ".join(sentence(number * 100 + index) for index in range(20))


def together(server, listeners, round):
    """Seconds to the first sound of each of several who ask at once."""
    texts = [sentence(10_000 + round * 100 + index) for index in range(listeners)]
    with concurrent.futures.ThreadPoolExecutor(listeners) as pool:
        return [heard.first for heard in pool.map(server.hear, texts)]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--listeners", type=int, default=8)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        servers = []
        for make in (syrinx, ovos):
            servers.append(make(folder))
            stack.callback(servers[-1].end)
        figures = {server.name: {} for server in servers}

        def note(server, what, value):
            figures[server.name].setdefault(what, []).append(value)

        for round in range(-1, options.rounds):
            # In turns, and the first round, which loads what is not loaded, doesn't count.
            for server in servers:
                short, long = server.hear(sentence(round)), server.hear(paragraph(round))
                waits = together(server, options.listeners, round)
                if round < 0:
                    continue
                note(server, "a sentence, first sound, ms", short.first * 1000)
                note(server, "20 sentences, first sound, ms", long.first * 1000)
                note(server, "20 sentences, whole, ms", long.total * 1000)
                note(server, "20 sentences, x real time", long.seconds / long.total)
                note(server, f"{options.listeners} at once, slowest first sound, ms",
                     max(waits) * 1000)
        for server in servers:
            note(server, "start to ready, ms", server.start * 1000)
            note(server, "peak memory, MB", server.peak())
    print(f"{'':45}{'syrinx':>10}{'ovos':>10}{'ratio':>10}")
    for what in figures["syrinx"]:
        ours, theirs = (statistics.median(figures[name][what]) for name in ("syrinx", "ovos"))
        print(f"{what:45}{ours:10.1f}{theirs:10.1f}{ours / theirs:10.2f}")


if __name__ == "__main__":
    main()
