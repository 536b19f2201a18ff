"""A coding goes to another program and comes back; nobody carries the other coder's codes away."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from headwater.exchange.qdpx import Code, Coder, Coding, read_qdpx, write_qdpx
from headwater.web.coding.actions.bringing import look_at
from headwater.web.coding.models import BroughtIn, Mark
from headwater.web.coding.queries.exchanging import describe, project_of, undescribe
from headwater.web.coding.queries.marking import themes_of, work_of
from tests.web.coding.conftest import CANARY, see

AT = datetime(2026, 11, 20, tzinfo=UTC)
ELSEWHERE = "00000000-0000-4000-8000-000000000001"


@pytest.fixture
def begun(answered):
    answered.begin()
    return answered


def download(begun, as_, person):
    answer = as_(person).get(f"/care-network/coding/{begun.coding.pk}/qdpx/")
    return read_qdpx(answer.content)


def send(begun, as_, person, project, **fields):
    file = io.BytesIO(write_qdpx(project, at=AT))
    file.name = "back.qdpx"
    address = f"/care-network/coding/{begun.coding.pk}/bring-in/"
    client = as_(person)
    return client, client.post(address, {"file": file, **fields}, follow=True).content.decode(), address


def coded_elsewhere(begun, number):
    """The project as one coder may take it, coded in another program by someone it calls Ann."""
    project = project_of(begun.coding, begun.place(number))
    codes = {code.name: code.guid for code in project.codes}
    sources = []
    for source in project.sources:
        selections = tuple(
            replace(
                each,
                coder=ELSEWHERE,
                codings=tuple(
                    Coding(each.guid[:-4] + f"{n:04}", codes["Time and space"], ELSEWHERE)
                    for n in range("plan" in source.text[each.start : each.end])
                ),
            )
            for each in source.selections
        )
        sources.append(replace(source, selections=selections))
    return replace(project, coders=(Coder(ELSEWHERE, "Ann"),), sources=tuple(sources))


def test_what_goes_out_holds_own_codes_only_until_both_have_finished(begun, as_):
    begun.code(1, see)
    begun.code(2, lambda words: ["power"])
    first, second = begun.cast.evaluator, begun.coder
    assert [coder.name for coder in download(begun, as_, first).coders] == ["Coder 1"]
    power = {code.guid for code in download(begun, as_, first).codes if code.name == "Power and labels"}
    given = {c.code for s in download(begun, as_, first).sources for x in s.selections for c in x.codings}
    assert given & power == set()
    assert [coder.name for coder in download(begun, as_, second).coders] == ["Coder 2"]
    begun.finish(1)
    assert [coder.name for coder in download(begun, as_, first).coders] == ["Coder 1"]
    begun.finish(2)
    assert [coder.name for coder in download(begun, as_, first).coders] == ["Coder 1", "Coder 2"]
    begun.settle()
    project = download(begun, as_, first)
    assert [coder.name for coder in project.coders] == ["Coder 1", "Coder 2", "Agreed"]
    assert CANARY in "".join(source.text for source in project.sources)
    assert "Karen" not in "".join(source.text for source in project.sources)


def test_selections_stand_where_the_segments_are(begun):
    begun.code(1, see)
    project = project_of(begun.coding, begun.place(1))
    words = {source.text[s.start : s.end] for source in project.sources for s in source.selections}
    assert words == {segment.words for segment in work_of(begun.place(1))}


def test_codes_of_another_program_are_looked_at_then_brought_in_as_ones_own(begun, as_):
    client, page, address = send(begun, as_, begun.coder, coded_elsewhere(begun, 2))
    assert "24 segments would be coded" in page
    assert (Mark.objects.count(), BroughtIn.objects.count()) == (0, 1)
    client.post(address, {"confirm": "yes"})
    given = {mark.segment.words: mark.themes for mark in Mark.objects.select_related("segment__answer")}
    assert {words for words, themes in given.items() if themes == ["time"]} == {
        w for w in given if "plan" in w
    }
    assert {mark.coder_id for mark in Mark.objects.all()} == {begun.place(2).pk}
    assert BroughtIn.objects.count() == 0


def test_a_round_trip_changes_nothing(begun):
    begun.code(1, see)
    project = read_qdpx(write_qdpx(project_of(begun.coding, begun.place(1)), at=AT))
    look = look_at(coder=begun.place(1), project=project, user=str(begun.place(1).pk))
    assert (look.marks, look.unchanged, look.errors) == ({}, 24, [])


def wrong_text(project):
    first, *rest = project.sources
    return replace(project, sources=(replace(first, text=first.text.swapcase()), *rest))


def wrong_code(project):
    codes = [replace(code, guid=ELSEWHERE[:-1] + "2", name="Else") if code.name == "Time and space" else code
             for code in project.codes]  # fmt: skip
    old = next(code.guid for code in project.codes if code.name == "Time and space")
    swap = lambda c: replace(c, code=ELSEWHERE[:-1] + "2") if c.code == old else c  # noqa: E731
    sources = tuple(
        replace(s, selections=tuple(replace(x, codings=tuple(map(swap, x.codings))) for x in s.selections))
        for s in project.sources
    )
    return replace(project, codes=tuple(codes), sources=sources)


def too_narrow(project):
    first, *rest = project.sources
    narrow = tuple(replace(x, end=x.start + 1) for x in first.selections)
    return replace(project, sources=(replace(first, selections=narrow), *rest))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (wrong_text, "is not one of these answers"),
        (wrong_code, "The code “Else” is not in the codebook"),
        (too_narrow, "are half of no segment"),
    ],
)
def test_one_thing_that_does_not_fit_keeps_everything_out_and_is_named(begun, as_, spoil, said):
    _client, page, _address = send(begun, as_, begun.coder, spoil(coded_elsewhere(begun, 2)))
    assert "Nothing was brought in." in page
    assert said in page
    assert (Mark.objects.count(), BroughtIn.objects.count()) == (0, 0)


def test_a_file_cannot_change_what_is_finished(begun, as_):
    begun.code(2, see)
    begun.finish(2)
    _client, page, _address = send(begun, as_, begun.coder, coded_elsewhere(begun, 2))
    assert "not yours to code now" in page
    assert {tuple(mark.themes) for mark in Mark.objects.all()} == {
        (),
        ("time",),
        ("courage",),
        ("alone",),
        ("courage", "time"),
    }


def test_of_several_coders_one_says_who_one_is(begun, as_):
    project = coded_elsewhere(begun, 2)
    two = replace(project, coders=(*project.coders, Coder(ELSEWHERE[:-1] + "9", "Bo")))
    assert "“Ann”, “Bo”" in send(begun, as_, begun.coder, two)[1]
    assert "24 segments would be coded" in send(begun, as_, begun.coder, two, user="ann")[1]


def test_what_is_no_qdpx_file_is_refused_on_the_page(begun, as_):
    file = io.BytesIO(b"name,code")
    file.name = "codes.csv"
    address = f"/care-network/coding/{begun.coding.pk}/bring-in/"
    assert "not a QDPX file" in as_(begun.coder).post(address, {"file": file}).content.decode()


def test_before_coding_begins_the_codes_of_a_file_become_themes(answered, as_):
    answered.take_up()
    answered.mask_all()
    project = project_of(answered.coding, answered.place(1))
    new = Code(
        ELSEWHERE, "Money", "Costs and pay.\nCue words: pay; cost\nNot when: Time.\nExample: It costs."
    )
    with_new = replace(project, codes=(*project.codes, new))
    client, page, address = send(answered, as_, answered.cast.evaluator, with_new)
    assert "1 themes are new" in page
    client.post(address, {"confirm": "yes"})
    assert themes_of(answered.coding)[-1] == {
        "code": "money", "name": "Money", "definition": "Costs and pay.", "cues": ["pay", "cost"],
        "not_when": "Time.", "example": "It costs.",
    }  # fmt: skip


def test_a_themes_description_is_read_back_as_it_was(answered):
    answered.take_up()
    for theme in themes_of(answered.coding):
        read = undescribe(Code(ELSEWHERE, theme["name"], describe(theme)))
        assert {key: read[key] for key in read} == {key: theme[key] for key in read}
