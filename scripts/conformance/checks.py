"""Runs the conformance checks: every check_*.py of this folder, in the order of names.

A check is a module with `run(report, server)`; see report.py and server.py.
"""

import argparse
import importlib
import sys
import time
from pathlib import Path

from report import Report, Wrong
from server import Server

here = Path(__file__).parent


def main() -> int:
    names = sorted(path.stem.removeprefix("check_") for path in here.glob("check_*.py"))
    parser = argparse.ArgumentParser(prog="scripts/conformance/run")
    parser.add_argument("--server", metavar="URL", help="a server that runs already")
    parser.add_argument("checks", nargs="*", metavar="NAME", help=", ".join(names))
    arguments = parser.parse_args()
    unknown = sorted(set(arguments.checks) - set(names))
    if unknown:
        parser.error(f"no check {', '.join(unknown)}; there are {', '.join(names)}")
    start = time.monotonic()
    report = Report()
    with Server.running(arguments.server) as server:
        for name in arguments.checks or names:
            report.module = name
            try:
                importlib.import_module("check_" + name).run(report, server)
                server.must_live()
            except Wrong as wrong:
                print(f"WRONG {name}: {wrong}", file=sys.stderr)
                server.print_log()
                return 1
    print(f"conformance: {report.passed} checks passed, {report.skipped} skipped, "
          f"{time.monotonic() - start:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
