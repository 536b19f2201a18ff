"""A form submitted twice does one thing (promises.md R3); two editors never overwrite in silence (R4)."""

import uuid

from headwater.web.hosts.models import Membership
from headwater.web.people.models import Person
from headwater.web.writes.models import Draft, Submission

ADD = "/care-network/members/add/"


def form(key, **values):
    return {"form_key": key, "name": "Ann Other", "email": "ann@example.org", "role": "panel"} | values


def test_the_same_form_again_leads_to_the_same_place_and_does_nothing(cast, as_):
    client, key = as_(cast.coordinator), str(uuid.uuid4())
    answers = [client.post(ADD, form(key)) for _ in range(3)]
    assert {answer["Location"] for answer in answers} == {"/care-network/members/"}
    assert Person.objects.filter(email="ann@example.org").count() == 1
    assert Membership.objects.filter(person__email="ann@example.org").count() == 1


def test_a_form_with_a_mistake_can_be_sent_again_with_its_key(cast, as_):
    client, key = as_(cast.coordinator), str(uuid.uuid4())
    assert client.post(ADD, form(key, email="not an address")).status_code == 200
    assert Submission.objects.count() == 0
    assert client.post(ADD, form(key)).status_code == 302
    assert Person.objects.filter(email="ann@example.org").count() == 1


def test_a_form_that_saved_itself_while_it_was_typed_can_still_be_sent_with_its_key(cast, as_):
    client, key = as_(cast.coordinator), str(uuid.uuid4())
    saved = [client.post("/drafts/save/", form(key, draft_form=ADD)).status_code for _ in range(2)]
    assert saved == [200, 200]
    assert client.post(ADD, form(key))["Location"] == "/care-network/members/"
    assert Membership.objects.filter(person__email="ann@example.org").count() == 1


def test_another_persons_key_tells_them_nothing(cast, as_):
    key = str(uuid.uuid4())
    as_(cast.coordinator).post(ADD, form(key))
    answer = as_(cast.partner).post(ADD, form(key))
    assert answer.status_code == 404


def test_every_form_on_a_page_carries_a_key(cast, as_):
    assert b'name="form_key"' in as_(cast.coordinator).get(ADD).content


def test_what_was_typed_is_kept_for_its_author_only(cast, as_):
    answer = as_(cast.partner).post("/drafts/save/", {"draft_form": "/somewhere/", "text": "half a sentence"})
    assert answer.json()["saved"] is not None
    assert Draft.objects.get().typed == {"text": ["half a sentence"]}
    assert Draft.objects.get().person == cast.partner
