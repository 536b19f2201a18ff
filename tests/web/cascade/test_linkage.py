"""The attack on answers of front-line staff: the rows as they lie in the file against the order in which staff came."""

import random

import numpy as np
import pytest

from headwater.web.cascade import actions
from headwater.web.cascade.models import StaffAnswer, UpwardSignal
from tests.web.cascade.told import NO, TODAY, YES, sheet_of, started
from tests.web.evaluation.test_linkage import ALLOWED, on_the_disk, one_lot, worst

STAFF = 150

__all__ = ["one_lot"]


def everyone_answers(sheet):
    """Each member of staff in turn, with a line that says which they were."""
    for number in range(STAFF):
        mark = {"told": "yes" if number % 2 else "no", "explain": YES["explain"], "used": NO["used"]}
        actions.take_answer(sheet, taps=mark, line=f"{number:04}", today=TODAY)


def test_what_staff_send_cannot_be_linked_to_the_order_in_which_they_came(one_lot, cast):
    sheet = sheet_of(started(cast, tiers=(("Care workers", STAFF),)))
    everyone_answers(sheet)
    lines = {str(signal.pk.hex): int(signal.text) for signal in UpwardSignal.objects.all()}
    rows = on_the_disk("cascade_upwardsignal", ["id", "text"])
    came = np.array([lines[str(pk).replace("-", "")] for pk, _text in rows])
    seen = {
        "place in the file": np.arange(len(rows)),
        "id": np.argsort(np.argsort([str(pk) for pk, _text in rows])),
        "size": np.array([len(text) for _pk, text in rows]),
    }
    assert len(rows) == STAFF == StaffAnswer.objects.count()
    assert worst({"came": came}, seen) <= ALLOWED
    taps = [answer.taps["told"] for answer in StaffAnswer.objects.all()]
    assert sorted(taps) == ["no"] * (STAFF // 2) + ["yes"] * (STAFF // 2)


def test_the_attack_on_staff_succeeds_where_rows_stay_as_they_came(one_lot, cast, monkeypatch):
    """The attack can succeed: without writing the rows anew, the file keeps the order."""
    monkeypatch.setattr(
        "headwater.web.cascade.actions.staff._shuffle", lambda model, sheet: list(model.objects.none())
    )
    monkeypatch.setattr("headwater.web.cascade.actions.staff.figures", lambda taps, floor: {})
    sheet = sheet_of(started(cast, tiers=(("Care workers", 60),)))
    marks = random.Random(3).sample(range(60), 60)
    for number in marks:
        actions.take_answer(sheet, taps=YES, line=f"{number:04}", today=TODAY)
    lines = {str(signal.pk.hex): marks.index(int(signal.text)) for signal in UpwardSignal.objects.all()}
    rows = on_the_disk("cascade_upwardsignal", ["id"])
    came = np.array([lines[str(pk).replace("-", "")] for (pk,) in rows])
    assert worst({"came": came}, {"place in the file": np.arange(len(rows))}) > 0.9


@pytest.mark.parametrize("field", ["created_at", "slip", "person", "number"])
def test_a_staff_answer_has_no_field_that_could_lead_to_anyone(field):
    assert field not in {each.name for each in StaffAnswer._meta.get_fields()}
