"""The OpenAPI document against the live server, by schemathesis."""

import re
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

from report import expect

CHECKS = ("not_a_server_error,status_code_conformance,content_type_conformance,"
          "response_schema_conformance,response_headers_conformance")


def run(report, server) -> None:
    try:
        urllib.request.urlopen(server.url + "/openapi.json", timeout=10).close()
    except urllib.error.HTTPError as error:
        report.skip("schemathesis", f"/openapi.json answers {error.code}")
        return
    with report.check("schemathesis: every route answers as the document says"):
        done = subprocess.run(
            [str(Path(sys.executable).parent / "schemathesis"), "run",
             server.url + "/openapi.json", "--checks", CHECKS, "--phases",
             "examples,coverage,fuzzing", "--max-examples", "8", "--seed", "1", "--no-color",
             "--max-failures", "5", "--request-timeout", "20", "--suppress-health-check", "all",
             # Those that never end.
             "--exclude-path", "/api/tts/events"],
            capture_output=True, text=True, timeout=150, cwd=server.folder or None)
        expect(done.returncode == 0,
               "schemathesis says:\n" + done.stdout[-6_000:] + done.stderr[-500:])
        tested = re.search(r"Tested: (\d+)", done.stdout)
        expect(tested and int(tested.group(1)) >= 10, "schemathesis tested next to nothing")
