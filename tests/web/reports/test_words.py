"""What people say in their own words stands in a report while they let it, and is printed when the report is released."""

from headwater.web.coding.actions.stories import give_consent, take_back
from headwater.web.coding.models import Story
from headwater.web.reports.actions import release_report
from headwater.web.reports.building import build
from tests.web.coding.test_stories import TODAY, choose, told


def stories(report, audience):
    return [story["title"] for story in build(report, audience).words.get("stories", ())]


def test_a_story_taken_back_leaves_the_draft_and_one_that_is_printed_stays(finished, draft, as_):
    inside = told(finished, finished.consultant, "programme", "Rotas")
    public = told(finished, finished.partner, "public", "Fridays")
    choose(finished, inside, public)
    assert (stories(draft, "circle"), stories(draft, "world")) == (["Rotas", "Fridays"], ["Fridays"])
    take_back(story=public, by=finished.partner)
    assert (stories(draft, "circle"), stories(draft, "world")) == (["Rotas"], [])
    give_consent(story=public, scope="public", named=False, expires=TODAY.replace(year=TODAY.year + 1, day=1),
                 by=finished.partner)  # fmt: skip
    draft.did_not_work = "The gap over winter."
    draft.save()
    report = release_report(report=draft, by=finished.evaluator)
    assert Story.objects.filter(printed_at__isnull=True).count() == 0
    take_back(story=public, by=finished.partner)
    assert (stories(report, "circle"), stories(report, "world")) == (["Rotas", "Fridays"], ["Fridays"])
    funder = as_(finished.funder).get(f"/care-network/reports/{report.pk}/").content.decode()
    assert ("Fridays" in funder, "Rotas" in funder, "It holds." in funder) == (True, False, True)
