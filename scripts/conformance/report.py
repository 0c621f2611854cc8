"""What the checks say: one line each, and the first wrong thing ends them."""

import traceback
from contextlib import contextmanager


class Wrong(Exception):
    """The server does not do what it should."""


def expect(condition, message: str) -> None:
    """Ends the checks with a message unless something holds."""
    if not condition:
        raise Wrong(message)


def expect_equal(what: str, got, wanted) -> None:
    """Ends the checks unless two values are equal."""
    expect(got == wanted, f"{what} is {got!r}, expected {wanted!r}")


class Report:
    """Counts the checks and prints them."""

    def __init__(self) -> None:
        self.module = ""
        self.passed = 0
        self.skipped = 0

    @contextmanager
    def check(self, name: str):
        """One check: what happens inside must not raise."""
        try:
            yield
        except Wrong as wrong:
            raise Wrong(f"{name}: {wrong}") from wrong
        except Exception as error:
            traceback.print_exc()
            raise Wrong(f"{name}: {type(error).__name__}: {error}") from error
        self.passed += 1
        print(f"ok    {self.module}: {name}", flush=True)

    def skip(self, name: str, reason: str) -> None:
        """Says aloud that something was not checked."""
        self.skipped += 1
        print(f"SKIP  {self.module}: {name}: {reason}", flush=True)
