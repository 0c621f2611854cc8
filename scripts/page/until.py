"""Waiting for what the page does."""

import time

from playwright.sync_api import Page


def until(page: Page, condition: str, timeout: float = 30_000) -> None:
    """Waits for a condition. Playwright's own way of waiting needs `eval` within the page, which
    the page's Content-Security-Policy forbids."""
    end = time.monotonic() + timeout / 1000
    while not page.evaluate(f"Boolean({condition})"):
        if time.monotonic() > end:
            raise AssertionError(f"not within {timeout / 1000:.0f} s: {condition}")
        page.wait_for_timeout(25)
