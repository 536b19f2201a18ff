"""Each page of coding by evaluator, coder, member, stranger and other host; the host reads no segment by any step."""

import re

import pytest

from headwater.web.audit.models import Event
from headwater.web.coding.models import Coder, Mark
from headwater.web.coding.queries.marking import work_of
from headwater.web.hosts.models import Membership
from headwater.web.messages.models import Letter
from tests.people import person
from tests.web.coding.conftest import CANARY, see

EVERYONE = ("coordinator", "panel", "faculty", "evaluator", "funder", "concern_lead", "partner", "consultant",
            "stranger", "other_coordinator", "other_partner")  # fmt: skip
EVALUATORS = ("", "names/", "segments/", "codebook/", "codebook/new/", "codebook/time/", "begin/")
CODERS = ("code/", "qdpx/", "bring-in/")


def open_to(answered, as_, address):
    people = {**answered.cast.everyone(), "coder": answered.coder}
    return {name for name in (*EVERYONE, "coder") if as_(people[name]).get(address).status_code in (200, 302)}


@pytest.fixture
def begun(answered):
    answered.begin()
    return answered


def test_the_evaluator_alone_prepares_and_both_coders_code(begun, as_):
    base = f"/care-network/coding/{begun.coding.pk}/"
    assert open_to(begun, as_, "/care-network/p/pilot/open-answers/") == {"evaluator"}
    for page in EVALUATORS:
        assert (page, open_to(begun, as_, base + page)) == (page, {"evaluator"})
    for page in CODERS:
        assert (page, open_to(begun, as_, base + page)) == (page, {"evaluator", "coder"})
    assert open_to(begun, as_, "/care-network/p/pilot/your-words/") == {"partner", "consultant"}


def test_a_coder_nobody_named_and_an_evaluator_who_does_not_read_the_wave_find_nothing(begun, as_):
    base = f"/care-network/coding/{begun.coding.pk}/"
    for role in ("coder", "evaluator"):
        late = person(f"Late {role}")
        Membership.objects.create(person=late, role=role, programme=begun.cast.programme)
        assert [
            page for page in (*EVALUATORS, *CODERS) if as_(late).get(base + page).status_code != 404
        ] == []


def test_the_host_reads_no_segment_whatever_it_does(begun, as_):
    """It gives itself the duties, names itself, looks everywhere it can; the canary stays in the room."""
    cast = begun.cast
    begun.code(1, see)
    for role in ("coder", "evaluator"):
        Membership.objects.create(person=cast.coordinator, role=role, programme=cast.programme)
    begun.place(2).delete()
    Coder.objects.create(coding=begun.coding, person=cast.coordinator, place=2)
    client, base = as_(cast.coordinator), f"/care-network/coding/{begun.coding.pk}/"
    for page in (*EVALUATORS, *CODERS, "agreement/", "themes/"):
        assert client.get(base + page).status_code == 404
    for page in ("code/save/", "code/finish/", "settle/", "release/"):
        assert client.post(base + page, {"shown": "x"}).status_code == 404
    for address in ("/care-network/p/pilot/home/", "/care-network/trail/", "/care-network/p/pilot/waves/",
                    "/care-network/letters/", "/care-network/p/pilot/stories/"):  # fmt: skip
        assert CANARY not in client.get(address).content.decode()
    rooms = [as_(cast.evaluator).get(f"{base}code/?page={n}").content.decode() for n in (1, 2, 3)]
    assert sum(CANARY in page for page in rooms) >= 1
    assert [letter.pk for letter in Letter.objects.all() if CANARY in letter.body + letter.subject] == []


def test_a_duty_that_is_added_later_shuts_the_coder_out(begun, as_):
    address = f"/care-network/coding/{begun.coding.pk}/code/"
    assert as_(begun.coder).get(address).status_code == 200
    Membership.objects.create(person=begun.coder, role="faculty", programme=begun.cast.programme)
    assert as_(begun.coder).get(address).status_code == 404


def test_reading_segments_is_noted_without_what_they_say(begun, as_):
    as_(begun.coder).get(f"/care-network/coding/{begun.coding.pk}/code/")
    event = Event.objects.filter(kind="coding.Coding", action="view").latest("number")
    assert (event.person_id, event.role, event.reason) == (begun.coder.pk, "coder", "")


def test_a_page_of_segments_is_coded_without_scripts_and_names_what_is_left(begun, as_):
    client, address = as_(begun.coder), f"/care-network/coding/{begun.coding.pk}/code/"
    shown = re.findall(r'name="shown" value="([^"]+)"', client.get(address).content.decode())
    assert len(shown) == 10
    first, second, *rest = shown
    fields = {
        "shown": shown,
        "page": "1",
        f"segment-{first}": ["time", "alone"],
        f"segment-{second}": "none-of-them",
    }
    page = client.post(address, fields, follow=True).content.decode()
    assert "8 segments on this page are not coded yet" in page
    given = {str(mark.segment_id): mark.themes for mark in Mark.objects.all()}
    assert given == {first: ["alone", "time"], second: []}
    more = {f"segment-{pk}": "courage" for pk in rest}
    page = client.post(address, {**fields, **more}, follow=True).content.decode()
    assert set(re.findall(r'name="shown" value="([^"]+)"', page)) & set(shown) == set()


def test_what_is_ticked_is_kept_while_one_goes_and_taken_back_when_unticked(begun, as_):
    client, address = as_(begun.coder), f"/care-network/coding/{begun.coding.pk}/code/save/"
    segment = str(work_of(begun.place(2))[0].pk)
    answer = client.post(address, {"shown": segment, f"segment-{segment}": "time"})
    assert re.fullmatch(r"\d\d:\d\d", answer.json()["saved"])
    assert Mark.objects.get().themes == ["time"]
    client.post(address, {"shown": segment})
    assert Mark.objects.count() == 0
    refused = client.post(address, {"shown": "x", "segment-x": "time"})
    assert (refused.status_code, refused.json()["saved"]) == (400, None)


def test_suggestions_are_shown_with_their_words_and_never_ticked(answered, as_):
    answered.begin(second=False)
    page = (
        as_(answered.cast.evaluator).get(f"/care-network/coding/{answered.coding.pk}/code/").content.decode()
    )
    assert "<strong>Less alone</strong> (alone" in page
    assert re.findall(r"data-key=\"\w\" checked", page) == []


def test_the_whole_way_on_the_pages_from_questions_to_release(answered, as_):
    client = as_(answered.cast.evaluator)
    rooms = "/care-network/p/pilot/open-answers/"
    page = client.post(rooms, {"wave": str(answered.end.pk), f"{answered.end.pk}-items": "helped"})
    base = page["Location"]
    answered.mask_all()
    client.post(f"{base}begin/", {"second": str(answered.coder.pk)})
    assert (
        "Open answers wait to be coded"
        in as_(answered.coder).get("/care-network/p/pilot/home/").content.decode()
    )
    answered.code(1, see)
    answered.code(2, lambda words: ["power"] if words.startswith("I plan now") else see(words))
    for who in (answered.cast.evaluator, answered.coder):
        as_(who).post(f"{base}code/finish/")
    table = client.get(f"{base}agreement/").content.decode()
    assert "not defined" in table
    page = client.get(f"{base}differences/").content.decode()
    keys = re.findall(r'name="shown" value="([^"]+)"', page)
    half = client.post(f"{base}differences/", {"shown": keys, f"holds-{keys[0]}": "yes"}, follow=True)
    assert "each needs an answer and a reason" in half.content.decode()
    fields = {f"holds-{key}": "no" for key in keys} | {f"reason-{key}": "Kept to it." for key in keys}
    client.post(f"{base}differences/", {"shown": keys, **fields})
    client.post(f"{base}settle/")
    assert "rely on it" in client.get(f"{base}themes/").content.decode()
    client.post(f"{base}release/")
    assert answered.coding.releases.count() == 2
    assert "at least 8 of 12 who answered" in client.get(f"{base}themes/").content.decode()
