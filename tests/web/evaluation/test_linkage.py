"""An attack on answers without names, with the database file, the outbox, the trail and every log in hand.

Whoever attacks knows in which order people came (a proxy's log tells), and all that the site keeps of them; and sees the
rows of answers as they lie on the disk, before and after freezing. For every pair of a list of people and a list of rows
the attack guesses that equal ranks belong together. How good the guesses are is the area under the curve of true pairs
against false ones: 0.5 is chance, and 0.55 the most that is let pass.
"""

import itertools
import random

import numpy as np
import pytest
from django.db import connection

from headwater.web.audit.models import Event
from headwater.web.evaluation.actions.answers import save_answers
from headwater.web.evaluation.actions.plans import freeze_plan
from headwater.web.evaluation.actions.waves import open_wave, plan_waves, remind
from headwater.web.evaluation.keys import thread_of
from headwater.web.evaluation.models import AnswerSheet
from headwater.web.messages.models import AccountMail, Letter
from headwater.web.organisations.models import Organisation
from headwater.web.people.models import Person
from headwater.web.programmes.models import Participant
from tests.web.evaluation.conftest import Asked

MANY = 500
ALLOWED = 0.55


def area_under_the_curve(people, rows):
    """How well equal ranks tell the true pairs (person i with row i) from all others; the better of both directions."""
    from scipy.stats import rankdata

    first, second = ((rankdata(values) - 0.5) / len(values) for values in (people, rows))
    near = -np.abs(first[:, None] - second[None, :])
    far = -np.abs(first[:, None] + second[None, :] - 1)
    return max(_auc(score) for score in (near, far))


def _auc(score):
    true = np.diag(score)
    false = np.sort(score[~np.eye(len(score), dtype=bool)])
    below = np.searchsorted(false, true, "left") + np.searchsorted(false, true, "right")
    return float((below / (2 * len(false))).mean())


def on_the_disk(table, columns):
    """The rows of a table in the order in which they lie in the file (on SQLite), with what stands in them."""
    order = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY {order}")
        return cursor.fetchall()


def worst(people, rows):
    """The most that any list of people tells of any list of rows."""
    return max(area_under_the_curve(a, b) for a, b in itertools.product(people.values(), rows.values()))


@pytest.fixture
def one_lot(monkeypatch):
    """The same keys and ids in every run, so that what passes by chance once never fails by chance later."""
    lot = random.Random(2)
    monkeypatch.setattr("os.urandom", lot.randbytes)
    monkeypatch.setattr("random._urandom", lot.randbytes)


@pytest.fixture
def crowd(one_lot, cast):
    """Five hundred people who are asked, in the order in which they were registered."""
    people = Person.objects.bulk_create(
        Person(email=f"crowd{number}@example.org", name=f"Crowd {number}") for number in range(MANY)
    )
    body = Organisation.objects.create(name="A body of many")
    Participant.objects.all().delete()
    Participant.objects.bulk_create(
        Participant(programme=cast.programme, person=each, organisation=body, role="partner")
        for each in people
    )
    plan_waves(programme=cast.programme, by=cast.coordinator)
    freeze_plan(programme=cast.programme, by=cast.evaluator)
    return people


def seen_rows(threads):
    """Each person's row as the attacker sees it: its place in the file, its id, its alias, its size."""
    rows = on_the_disk("evaluation_answersheet", ["thread", "id", "alias", "answers"])
    place = {row[0]: (number, str(row[1]), row[2], len(str(row[3]))) for number, row in enumerate(rows)}
    columns = zip(*(place[thread] for thread in threads), strict=True)
    names = ("place in the file", "id", "alias", "size")
    return {
        name: np.unique(column, return_inverse=True)[1] for name, column in zip(names, columns, strict=True)
    }


def known_of(people, came):
    """What an attacker knows of each person: when they came, when they registered, their id, when they were written to."""
    mailed = {
        to: number
        for number, to in enumerate(AccountMail.objects.order_by("pk").values_list("to", flat=True))
    }
    letters = {
        to: n for n, to in enumerate(Letter.objects.order_by("created_at", "pk").values_list("to", flat=True))
    }
    return {
        "came": np.array([came[each.pk] for each in people]),
        "registered": np.arange(len(people)),
        "id": np.argsort(np.argsort([str(each.pk) for each in people])),
        "mailed": np.array([mailed[each.email] for each in people]),
        "letter": np.array([letters[each.pk] for each in people]),
    }


def test_answers_cannot_be_linked_to_people_by_order_time_token_size_or_log(cast, crowd):
    asked = Asked(cast)
    wave = open_wave(wave=asked.start, by=cast.coordinator)
    remind(wave=wave, by=cast.coordinator)
    order = random.Random(5).sample(crowd, MANY)
    before = Event.objects.count()
    for each in order:
        value = {"confidence": 1 + int(str(each.pk.int)[-1]) % 5}
        save_answers(wave=wave, answers=value, by=each, send=True)
    assert Event.objects.count() == before
    threads = [thread_of(each, cast.programme) for each in crowd]
    known = known_of(crowd, {each.pk: number for number, each in enumerate(order)})
    if (
        connection.vendor == "sqlite"
    ):  # PostgreSQL moves a row it updates: there only freezing hides the order
        assert worst(known, seen_rows(threads)) <= ALLOWED
    asked.finish(wave)
    assert worst(known, seen_rows(threads)) <= ALLOWED


def test_the_attack_succeeds_where_a_row_is_made_when_its_owner_comes(cast, crowd):
    """The attack can succeed: with the empty sheets taken away, the file is in the order in which people came."""
    wave = open_wave(wave=Asked(cast).start, by=cast.coordinator)
    remind(wave=wave, by=cast.coordinator)
    AnswerSheet.objects.all().delete()
    some = crowd[:60]
    order = random.Random(5).sample(some, len(some))
    for each in order:
        save_answers(wave=wave, answers={"confidence": 3}, by=each, send=True)
    threads = [thread_of(each, cast.programme) for each in some]
    known = known_of(some, {each.pk: number for number, each in enumerate(order)})
    assert worst(known, seen_rows(threads)) > 0.9
