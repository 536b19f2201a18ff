"""The report: first page first, both roles alike, nothing unreleased, nothing that names anyone (R50, R55, R67, R69, R72)."""

import io
import re

import pytest
from django.utils.html import strip_tags

from headwater.engines.evaluation import plain
from headwater.web.evaluation.models import AnswerSheet, ReleasedFigure, Wave
from headwater.web.messages.models import Letter
from headwater.web.programmes.models import Participant
from headwater.web.reports import sentences
from headwater.web.reports.actions import CannotReport, draft_report, release_report, respond, write_report
from headwater.web.reports.building import build
from headwater.web.reports.facts import _routes
from headwater.web.reports.models import Report
from headwater.web.reports.pdf import can_make_pdf

HOME, PUBLIC, LIST = (
    "/care-network/p/pilot/home/",
    "/care-network/p/pilot/report/",
    "/care-network/p/pilot/reports/",
)
NAMES = ("coordinator", "panel", "faculty", "evaluator", "funder", "concern_lead", "partner", "consultant", "stranger",
         "other_coordinator", "other_partner")  # fmt: skip


def readers(cast, as_, report):
    address = f"/care-network/reports/{report.pk}/"
    return [name for name in NAMES if as_(cast.everyone()[name]).get(address).status_code == 200]


def main(response):
    return response.content.decode().split("<main")[1].split("</main")[0]


def words(response):
    return re.sub(r"\s+", " ", strip_tags(main(response)))


def test_a_draft_is_the_evaluators_alone_not_even_the_hosts(finished, draft, as_):
    assert readers(finished, as_, draft) == ["evaluator"]
    assert draft.title not in as_(finished.coordinator).get(LIST).content.decode()


def test_a_released_report_is_read_by_all_who_have_a_part_in_it(finished, released, as_):
    assert readers(finished, as_, released) == [
        "coordinator", "faculty", "evaluator", "funder", "partner", "consultant",
    ]  # fmt: skip


def test_it_is_public_only_where_the_programme_says_so(finished, released, client):
    assert client.get(PUBLIC).status_code == 200
    Report.objects.update(for_public=False)
    assert client.get(PUBLIC).status_code == 404
    assert client.get("/other-host/p/pilot/report/").status_code == 404


def test_a_draft_is_never_public(finished, draft, client):
    Report.objects.update(for_public=True)
    assert client.get(PUBLIC).status_code == 404


def test_the_first_screen_has_dose_response_cost_and_route_in_r50(finished, released, as_):
    page = main(as_(finished.coordinator).get(f"/care-network/reports/{released.pk}/"))
    first = page[: page.index("What we found")]
    for heading in (
        "Contact",
        "Response: partners",
        "Response: consultants",
        "Cost of a place",
        "How partners came",
    ):
        assert heading in first


def test_both_roles_and_both_levels_stand_alike_r55_r69(finished, released, as_):
    page = words(as_(finished.partner).get(f"/care-network/reports/{released.pk}/"))
    for role in ("partners", "consultants"):
        part = (
            page.split(f"What changed for {role}")[2]
            .split("What changed for")[0]
            .split("What did not work")[0]
        )
        assert (
            part.index("The leaders themselves")
            < part.index("Their organisations")
            < part.index("Asked at the end")
        )


def test_every_number_carries_answered_of_invited_of_started_and_its_definition_r67(finished, released):
    for audience in ("circle", "world"):
        for part in build(released, audience).roles:
            for line in [*(line for level in part.levels for line in level.lines), *part.asked_once]:
                assert re.fullmatch(r"\d+( to \d+)? answered of \d+ invited of \d+ started", line.response)
                assert line.definition.startswith(("Asked twice: “", "Asked once: “"))


def test_no_sentence_claims_a_cause(finished, released, as_):
    """The engine's own list of claims finds nothing in any generated sentence (Nesta level 2)."""
    for audience in ("circle", "world"):
        for part in build(released, audience).roles:
            plain(part.headline)
            for line in [*(line for level in part.levels for line in level.lines), *part.asked_once]:
                plain(f"{line.finding}. {line.interval}. {line.response}")


def test_a_cause_claimed_by_hand_is_sent_back(finished, draft, as_):
    fields = {name: getattr(draft, name) for name in Report.TEXTS} | {
        "title": draft.title,
        "version": draft.version,
    }
    address = f"/care-network/reports/{draft.pk}/edit/"
    page = as_(finished.evaluator).post(
        address, fields | {"main_messages": "The programme caused more confidence."}
    )
    assert "claims more than a before-and-after comparison can show" in page.content.decode()
    as_(finished.evaluator).post(address, fields | {"main_messages": "More say they are confident."})
    assert Report.objects.get().main_messages == "More say they are confident."


def test_funders_and_the_public_read_the_coarse_version_whatever_they_ask_for(
    finished, released, as_, client
):
    coarse = main(client.get(PUBLIC))
    funder = main(as_(finished.funder).get(f"/care-network/reports/{released.pk}/?as=circle"))
    for page in (coarse, funder):
        assert "rounded to five" in page
        assert re.findall(r"\d+ of \d+ better", page) == []
        assert "95%" not in page
    circle = main(as_(finished.partner).get(f"/care-network/reports/{released.pk}/?as=world"))
    assert "rounded to five" not in circle
    assert re.findall(r"\d+ of \d+ better", circle) != []


def test_the_funders_file_is_as_coarse_as_the_funders_page(finished, released, as_):
    from headwater.exchange.tables import read_csv

    address = f"/care-network/reports/{released.pk}/?download=csv"
    coarse = read_csv(as_(finished.funder).get(address).content)
    assert {row["How it is told"] for row in coarse} <= {"rounded", "at_least", "at_most", "withheld"}
    assert {int(row["Better, or said so"]) % 5 for row in coarse if row["Better, or said so"]} == {0}
    assert {row["Interval from"] for row in coarse} == {""}
    fine = read_csv(as_(finished.partner).get(address).content)
    assert [row["Number"] for row in fine] == [row["Number"] for row in coarse]
    assert {row["How it is told"] for row in fine} >= {"exact", "at_least"}


def test_every_figure_of_the_page_stands_in_the_released_tables(finished, released, as_):
    page = main(as_(finished.partner).get(f"/care-network/reports/{released.pk}/"))
    shown = re.findall(r'data-label="No\." id="(\w+)">\1<', page)
    ledger = ReleasedFigure.objects.filter(release__audience="circle").exclude(kind="then")
    ledger = ledger.values_list("number", flat=True)
    assert sorted(shown) == sorted(ledger)


def test_the_spreadsheet_opens_and_holds_released_figures_only(finished, released, as_):
    from openpyxl import load_workbook

    content = as_(finished.coordinator).get(f"/care-network/reports/{released.pk}/?download=xlsx").content
    sheet = load_workbook(io.BytesIO(content)).active
    assert (
        sheet.max_row - 1
        == ReleasedFigure.objects.filter(release__audience="circle").exclude(kind="then").count()
    )


def test_no_reader_finds_an_answer_a_code_or_an_identity(finished, released, as_, client):
    """The open answers of the example, the codes of the rows and the people's names are canaries."""
    canaries = {
        text
        for sheet in AnswerSheet.objects.all()
        for text in sheet.answers.values()
        if isinstance(text, str)
    }
    canaries |= {sheet.code for sheet in AnswerSheet.objects.all()} | {
        sheet.thread for sheet in AnswerSheet.objects.all()
    }
    canaries |= {p.person.name for p in Participant.objects.select_related("person")}
    canaries -= {"Partner", "Consultant", "Second Partner", "Second Consultant"}
    assert len(canaries) > 40
    address = f"/care-network/reports/{released.pk}/"
    for name in ("coordinator", "faculty", "evaluator", "funder", "partner"):
        for query in ("", "?download=csv"):
            body = as_(finished.everyone()[name]).get(address + query).content.decode()
            assert [canary for canary in canaries if canary in body] == []
    assert [canary for canary in canaries if canary in client.get(PUBLIC).content.decode()] == []
    letters = " ".join(letter.subject + letter.body for letter in Letter.objects.filter(kind="report"))
    texts = {
        text
        for text in canaries
        if " " in text and text not in {p.name for p in finished.everyone().values()}
    }
    names = {p.person.first_name for p in Participant.objects.select_related("person")} | {
        "partner",
        "consultant",
    }
    assert [text for text in texts if text in letters and text.split()[0] not in names] == []


def test_it_is_released_once_and_then_only_answered_r72(finished, released):
    for act in (release_report, write_report):
        with pytest.raises(CannotReport, match="never changed"):
            act(report=Report.objects.get(), by=finished.evaluator)
    before = Report.objects.get()
    respond(report=before, text="We disagree with the last point.", by=finished.coordinator)
    after = Report.objects.get()
    kept = ("title", "main_messages", "did_not_work", "not_known", "recommendations", "facts")
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
    assert after.response_of_host == "We disagree with the last point."


def test_the_host_answers_and_can_edit_nothing(finished, released, as_):
    client, address = as_(finished.coordinator), f"/care-network/reports/{released.pk}/"
    assert [client.get(address + page).status_code for page in ("edit/", "answer/")] == [404, 200]
    client.post(f"{address}answer/", {"text": "Thank you."})
    assert Report.objects.get().response_of_host == "Thank you."
    for name in ("partner", "funder", "evaluator", "stranger"):
        assert as_(finished.everyone()[name]).get(f"{address}answer/").status_code == 404
        assert as_(finished.everyone()[name]).post(f"{address}release/").status_code in (404, 302)


def test_a_report_without_what_did_not_work_is_not_released(finished, draft):
    draft.did_not_work = "  "
    draft.save()
    with pytest.raises(CannotReport, match="did not work"):
        release_report(report=draft, by=finished.evaluator)


def test_a_report_needs_a_release(finished):
    wave = Wave.objects.get(kind="follow_up")
    with pytest.raises(CannotReport, match="Release the findings"):
        draft_report(programme=finished.programme, after=wave, by=finished.evaluator)


def test_the_figures_that_went_least_well_are_listed_without_anyone_choosing_them(finished, released, as_):
    built = build(released, "circle")
    page = words(as_(finished.partner).get(f"/care-network/reports/{released.pk}/"))
    after = page.split("What did not work, or got in the way")[2].split("What was done")[0]
    listed = [line for part in built.roles for line in part.less_well]
    assert listed != []
    assert [line.label for line in listed if f"{line.label}: {line.finding}" not in after] == []


def test_the_headline_is_counted_from_the_figures(finished, released):
    for part in build(released, "circle").roles:
        primary = [line.figure for level in part.levels for line in level.lines if line.figure.is_primary]
        better = sum(sentences.more_than_half(figure) is True for figure in primary)
        assert f"better on {better} of {len(primary)} main outcomes" in part.headline


def test_the_two_versions_never_contradict_each_other(finished, released):
    """What the coarse version says of a figure holds for the fine one (a rounded tie says nothing)."""
    fine = {figure.number: figure for figure in released.ledger("circle").figures.all()}
    for figure in released.ledger("world").figures.all():
        verdict = sentences.more_than_half(figure)
        assert verdict is None or verdict == sentences.more_than_half(fine[figure.number])


def test_a_page_of_any_size_of_programme_asks_the_database_as_often(
    finished, released, as_, django_assert_max_num_queries
):
    for name, address in (("partner", f"/care-network/reports/{released.pk}/"), ("coordinator", "/care-network/p/pilot/costs/"),
                          ("coordinator", "/care-network/p/pilot/waves/"), ("evaluator", "/care-network/p/pilot/evaluation/")):  # fmt: skip
        client = as_(finished.everyone()[name])
        with django_assert_max_num_queries(30):
            client.get(address)


def test_ways_in_of_one_or_two_people_are_put_together_r24():
    from collections import Counter

    ways = Counter({("partner", "open_call"): 9, ("partner", "funder"): 4, ("partner", "referral"): 2})
    assert _routes(ways, "partner", "circle") == {"total": 15, "ways": [("open_call", 9), ("other", 6)]}
    assert _routes(ways, "partner", "world")["ways"] == [("open_call", 10), ("other", 5)]
    ways = Counter({("partner", "open_call"): 14, ("partner", "funder"): 1})
    assert _routes(ways, "partner", "circle")["ways"] == [("other", 15)]


def test_home_pages_lead_to_the_report(finished, released, as_):
    assert "Read the report" in as_(finished.funder).get(HOME).content.decode()
    for name in ("partner", "consultant", "coordinator", "faculty"):
        assert (
            f"/care-network/reports/{released.pk}/"
            in as_(finished.everyone()[name]).get(HOME).content.decode()
        )
    assert "Read the report" not in as_(finished.panel).get(HOME).content.decode()


def test_the_evaluator_is_led_from_release_to_draft_to_report(finished, as_):
    client = as_(finished.evaluator)
    assert "Write the report" in client.get(HOME).content.decode()
    wave = Wave.objects.get(kind="end")
    client.post(LIST, {"wave": str(wave.pk)})
    made = Report.objects.get()
    assert "Finish the report" in client.get(HOME).content.decode()
    client.post(f"/care-network/reports/{made.pk}/release/")
    assert Report.objects.get().state == "draft"
    for name in ("coordinator", "partner"):
        assert as_(finished.everyone()[name]).post(LIST, {"wave": str(wave.pk)}).status_code == 404


def test_the_words_for_roles_are_the_programmes_r52(finished, released, as_):
    finished.programme.words = {"partner": {"en": {"one": "leader", "many": "leaders"}}}
    finished.programme.save()
    page = words(as_(finished.partner).get(f"/care-network/reports/{released.pk}/"))
    assert "What changed for leaders" in page
    assert "partners" not in page


@pytest.mark.skipif(not can_make_pdf(), reason="the extra [pdf] is not installed")
def test_the_pdf_is_tagged_titled_and_says_its_language(finished, released, as_):
    answer = as_(finished.funder).get(f"/care-network/reports/{released.pk}/?download=pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-1.7")
    assert answer["Content-Disposition"] == 'attachment; filename="pilot-report.pdf"'


def test_without_the_extra_the_page_says_how_to_get_a_pdf(finished, released, as_, monkeypatch):
    monkeypatch.setattr("headwater.web.reports.views.reading.can_make_pdf", lambda: False)
    page = words(as_(finished.partner).get(f"/care-network/reports/{released.pk}/"))
    assert "the extra named pdf" in page
    assert (
        as_(finished.partner)
        .get(f"/care-network/reports/{released.pk}/?download=pdf")["Content-Type"]
        .startswith("text/html")
    )
