"""The analysis plan: three outcomes a role at most, frozen with a hash before second answers, departures in the open."""

import pytest

from headwater.web.evaluation.actions.plans import CannotPlan, freeze_plan, note_departure, write_plan
from headwater.web.evaluation.actions.waves import CannotMoveWave, open_wave, plan_waves
from headwater.web.evaluation.models import AnalysisPlan, Departure, Wave
from headwater.web.evaluation.planning import plan_and_departures
from headwater.web.evaluation.queries import findings


@pytest.fixture
def planned(cast):
    plan_waves(programme=cast.programme, by=cast.coordinator)
    return cast


def outcome(item, role="partner", direction=1, threshold=0):
    return {"role": role, "item": item, "direction": direction, "threshold": threshold}


def write(cast, *outcomes):
    definition = {"outcomes": list(outcomes), "missing": "As said.", "more": ""}
    return write_plan(programme=cast.programme, definition=definition, by=cast.evaluator)


def test_second_questions_do_not_open_before_the_plan_is_frozen(planned):
    open_wave(wave=Wave.objects.get(kind="start"), by=planned.coordinator)
    with pytest.raises(CannotMoveWave, match="analysis plan"):
        open_wave(wave=Wave.objects.get(kind="end"), by=planned.coordinator)
    freeze_plan(programme=planned.programme, by=planned.evaluator)
    assert open_wave(wave=Wave.objects.get(kind="end"), by=planned.coordinator).state == "open"
    assert plan_and_departures(planned.programme).unchanged


@pytest.mark.parametrize(
    ("outcomes", "message"),
    [
        ([], "at least one"),
        ([outcome(i) for i in ("time", "confidence", "courage", "learning")], "3 at most"),
        ([outcome("time"), outcome("time", direction=-1)], "stands twice"),
        ([outcome("gained")], "asked more than once"),
        ([outcome("time", threshold=-1)], "threshold 0 or more"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(planned, outcomes, message):
    with pytest.raises(CannotPlan, match=message):
        write(planned, *outcomes)


def test_a_frozen_plan_stays_and_only_departures_are_added(planned):
    write(planned, outcome("time", threshold=1))
    freeze_plan(programme=planned.programme, by=planned.evaluator)
    for act in (
        lambda: write(planned, outcome("learning")),
        lambda: freeze_plan(programme=planned.programme, by=planned.evaluator),
    ):
        with pytest.raises(CannotPlan):
            act()
    departure = note_departure(
        programme=planned.programme,
        what="Time is told without its threshold.",
        why="Nobody moved by two.",
        by=planned.evaluator,
    )
    with pytest.raises(TypeError):
        departure.save()
    told = plan_and_departures(planned.programme)
    assert [d.what for d in told.departures] == ["Time is told without its threshold."]


def test_a_plan_changed_behind_its_back_no_longer_agrees_with_its_hash(planned):
    write(planned, outcome("time"))
    freeze_plan(programme=planned.programme, by=planned.evaluator)
    definition = AnalysisPlan.objects.get().definition
    AnalysisPlan.objects.update(definition={**definition, "outcomes": [outcome("learning")]})
    assert not plan_and_departures(planned.programme).unchanged


def test_the_host_can_neither_write_nor_freeze_nor_depart(planned):
    for act in (freeze_plan, lambda **who: note_departure(what="x", why="y", **who)):
        with pytest.raises(CannotPlan, match="no other duty"):
            act(programme=planned.programme, by=planned.coordinator)
    assert (AnalysisPlan.objects.count(), Departure.objects.count()) == (0, 0)


def test_findings_count_by_the_frozen_plan(asked):
    AnalysisPlan.objects.all().delete()
    write(asked.cast, outcome("confidence", direction=-1, threshold=1))
    freeze_plan(programme=asked.cast.programme, by=asked.cast.evaluator)
    asked.open(asked.start)
    asked.answer(asked.start, asked.cast.partner, confidence=4, time=2)
    asked.finish(asked.start)
    asked.open(asked.end)
    asked.answer(asked.end, asked.cast.partner, confidence=2, time=3)
    asked.finish(asked.end)
    found = {
        f.item.code: f for f in findings(asked.start, asked.end) if f.kind == "change" and f.role == "partner"
    }
    assert (found["confidence"].counts.better, found["confidence"].is_primary) == (1, True)
    assert (found["time"].counts.better, found["time"].is_primary) == (1, False)


def test_the_evaluator_writes_freezes_and_departs_on_the_page_and_nobody_else_sees_it(planned, as_):
    client, address = as_(planned.evaluator), "/care-network/p/pilot/evaluation/plan/"
    assert [as_(who).get(address).status_code for who in (planned.coordinator, planned.partner)] == [404, 404]
    page = client.get(address).content.decode()
    assert 'value="confidence" selected' in page
    fields = {f"{role}_{n}{part}": value for role in ("partner", "consultant") for n in range(3)
              for part, value in (("", ""), ("_direction", "1"), ("_threshold", "0"))}  # fmt: skip
    client.post(address, fields | {"partner_0": "learning", "missing": "Counted as missing.", "more": ""})
    client.post(f"{address}freeze/")
    client.post(f"{address}departures/", {"what": "We looked at time too.", "why": "The board asked."})
    page = client.get(address).content.decode()
    assert "the hash agrees" in page and "We looked at time too." in page
    assert AnalysisPlan.objects.get().definition["outcomes"] == [outcome("learning")]
