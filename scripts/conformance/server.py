"""A server to ask: one of our own on a port of its own, or one that runs already."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from report import Wrong

root = Path(__file__).parent.parent.parent


def newest_binary() -> str:
    """The binary to check: `SYRINX`, else what was built last."""
    named = os.environ.get("SYRINX")
    if named:
        return named
    built = [path for kind in ("release", "debug")
             if (path := root / ".build" / kind / "syrinx").exists()]
    if not built:
        raise SystemExit("conformance: there is no .build/*/syrinx; run `make build` first")
    return str(max(built, key=lambda path: path.stat().st_mtime))


class Server:
    """A server that answers at `url`."""

    def __init__(self, url: str, process=None, folder: str | None = None) -> None:
        self.url = url.rstrip("/")
        self.process = process
        self.folder = folder
        self.log: list[str] = []

    @property
    def is_own(self) -> bool:
        """Whether we started it, and may start others with other settings."""
        return self.process is not None

    @classmethod
    @contextmanager
    def running(cls, url: str | None):
        """The server at a URL; without one, one of our own for as long as it is needed."""
        if url:
            yield cls(url)
        else:
            with cls.started() as server:
                yield server

    @classmethod
    @contextmanager
    def started(cls, **settings):
        """Starts a server with settings of `[server]`, such as `client_rate=2`."""
        folder = tempfile.mkdtemp(prefix="syrinx-conformance-")
        environment = {name: value for name, value in os.environ.items()
                       if not name.startswith("SYRINX")}
        environment["XDG_CONFIG_HOME"] = folder
        for name, value in settings.items():
            environment["SYRINX_SERVER_" + name.upper()] = str(value)
        process = subprocess.Popen(
            [newest_binary(), "serve", "--port", "0", "--data", folder + "/data"],
            stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, cwd=folder,
            env=environment, errors="replace")
        server = cls("", process, folder)
        try:
            server._await_port()
            server._await_ready()
            yield server
        finally:
            server._end()

    def _await_port(self) -> None:
        found = threading.Event()

        def read() -> None:
            for line in self.process.stderr:
                self.log.append(line.rstrip())
                del self.log[:-200]
                place = re.search(r"listening on (https?://\S+)", line)
                if place and not self.url:
                    self.url = place.group(1).rstrip("/")
                    found.set()

        threading.Thread(target=read, daemon=True).start()
        if not found.wait(20):
            self.print_log()
            raise Wrong("the server says no port on its standard error within 20 s")

    def _await_ready(self) -> None:
        for _ in range(100):
            try:
                with urllib.request.urlopen(self.url + "/ready", timeout=5):
                    return
            except urllib.error.HTTPError as error:
                error.close()
            time.sleep(0.1)
        self.print_log()
        raise Wrong("the server is not ready within 10 s")

    def _end(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            print("conformance: the server did not end within 15 s of SIGTERM", file=sys.stderr)
        shutil.rmtree(self.folder, ignore_errors=True)

    def must_live(self) -> None:
        """Ends the checks where the server is gone."""
        if self.is_own and self.process.poll() is not None:
            raise Wrong(f"the server ended with status {self.process.returncode}")

    def print_log(self) -> None:
        """Shows what the server said last."""
        for line in self.log[-20:]:
            print("      | " + line, file=sys.stderr)
