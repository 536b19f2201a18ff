"""Someone who uses the site in a browser, checked at every page: no console message, no sideways scroll, axe content."""

import re
from pathlib import Path

from tests.pages.site import Site

WIDTHS = (1280, 360)


class Traveller:
    """One person in one browser window."""

    def __init__(self, browser, site: Site, *, width: int = 1280) -> None:
        self.site = site
        self.context = browser.new_context(viewport={"width": width, "height": 900}, accept_downloads=True)
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.checked: set[str] = set()
        self.page.on("console", lambda message: self.complaints.append(f"{self.page.url}: {message.text}"))
        self.page.on("pageerror", lambda error: self.complaints.append(f"{self.page.url}: {error}"))

    def go(self, address: str) -> "Traveller":
        self.page.goto(address if address.startswith("http") else self.site.address + address)
        return self.check()

    def sign_in(self, address: str) -> "Traveller":
        before = len(self.site.letters_to(address))
        self.go("/account/login/")
        self.page.get_by_label("Your e-mail address").fill(address)
        self.press("Send me a code")
        self.page.get_by_label("Code").fill(self.site.newest_code(address, after=before))
        return self.press("Go on")

    def make_account(self, name: str, address: str) -> "Traveller":
        self.go("/account/signup/")
        self.fill({"Your name": name, "Email": address})
        self.press("Make the account")
        self.page.get_by_label("Code").fill(self.site.newest_code(address, after=0))
        return self.press("Go on")

    def fill(self, values: dict[str, str]) -> "Traveller":
        for label, value in values.items():
            self.page.get_by_label(label, exact=False).first.fill(value)
        return self

    def choose(self, *labels: str) -> "Traveller":
        for label in labels:
            self.page.get_by_label(label, exact=True).first.check()
        return self

    def press(self, name: str) -> "Traveller":
        """Press the button of a name and look at where it leads."""
        self.page.get_by_role("button", name=re.compile(rf"^\s*{re.escape(name)}")).first.click()
        return self.check()

    def follow(self, name: str) -> "Traveller":
        """Follow a link; one drawn as a button counts as a button to a screen reader too."""
        pattern = re.compile(re.escape(name))
        link = self.page.get_by_role("link", name=pattern).or_(self.page.get_by_role("button", name=pattern))
        link.first.click()
        return self.check()

    def date(self, label: str, day: int, month: int, year: int) -> "Traveller":
        group = self.page.get_by_role("group", name=label)
        for part, value in (("Day", day), ("Month", month), ("Year", year)):
            group.get_by_label(part).fill(str(value))
        return self

    def check(self) -> "Traveller":
        """Each kind of page is looked at once in both widths: axe, sideways scroll, console."""
        self.page.wait_for_load_state("load")
        kind = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "*", self.page.url.split("?")[0])
        if kind in self.checked or "/static/" in kind:
            return self
        self.checked.add(kind)
        size = self.page.viewport_size
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 900})
            assert self._findings() == [], kind
            assert self.page.evaluate("document.documentElement.scrollWidth") <= width, (kind, width)
        self.page.set_viewport_size(size)
        assert self.complaints == []
        return self

    def _findings(self) -> list[tuple[str, str]]:
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(self.page).response["violations"]
        return [(item["id"], item["nodes"][0]["html"][:120]) for item in found]

    def picture(self, path: Path) -> None:
        self.page.screenshot(path=str(path), full_page=True)

    def close(self) -> None:
        self.context.close()
