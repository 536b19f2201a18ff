"""A pool too large for a page that waits is worked out in the background, with progress (S5)."""

import pytest
from django_tasks import default_task_backend

from headwater.web.hosts.links import href
from headwater.web.matching import candidates
from headwater.web.matching.actions import propose_matches
from headwater.web.matching.models import MatchRun
from headwater.web.matching.queries import replayed
from headwater.web.matching.tasks import work_out_run
from tests.web.matching.association import HOME_CARE
from tests.web.matching.cohort import consultant, empty, names, partner


@pytest.fixture
def large(cast, monkeypatch):
    """A pool that counts as large from two pairs on, so that the road a large one takes is walked."""
    monkeypatch.setattr(candidates, "EVERY_PAIR_UP_TO", 1)
    programme = empty(cast.programme)
    for name, topic in (("One", "teams"), ("Two", "income")):
        partner(programme, name, topics=[topic], **HOME_CARE)
        consultant(programme, f"For {name}", topics=[topic])
    consultant(programme, "Rival", topics=["teams", "income"], **HOME_CARE)
    return programme


def test_it_is_asked_for_in_the_request_worked_out_later_and_gives_the_same_pairs(
    cast, as_, large, django_capture_on_commit_callbacks
):
    client = as_(cast.coordinator)
    with django_capture_on_commit_callbacks(execute=True):
        form = {
            "fairness": "none",
            "need": 40,
            "situation": 15,
            "service": 15,
            "size": 5,
            "values": 5,
            "distance": 20,
        }
        assert client.post(href("matching:ready", large), form).status_code == 302
    run = MatchRun.objects.get()
    waits = client.get(href("matching:run", run)).content.decode()
    assert (run.state, "Waiting for its turn" in waits, "<progress" in waits) == ("working", True, True)
    asked = default_task_backend.results[-1]
    assert (asked.task.name, asked.args) == ("work_out_run", [str(cast.host.pk), str(run.pk)])
    work_out_run.call(str(cast.host.pk), str(run.pk))
    run = MatchRun.objects.get()
    assert (run.state, run.percent, run.result["proven"]) == ("draft", 100, True)
    assert names(run) == [("One", "For One"), ("Two", "For Two")]
    assert (run.result["kept_apart"], replayed(run)) == (2, True)
    assert client.get(href("matching:run", run)).status_code == 200


def test_how_far_it_is_stands_on_the_page_and_what_cannot_be_worked_out_says_why(cast, as_, large):
    run = propose_matches(programme=large, by=cast.coordinator)
    MatchRun.objects.update(step="rivals", percent=37)
    page = as_(cast.coordinator).get(href("matching:run", run)).content.decode()
    assert "Keeping rivals apart: 37 of 100" in page
    large.participants.filter(role="consultant").update(status="withdrawn")
    work_out_run.call(str(cast.host.pk), str(run.pk))
    failed = MatchRun.objects.get()
    assert (failed.state, "nobody stands on one side" in failed.result["problem"]) == ("failed", True)
    assert (
        "nobody stands on one side" in as_(cast.coordinator).get(href("matching:run", run)).content.decode()
    )
    assert as_(cast.coordinator).get(href("matching:runs", large)).status_code == 200


def test_what_was_not_looked_at_at_first_is_looked_at_where_it_could_help(cast, monkeypatch):
    """From one pair for each partner on, the search ends at the very best of all pairs."""
    programme = empty(cast.programme)  # the pairs looked at first are all of rivals
    topics = ["teams", "income", "buildings", "business-planning"]
    for i in range(5):
        partner(programme, f"P{i}", topics=[topics[0], topics[i % 4]], **(HOME_CARE if i == 4 else {}))
        consultant(programme, f"C{i}", topics=topics[: 1 + i % 4], **(HOME_CARE if i < 2 else {}))
    every = propose_matches(programme=programme, by=cast.coordinator)
    monkeypatch.setattr(candidates, "EVERY_PAIR_UP_TO", 1)
    monkeypatch.setattr(candidates, "LOOKED_AT", 1)
    run = propose_matches(programme=programme, by=cast.coordinator)
    work_out_run.call(str(cast.host.pk), str(run.pk))
    run = MatchRun.objects.get(pk=run.pk)
    same = ("placed", "total_fit", "bound", "proven")
    assert [run.result[name] for name in same] == [every.result[name] for name in same]
    assert (run.result["placed"], len(run.inputs["pairs"]) > 5) == (3, True)
