"""A real browser on the real site: Debian's Chromium, kept from talking to anyone else."""

import os
import shutil

import pytest

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser():
    """One browser for all page tests; skipped in words where there is none."""
    if not CHROMIUM:
        pytest.skip("Chromium is not installed: install the Debian package chromium, or set CHROMIUM.")
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser, live_server):
    """``open_page("/styleguide", width=320)``: the page, with what its console complained of in ``complaints``."""
    contexts = []

    def open_at(address, *, width=1280, script=True, **options):
        context = browser.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=script, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(live_server.url + address, wait_until="networkidle")
        return page

    yield open_at
    for context in contexts:
        context.close()
