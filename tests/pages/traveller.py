"""Someone who uses the site in a browser, checked at every page: no console message, no sideways scroll, axe content.

``Traveller`` points and clicks; ``ByKeyboard`` does the same with Tab, arrows, Space, Enter and letters alone.
"""

import re
from datetime import date
from pathlib import Path

from playwright.sync_api import Locator

from tests.pages.site import Site

WIDTHS = (1280, 360)
PATIENCE = 60_000  # milliseconds: the machine may be busy with everything else
WHAT_IS_ON_IT = (  # the headings, forms and tables of a page: what makes it a kind of its own
    "[...document.querySelectorAll('h2, main form, main table')]"
    ".map(e => e.tagName + (e.tagName == 'H2' ? e.textContent : '')).join()"
)


class Traveller:
    """One person in one browser window."""

    def __init__(self, browser, site: Site, *, width: int = 1280, **options) -> None:
        self.site = site
        self.context = browser.new_context(
            viewport={"width": width, "height": 900},
            locale="en-GB",
            timezone_id="Europe/London",
            **options,
        )
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(f"{self.page.url}: {message.text}"))
        self.page.on("pageerror", lambda error: self.complaints.append(f"{self.page.url}: {error}"))

    # going somewhere

    def go(self, address: str) -> "Traveller":
        self.page.goto(address if address.startswith("http") else self.site.address + address)
        return self.check()

    def press(self, name: str, *, within: str = "") -> "Traveller":
        """Press the button of a name and look at where it leads."""
        return self._leave(self._button(name, within))

    def follow(self, name: str, *, within: str = "") -> "Traveller":
        """Follow a link; one drawn as a button counts as a button to a screen reader too."""
        pattern = re.compile(re.escape(name))
        part = self._part(within)
        link = part.get_by_role("link", name=pattern).or_(part.get_by_role("button", name=pattern))
        return self._leave(link.first)

    def open(self, name: str, *, within: str = "") -> "Traveller":
        """Open what is folded: a question before something that cannot be undone, or more to read."""
        pattern = re.compile(rf"^\s*{re.escape(name)}")
        self._activate(self._part(within).locator("summary", has_text=pattern).first)
        return self

    def _part(self, within: str) -> Locator:
        """The whole page, or the row, card or box that holds some words."""
        if not within:
            return self.page.locator("body")
        return self.page.locator("tr, li, .hw-card, .hw-next-step, .govuk-summary-list__row").filter(
            has_text=within
        )

    def _button(self, name: str, within: str = "") -> Locator:
        pattern = re.compile(rf"^\s*{re.escape(name)}")
        return self._part(within).get_by_role("button", name=pattern).locator("visible=true").first

    def _leave(self, control: Locator) -> "Traveller":
        control.wait_for()
        self.page.evaluate("document.documentElement.dataset.stillHere = 'yes'")
        self._activate(control)
        self.page.locator("html:not([data-still-here])").wait_for(state="attached")
        return self.check()

    # filling in

    def fill(self, values: dict[str, str]) -> "Traveller":
        for label, value in values.items():
            self._write(self.page.get_by_label(label, exact=False).first, value)
        return self

    def choose(self, *labels: str, among: str = "") -> "Traveller":
        part = self.page.get_by_role("group", name=among) if among else self.page
        for label in labels:
            self.tick(part.get_by_label(label, exact=True).first)
        return self

    def answer(self, answers: dict[str, object]) -> "Traveller":
        """Answer questions by their words: text, a day, one choice, or a tuple of several."""
        for question, value in answers.items():
            group = self.page.get_by_role("group", name=question)
            if isinstance(value, date):
                for part, number in (("Day", value.day), ("Month", value.month), ("Year", value.year)):
                    self._write(group.get_by_label(part), str(number))
            elif group.count():
                for label in value if isinstance(value, tuple) else (value,):
                    self.tick(group.get_by_label(label, exact=True).first)
            else:
                self._answer_field(self.page.get_by_label(question).first, str(value))
        return self

    def _answer_field(self, field: Locator, value: str) -> None:
        if field.evaluate("e => e.tagName") == "SELECT":
            self._pick(field, value)
        else:
            self._write(field, value)

    # hands

    def _activate(self, control: Locator) -> None:
        control.click()

    def _write(self, field: Locator, text: str) -> None:
        field.fill(text)

    def tick(self, box: Locator) -> None:
        box.check()

    def _pick(self, field: Locator, label: str) -> None:
        field.select_option(label=label)

    # coming in

    def sign_in(self, address: str) -> "Traveller":
        before = len(self.site.letters_to(address))
        self.go("/account/login/").fill({"Your e-mail address": address}).press("Send me a code")
        return self.fill({"Code": self.site.newest_code(address, after=before)}).press("Go on")

    def make_account(self, name: str, address: str) -> "Traveller":
        """From the page that asks to sign in; afterwards one is where one wanted to go."""
        self.follow("Make an account").fill({"Your name": name, "Email": address}).press("Make the account")
        return self.fill({"Code": self.site.newest_code(address, after=0)}).press("Go on")

    # looking

    @property
    def words(self) -> str:
        """What a person can read on the page, in one line."""
        return " ".join(self.page.locator("body").inner_text().split())

    def check(self) -> "Traveller":
        """Each kind of page is looked at once in both widths: axe, sideways scroll, console."""
        self.page.wait_for_load_state("load")
        place = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "*", self.page.url.split("?")[0])
        kind = (place, self.page.evaluate(WHAT_IS_ON_IT))
        if kind in self.site.checked or "/static/" in place:
            return self
        self.site.checked.add(kind)
        size = self.page.viewport_size
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 900})
            assert self._findings() == [], place
            assert self.page.evaluate("document.documentElement.scrollWidth") <= width, (place, width)
        self.page.set_viewport_size(size)
        assert self.complaints == []
        return self

    def _findings(self) -> list[tuple[str, str]]:
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(self.page).response["violations"]
        return [(item["id"], item["nodes"][0]["html"][:120]) for item in found]

    def picture(self, path: Path) -> None:
        self.page.screenshot(path=str(path), full_page=True)

    def leave(self) -> dict:
        """Close the window; what is given back lets the same person come again without signing in."""
        state = self.context.storage_state()
        self.close()
        return state

    def close(self) -> None:
        self.context.close()


class ByKeyboard(Traveller):
    """The same person with the mouse unplugged. What Tab does not reach cannot be used."""

    def _reach(self, control: Locator) -> None:
        """Tab until the cursor stands on a control, or in its group of choices."""
        wanted = control.element_handle()
        for _ in range(300):
            here = self.page.evaluate(
                "e => { const at = document.activeElement;"
                " return at === e || (e.type === 'radio' && at.type === 'radio' && at.name === e.name) }",
                wanted,
            )
            if here:
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {wanted.evaluate('e => e.outerHTML.slice(0, 200)')}")

    def _activate(self, control: Locator) -> None:
        self._reach(control)
        self.page.keyboard.press("Enter")

    def _write(self, field: Locator, text: str) -> None:
        self._reach(field)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def tick(self, box: Locator) -> None:
        self._reach(box)
        focused = "e => e === document.activeElement"
        for _ in range(30):
            if box.evaluate(focused):
                break
            self.page.keyboard.press("ArrowDown")
        if not box.is_checked():
            self.page.keyboard.press("Space")
        assert box.is_checked()

    def _pick(self, field: Locator, label: str) -> None:
        self._reach(field)
        self.page.keyboard.type(label)
        self.page.keyboard.press("Tab")
        assert field.evaluate("e => e.selectedOptions[0].label") == label
