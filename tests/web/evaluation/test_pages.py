"""Each page of the evaluation by owner, member, stranger and other host (R66, R22; promises.md 4.3 rows 12, 13, 16)."""

import html
import io
import re

import pytest

from headwater.web.evaluation.actions.answers import save_answers
from headwater.web.evaluation.actions.waves import close_wave
from headwater.web.evaluation.keys import sheet_of
from headwater.web.evaluation.models import AliasKey, AnswerSheet, Instrument, Release, Wave
from headwater.web.messages.models import AccountMail, Letter
from headwater.web.writes.models import Submission

HOME = "/care-network/p/pilot/home/"
EVERYONE = ("coordinator", "panel", "faculty", "evaluator", "funder", "concern_lead", "partner", "consultant",
            "stranger", "other_coordinator", "other_partner")  # fmt: skip
CANARY = "canary-words-4711"


def status(cast, as_, address):
    return {name: as_(cast.everyone()[name]).get(address).status_code for name in EVERYONE}


def only(*names):
    return {name: 200 if name in names else 404 for name in EVERYONE}


@pytest.fixture
def opened(asked):
    asked.open(asked.start)
    return asked


def test_those_who_take_part_and_nobody_else_see_the_questions(opened, as_):
    assert status(opened.cast, as_, "/care-network/p/pilot/questions/") == only("partner", "consultant")
    assert status(opened.cast, as_, f"/care-network/questions/{opened.start.pk}/") == only(
        "partner", "consultant"
    )
    page = f"/care-network/questions/{opened.start.pk}/role/"
    assert status(opened.cast, as_, page) == only("partner", "consultant")


def test_the_host_and_nobody_else_sees_the_waves(opened, as_):
    assert status(opened.cast, as_, "/care-network/p/pilot/waves/") == only("coordinator")
    assert status(opened.cast, as_, "/care-network/p/pilot/waves/questions/") == only("coordinator")
    assert status(opened.cast, as_, f"/care-network/waves/{opened.end.pk}/dates/") == only("coordinator")


def test_the_evaluator_and_nobody_else_enters_the_room_r66(changed, as_):
    cast, end = changed.cast, changed.end
    assert status(cast, as_, "/care-network/p/pilot/evaluation/") == only("evaluator")
    for page in ("answers", "codebook", "findings"):
        assert status(cast, as_, f"/care-network/evaluation/{end.pk}/{page}/") == only("evaluator")
    for step in ("freeze", "release"):
        for name in ("coordinator", "funder", "partner", "stranger"):
            answer = as_(cast.everyone()[name]).post(f"/care-network/evaluation/{end.pk}/{step}/")
            assert answer.status_code == 404


def test_nothing_of_the_room_is_live_answers_show_once_the_wave_is_closed(opened, as_):
    opened.answer(opened.start, opened.cast.partner, confidence=2)
    address = f"/care-network/evaluation/{opened.start.pk}/answers/"
    assert as_(opened.cast.evaluator).get(address).status_code == 404
    close_wave(wave=opened.start, by=opened.cast.coordinator)
    assert as_(opened.cast.evaluator).get(address).status_code == 200


def test_answering_goes_page_by_page_is_kept_and_counts_once_sent(opened, as_):
    client, pk = as_(opened.cast.partner), opened.start.pk
    first = client.post(f"/care-network/questions/{pk}/role/", {"confidence": "2", "time": "1"})
    assert first["Location"] == f"/care-network/questions/{pk}/leading/"
    client.post(f"/care-network/questions/{pk}/organisation/", {"org_joint": "3"})
    last = client.post(f"/care-network/questions/{pk}/words/", {"goal": "A board that asks."})
    assert last["Location"] == f"/care-network/questions/{pk}/check/"
    sheet = sheet_of(opened.cast.partner, opened.start)
    assert (sheet.answers, sheet.sent) == (
        {"confidence": 2, "time": 1, "org_joint": 3, "goal": "A board that asks."},
        False,
    )
    assert client.post(f"/care-network/questions/{pk}/check/")["Location"] == f"/care-network/questions/{pk}/"
    assert sheet_of(opened.cast.partner, opened.start).sent is True
    assert AnswerSheet.objects.filter(sent=True).count() == 1


def test_going_back_shows_what_was_given(opened, as_):
    save_answers(wave=opened.start, answers={"confidence": 2}, by=opened.cast.partner)
    page = as_(opened.cast.partner).get(f"/care-network/questions/{opened.start.pk}/role/").content.decode()
    checked = re.findall(r'name="(\w+)" value="(\w+)"[^>]*checked', page)
    assert checked == [("confidence", "2")]


def test_a_page_saves_itself_while_it_is_filled_in(opened, as_):
    address = f"/care-network/questions/{opened.start.pk}/role/save/"
    answer = as_(opened.cast.partner).post(address, {"confidence": "4"})
    assert re.fullmatch(r"\d\d:\d\d", answer.json()["saved"])
    assert sheet_of(opened.cast.partner, opened.start).answers == {"confidence": 4}


def test_no_answering_form_carries_a_key_that_would_tell_who_answered_and_when(opened, as_):
    client, pk = as_(opened.cast.partner), opened.start.pk
    save_answers(wave=opened.start, answers={"confidence": 2}, by=opened.cast.partner)
    for page in ("role/", "check/"):
        main = (
            client.get(f"/care-network/questions/{pk}/{page}")
            .content.decode()
            .split("<main")[1]
            .split("</main")[0]
        )
        assert "form_key" not in main
    client.post(f"/care-network/questions/{pk}/role/", {"confidence": "2"})
    client.post(f"/care-network/questions/{pk}/check/")
    assert Submission.objects.count() == 0


def test_answers_can_be_removed_until_the_wave_closes(opened, as_):
    opened.answer(opened.start, opened.cast.partner, confidence=2)
    as_(opened.cast.partner).post(f"/care-network/questions/{opened.start.pk}/take-back/")
    assert [sheet for sheet in AnswerSheet.objects.all() if sheet.answers] == []


def test_a_closed_wave_shows_no_page_of_questions(opened, as_):
    close_wave(wave=opened.start, by=opened.cast.coordinator)
    client = as_(opened.cast.partner)
    for page in ("role/", "check/"):
        answer = client.get(f"/care-network/questions/{opened.start.pk}/{page}")
        assert answer["Location"] == f"/care-network/questions/{opened.start.pk}/"
    assert (
        client.post(f"/care-network/questions/{opened.start.pk}/role/save/", {"time": 1}).status_code == 400
    )
    assert "closed" in client.get(f"/care-network/questions/{opened.start.pk}/").content.decode()


def test_the_page_says_how_long_it_takes_and_who_reads_it_r22(opened, as_):
    page = as_(opened.cast.partner).get(f"/care-network/questions/{opened.start.pk}/").content.decode()
    minutes = opened.start.questionnaire.minutes("partner", "start")
    assert f"{minutes} minutes of your time" in page
    assert "independent evaluator: Evaluator." in page


def test_the_host_sees_a_band_and_no_name(opened, as_):
    added = opened.add("partner", 13)
    Wave.objects.filter(pk=opened.start.pk).update(invited={"partner": 15, "consultant": 2})
    for each in opened.of("partner")[:11]:
        opened.answer(opened.start, each, confidence=2)
    main = as_(opened.cast.coordinator).get("/care-network/p/pilot/waves/").content.decode().split("<main")[1]
    assert "10 to 15 of 15" in main
    assert [each.name for each in added if each.name in main] == []


def test_the_host_plans_opens_reminds_and_closes(cast, as_):
    client = as_(cast.coordinator)
    client.post("/care-network/p/pilot/waves/")
    assert sorted(Wave.objects.values_list("kind", flat=True)) == ["end", "follow_up", "start"]
    start = Wave.objects.get(kind="start")
    client.post(
        f"/care-network/waves/{start.pk}/dates/",
        {"opens_0": "", "opens": "2026-09-01", "closes": "2026-08-01"},
    )
    for step, state in (("open", "open"), ("remind", "open"), ("close", "closed")):
        client.post(f"/care-network/waves/{start.pk}/{step}/")
        assert Wave.objects.get(kind="start").state == state
    assert set(Letter.objects.values_list("kind", "state")) == {("questions", "draft")}
    assert AccountMail.objects.count() == 4
    refused = client.post(f"/care-network/waves/{start.pk}/close/", follow=True).content.decode()
    assert "This wave is not open." in refused


def test_the_questions_can_be_taken_away_and_brought_back(asked, as_):
    client = as_(asked.cast.coordinator)
    file = client.get("/care-network/p/pilot/waves/questions/?download=json").content
    held = Instrument.objects.get()
    Instrument.objects.update(definition={**held.definition, "items": held.definition["items"][:1]})
    upload = io.BytesIO(file)
    upload.name = "questions.json"
    looked = client.post("/care-network/p/pilot/waves/questions/", {"file": upload})
    assert len(Instrument.objects.get().definition["items"]) == 1
    definition = html.unescape(re.search(r'name="definition" value="([^"]*)"', looked.content.decode())[1])
    client.post("/care-network/p/pilot/waves/questions/", {"definition": definition})
    assert Instrument.objects.get().definition == held.definition
    broken = io.BytesIO(b"{nothing")
    broken.name = "questions.json"
    assert (
        "cannot be read"
        in client.post("/care-network/p/pilot/waves/questions/", {"file": broken}).content.decode()
    )


def test_the_evaluators_file_has_codes_and_answers_and_no_identity(opened, as_):
    opened.answer(opened.start, opened.cast.partner, confidence=2, lonely="prefer_not")
    close_wave(wave=opened.start, by=opened.cast.coordinator)
    client, address = as_(opened.cast.evaluator), f"/care-network/evaluation/{opened.start.pk}/answers/"
    text = client.get(f"{address}?download=csv").content.decode("utf-8-sig")
    header, row = (line.split(",") for line in text.strip().splitlines())
    cells = dict(zip(header, row, strict=True))
    assert (cells["role"], cells["confidence"], cells["lonely"], cells["time"]) == (
        "partner",
        "2",
        "prefer_not",
        "",
    )
    assert re.fullmatch(r"R-[0-9A-F]{10}", cells["code"])
    person = opened.cast.partner
    assert [word for word in (person.name, person.email, str(person.pk), "Wansbeck") if word in text] == []
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(client.get(f"{address}?download=xlsx").content))
    assert [cell.value for cell in book.active[1]] == header


def test_the_codebook_explains_every_column_of_the_rows(opened, as_):
    close_wave(wave=opened.start, by=opened.cast.coordinator)
    client = as_(opened.cast.evaluator)
    text = client.get(f"/care-network/evaluation/{opened.start.pk}/codebook/?download=csv").content.decode(
        "utf-8-sig"
    )
    codes = {line.split(",")[0] for line in text.strip().splitlines()[1:]}
    rows = client.get(f"/care-network/evaluation/{opened.start.pk}/answers/?download=csv").content.decode(
        "utf-8-sig"
    )
    assert set(rows.splitlines()[0].split(",")) - {"code", "role"} - codes == set()


def test_the_evaluator_freezes_sees_exactly_what_changed_and_releases(changed, as_):
    client = as_(changed.cast.evaluator)
    page = client.get(f"/care-network/evaluation/{changed.end.pk}/findings/").content.decode()
    assert "6 better, 4 the same, 1 worse" in page
    assert "11 of 15 of 15" in page
    client.post(f"/care-network/evaluation/{changed.end.pk}/release/")
    assert Release.objects.count() == 2


def test_the_evaluator_lets_a_second_one_read_and_destroys_the_key_in_the_end(asked, as_):
    from headwater.web.hosts.models import Membership
    from tests.people import person

    for wave in (asked.start, asked.end, asked.follow_up):
        asked.open(wave)
        asked.finish(wave)
    second = person("Second Evaluator")
    Membership.objects.create(person=second, role="evaluator", programme=asked.cast.programme)
    address = f"/care-network/evaluation/{asked.start.pk}/"
    as_(second).post(f"{address}let-read/", {"person": str(second.pk)})
    assert as_(second).get(f"{address}answers/").status_code == 404
    assert (
        "Let Second Evaluator read"
        in as_(asked.cast.evaluator).get("/care-network/p/pilot/evaluation/").content.decode()
    )
    as_(asked.cast.evaluator).post(f"{address}let-read/", {"person": str(second.pk)})
    assert as_(second).get(f"{address}answers/").status_code == 200
    as_(second).post("/care-network/p/pilot/evaluation/destroy-key/")
    assert AliasKey.objects.count() == 1
    as_(asked.cast.evaluator).post("/care-network/p/pilot/evaluation/destroy-key/")
    assert AliasKey.objects.count() == 0


def test_no_page_of_the_host_funder_or_others_holds_anyones_words(asked, as_):
    """The canary sits in an open answer; only its author's own page and the evaluator's row show it."""
    asked.open(asked.start)
    asked.finish(asked.start)
    asked.open(asked.end)
    asked.answer(asked.end, asked.cast.partner, helped=CANARY, confidence=2)
    own = as_(asked.cast.partner).get(f"/care-network/questions/{asked.end.pk}/check/").content.decode()
    close_wave(wave=asked.end, by=asked.cast.coordinator)
    row = as_(asked.cast.evaluator).get(f"/care-network/evaluation/{asked.end.pk}/answers/").content.decode()
    assert (own.count(CANARY), row.count(CANARY)) == (1, 1)
    addresses = [HOME, "/care-network/p/pilot/waves/", "/care-network/p/pilot/questions/", "/care-network/trail/",
                 "/care-network/p/pilot/waves/questions/?download=json", f"/care-network/questions/{asked.end.pk}/",
                 f"/care-network/evaluation/{asked.end.pk}/answers/?download=csv"]  # fmt: skip
    for name, someone in asked.cast.everyone().items():
        if name != "evaluator":
            for address in addresses:
                assert CANARY not in as_(someone).get(address).content.decode()
    assert [letter.pk for letter in Letter.objects.all() if CANARY in letter.body + letter.subject] == []


def test_home_tells_each_what_is_theirs(opened, as_):
    partner = as_(opened.cast.partner).get(HOME).content.decode()
    minutes = opened.start.questionnaire.minutes("partner", "start")
    assert f"Start questions, {minutes} minutes" in partner
    opened.answer(opened.start, opened.cast.partner, confidence=2)
    assert "Start questions," not in as_(opened.cast.partner).get(HOME).content.decode()
    assert "0 to 2 of 2 partners" in as_(opened.cast.coordinator).get(HOME).content.decode()
    close_wave(wave=opened.start, by=opened.cast.coordinator)
    assert "ready to freeze" in as_(opened.cast.evaluator).get(HOME).content.decode()
    for name in ("funder", "faculty", "panel"):
        assert "Start questions" not in as_(opened.cast.everyone()[name]).get(HOME).content.decode()


def test_the_words_for_roles_are_the_programmes_r52(opened, as_):
    opened.cast.programme.words = {"partner": {"en": {"one": "leader", "many": "leaders"}}}
    opened.cast.programme.save()
    main = as_(opened.cast.coordinator).get("/care-network/p/pilot/waves/").content.decode().split("<main")[1]
    assert "leaders" in main
    assert "partners" not in main


def test_the_questions_speak_welsh(opened, as_):
    client = as_(opened.cast.partner)
    page = client.get(
        f"/care-network/questions/{opened.start.pk}/role/", headers={"accept-language": "cy"}
    ).content.decode()
    assert "Anghytuno&#x27;n gryf" in page
