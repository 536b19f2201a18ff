"""The look in a browser: wide, on a phone, on a narrow phone; by keyboard; without scripts."""

import pytest

pytestmark = [pytest.mark.pages, pytest.mark.django_db]

WIDTHS = (1280, 360, 320)
ADDRESSES = (
    "/styleguide",
    "/styleguide?errors=1",
    "/account/login/",
    "/help/",
    "/privacy/",
    "/about/data/",
    "/no-such",
)
TOO_SMALL = """
() => [...document.querySelectorAll('a, button, input, select, textarea, summary')]
  .filter(e => e.offsetParent && !e.matches('.govuk-skip-link, [type=hidden]') && !e.closest('p'))
  .filter(e => { const box = e.getBoundingClientRect(); return box.width < 24 || box.height < 24 })
  .map(e => e.outerHTML.slice(0, 90))
"""


def findings(page):
    from axe_playwright_python.sync_playwright import Axe

    return [
        (finding["id"], [node["html"] for node in finding["nodes"]])
        for finding in Axe().run(page).response["violations"]
    ]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_page_has_no_accessibility_finding_and_no_sideways_scroll(open_page, address, width):
    page = open_page(address, width=width)
    assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate(TOO_SMALL) == []
    assert [text for text in page.complaints if "404" not in text] == []


def test_the_menu_folds_on_a_phone_and_opens_by_keyboard(open_page):
    page = open_page("/styleguide", width=360)
    link, menu = page.get_by_role("link", name="Results"), page.get_by_role("button", name="Menu")
    assert link.is_visible() is False
    menu.press("Enter")
    assert link.is_visible() is True
    page.keyboard.press("Escape")
    assert link.is_visible() is False
    assert menu.evaluate("e => e === document.activeElement") is True


def test_the_list_of_problems_has_the_cursor_and_its_links_lead_to_the_fields(open_page):
    page = open_page("/styleguide?errors=1")
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    page.get_by_role("link", name="When could you start?").press("Enter")
    assert page.evaluate("document.activeElement.id") == "id_starts_on_day"
    page.get_by_role("link", name="What would help you most?").press("Enter")
    assert page.evaluate("document.activeElement.id") == "id_need_0"


def test_the_first_tab_offers_to_skip_to_the_content(open_page):
    page = open_page("/styleguide")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_conditional_field_shows_only_when_it_is_asked_for(open_page):
    page = open_page("/styleguide")
    field = page.get_by_label("What is it?")
    assert field.is_visible() is False
    page.get_by_label("Something else").check()
    assert field.is_visible() is True
    page.get_by_label("Business planning").check()
    assert field.is_visible() is False


def test_characters_left_are_counted(open_page):
    page = open_page("/styleguide")
    page.get_by_label("What would a good result").fill("x" * 601)
    assert page.locator(".hw-count").inner_text() == "1 character too many"


def test_a_question_opens_and_closes_by_keyboard(open_page):
    page = open_page("/styleguide")
    summary = page.get_by_text("Withdraw the application")
    summary.press("Enter")
    assert page.get_by_role("button", name="Yes, withdraw it").is_visible() is True
    page.get_by_role("button", name="Keep as it is").press("Enter")
    assert page.get_by_role("button", name="Yes, withdraw it").is_visible() is False


def test_without_scripts_everything_is_there(open_page):
    page = open_page("/styleguide", script=False)
    assert page.get_by_label("What is it?").is_visible() is True
    assert page.get_by_text("You can use up to 600 characters.").is_visible() is True
    page.get_by_text("Withdraw the application").click()
    assert page.get_by_role("button", name="Yes, withdraw it").is_visible() is True
    assert page.get_by_role("button", name="Keep as it is").is_visible() is False


def test_a_table_stays_a_table_for_a_screen_reader_on_a_phone(open_page):
    page = open_page("/styleguide", width=360)
    table = page.get_by_role("table", name="Proposed pairs")
    assert table.get_by_role("columnheader").count() == 4
    assert table.get_by_role("row").count() == 5
    assert table.get_by_role("rowheader", name="Wansbeck Carers").count() == 1


@pytest.mark.parametrize("width", WIDTHS)
def test_header_page_and_footer_stand_on_one_line_however_few_the_words(open_page, width):
    page = open_page("/no-such", width=width)
    edges = page.evaluate(
        "['.hw-header__inside', '.hw-main', '.hw-footer__inside'].map(name => {"
        " const box = document.querySelector(name)?.getBoundingClientRect(); return box && [box.left, box.right] })"
    )
    assert edges[0] == edges[1]
    assert edges[2] in (edges[0], None)


def writing_page(open_page, answers):
    """The style guide with its form saving itself; the server's answers are taken from a list."""
    page = open_page("/styleguide")
    sent = []

    def answer(route):
        sent.append(route.request.post_data or "")
        route.fulfill(
            status=200, content_type="application/json", body=answers[min(len(sent), len(answers)) - 1]
        )

    page.route("**/drafts/**", answer)
    page.route(
        "**/styleguide",
        lambda route: route.fulfill(
            response=(fetched := route.fetch()),
            body=fetched.text().replace(
                '<form class="hw-form"', '<form class="hw-form" data-autosave="/drafts/save/"', 1
            ),
        ),
    )
    page.reload(wait_until="networkidle")
    return page, sent


def test_what_is_typed_is_saved_and_said_to_be_only_when_the_server_says_so(open_page):
    page, sent = writing_page(open_page, ['{"saved": null}', '{"saved": "14:32"}'])
    told = page.get_by_role("status")
    page.get_by_label("Your organisation").fill("Wansbeck Carers")
    page.get_by_text("Not saved.").wait_for()
    page.get_by_label("Your organisation").fill("Wansbeck Carers and friends")
    page.get_by_text("Saved at 14:32").wait_for()
    assert told.inner_text() == "Saved at 14:32"
    assert len(sent) == 2
    assert sent[1].count("Wansbeck Carers and friends") == 1
    assert sent[1].count('name="draft_form"\r\n\r\n/styleguide') == 1
    assert sent[1].count("filename") == 0


def test_a_second_press_within_a_second_sends_nothing(open_page):
    page = open_page("/styleguide")
    sent = []
    page.route(
        "**/styleguide", lambda route: sent.append(1) if route.request.method == "POST" else route.continue_()
    )
    page.evaluate(
        "() => { const button = document.querySelector('form.hw-form button'); button.click(); button.click() }"
    )
    page.wait_for_timeout(300)
    assert sent == [1]
