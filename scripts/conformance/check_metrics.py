"""The metrics, as Prometheus' own tool reads them."""

import shutil
import subprocess
import urllib.error
import urllib.request

from report import expect


def run(report, server) -> None:
    try:
        with urllib.request.urlopen(server.url + "/metrics", timeout=10) as answer:
            kind = answer.headers["content-type"]
            text = answer.read()
    except urllib.error.HTTPError as error:
        report.skip("promtool check metrics", f"/metrics answers {error.code}")
        return
    with report.check("metrics are Prometheus text"):
        expect(kind.startswith("text/plain"), f"the content type is {kind}")
        expect(text.endswith(b"\n"), "the last line has no end")
    if not shutil.which("promtool"):
        report.skip("promtool check metrics", "promtool is not installed (package prometheus)")
        return
    with report.check("promtool check metrics: no complaint"):
        done = subprocess.run(["promtool", "check", "metrics"], input=text, capture_output=True,
                              timeout=30)
        told = (done.stdout + done.stderr).decode()
        expect(done.returncode == 0 and not told.strip(), f"promtool says: {told}")
