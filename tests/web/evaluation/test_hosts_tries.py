"""The host reads no answer by any sequence of its own actions (R66; promises.md 4.3, rule 1)."""

import random

import pytest

from headwater.web.evaluation.actions.waves import CannotMoveWave, close_wave, hand_over
from headwater.web.evaluation.models import Reader
from headwater.web.hosts.models import Membership
from headwater.web.hosts.roles import ROLES
from headwater.web.messages.models import AccountMail, Letter
from headwater.web.people.models import Person
from tests.people import make_participant, person

CANARY = "canary-answer-8123"
HOST = "/care-network"


@pytest.fixture
def answered(asked):
    asked.open(asked.end)
    asked.answer(asked.end, asked.cast.partner, helped=CANARY, confidence=2)
    return asked


def addresses(asked):
    """Every address at which an answer, a row, a figure or a plan may be read, and what can be taken away there."""
    pages = [f"{HOST}/evaluation/{asked.end.pk}/{page}/" for page in ("answers", "codebook", "findings")]
    files = [f"{page}?download={kind}" for page in pages for kind in ("csv", "xlsx")]
    rooms = [f"{HOST}/p/pilot/evaluation/{page}" for page in ("", "plan/", "response/")]
    return pages + files + rooms


def tries(asked, someone):
    """What a host can do to come nearer, each a step that changes rows as its own pages do."""
    cast = asked.cast
    roles = [code for code in ROLES if code not in {"partner", "consultant"}]

    def give(role):
        return lambda: Membership.objects.get_or_create(
            person=someone, role=role, programme=cast.programme if role == "evaluator" else None
        )

    def take(role):
        return lambda: Membership.objects.filter(person=someone, role=role).delete()

    def hand():
        with pytest.raises(CannotMoveWave):
            hand_over(wave=asked.end, to=someone, by=someone)

    return [
        *(give(role) for role in roles),
        *(take(role) for role in roles),
        lambda: make_participant(cast.programme, someone, "partner", f"Body {random.random()}"),
        lambda: Person.objects.filter(pk=cast.evaluator.pk).update(name="Somebody Else"),
        hand,
    ]


@pytest.mark.parametrize("seed", range(3))
def test_no_sequence_of_the_hosts_own_steps_opens_the_room(answered, as_, seed):
    """Duties taken and given in any order, taking part, renaming people, handing over: the pages stay shut."""
    lot, cast = random.Random(seed), answered.cast
    close_wave(wave=answered.end, by=cast.coordinator)
    for someone in (cast.coordinator, person(f"Accomplice {seed}")):
        for step in lot.sample(tries(answered, someone), 8):
            try:
                step()
            except Exception as refusal:  # a step the site refuses is a step that leads nowhere
                assert CANARY not in str(refusal)
        client = as_(Person.objects.get(pk=someone.pk))
        for address in addresses(answered):
            page = client.get(address)
            assert CANARY.encode() not in page.content
            if "/p/pilot/" not in address:
                assert page.status_code == 404, address
    assert set(Reader.objects.values_list("person", flat=True)) == {cast.evaluator.pk}


def test_neither_the_outbox_nor_the_letters_the_host_reads_hold_a_way_in(answered, as_):
    client = as_(answered.cast.coordinator)
    client.post(f"{HOST}/waves/{answered.end.pk}/remind/")
    held = " ".join(f"{letter.subject} {letter.body}" for letter in Letter.objects.all())
    assert "/answer/" not in held
    mails = list(AccountMail.objects.all())
    assert all("/answer/" in mail.body for mail in mails) and len(mails) == 4
    pages = [
        client.get(address).content.decode() for address in (f"{HOST}/p/pilot/waves/", f"{HOST}/p/pilot/")
    ]
    assert [page for page in pages if "#" in page and mails[0].body.split("#")[1][:23] in page] == []
