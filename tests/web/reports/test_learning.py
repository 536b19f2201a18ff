"""The learning log: challenge, change, cohort, did it help; carried into the next programme, shown in the report (R71)."""

import pytest

from headwater.web.programmes.actions import clone_programme
from headwater.web.reports import actions
from headwater.web.reports.building import build
from headwater.web.reports.models import Lesson

LOG = "/care-network/p/pilot/learning/"
LINE = {"challenge": "Pairs lost two months over the winter", "change": "All dates are set at the first meeting",
        "helped": "", "seen_in": "", "noticed_on": "2026-11-01", "cohort": "", "version": 1}  # fmt: skip


@pytest.fixture
def lesson(cast):
    return actions.keep_lesson(
        Lesson(
            programme=cast.programme,
            challenge="Two meetings were too few",
            change="Five are planned",
            helped="yes",
        ),
        by=cast.coordinator,
    )


def test_a_coordinator_adds_a_line_and_says_later_whether_it_helped(cast, as_):
    client = as_(cast.coordinator)
    assert client.post(f"{LOG}add/", LINE)["Location"] == LOG
    kept = Lesson.objects.get()
    client.post(f"/care-network/lessons/{kept.pk}/", LINE | {"helped": "partly", "version": kept.version})
    assert [(one.helped, one.written_by) for one in client.get(LOG).context["page"]] == [
        ("partly", cast.coordinator)
    ]


def test_a_line_needs_what_got_in_the_way(cast, as_):
    answer = as_(cast.faculty).post(f"{LOG}add/", LINE | {"challenge": ""})
    assert answer.context["form"].errors["challenge"] == ["This field is required."]


def test_a_programme_made_from_this_one_begins_with_its_log(cast, lesson):
    copy = clone_programme(cast.programme, name="Second pilot", by=cast.coordinator)
    carried = Lesson.objects.get(programme=copy)
    assert (carried.challenge, carried.helped, carried.carried_from) == (lesson.challenge, "yes", lesson)
    actions.remove_lesson(lesson, by=cast.coordinator)
    assert Lesson.objects.get().carried_from is None


def test_the_report_shows_the_log_as_it_was_when_the_report_was_released(finished, lesson, released):
    Lesson.objects.all().delete()
    for audience in ("circle", "world"):
        assert [one["challenge"] for one in build(released, audience).facts["lessons"]] == [
            "Two meetings were too few"
        ]


@pytest.mark.parametrize(
    ("name", "reads", "keeps"),
    [
        ("coordinator", 200, 200), ("faculty", 200, 200), ("partner", 200, 404), ("consultant", 200, 404),
        ("evaluator", 200, 404), ("panel", 404, 404), ("funder", 404, 404), ("stranger", 404, 404),
        ("other_coordinator", 404, 404), ("other_partner", 404, 404),
    ],
)  # fmt: skip
def test_those_who_take_part_read_it_and_those_who_run_it_write_it(cast, as_, lesson, name, reads, keeps):
    client = as_(getattr(cast, name))
    assert client.get(LOG).status_code == reads
    assert client.get(f"/care-network/lessons/{lesson.pk}/").status_code == keeps
    assert client.get(f"{LOG}add/").status_code == keeps


def test_a_line_is_taken_out_by_whoever_keeps_the_log_only(cast, as_, lesson):
    address = f"/care-network/lessons/{lesson.pk}/remove/"
    assert as_(cast.partner).post(address).status_code == 404
    assert as_(cast.coordinator).post(address)["Location"] == LOG
    assert Lesson.objects.count() == 0
