"""What nobody has said is never "clear": it keeps two apart until somebody says it, even if what they say is "none" (R45)."""

import pytest

from headwater.web.hosts.links import href
from headwater.web.matching.actions import propose_matches
from tests.web.matching.cohort import NOTHING, consultant, empty, names, partner


@pytest.mark.parametrize("field", NOTHING)
def test_a_list_left_empty_is_not_known_until_somebody_says_that_there_is_none(cast, field):
    programme = empty(cast.programme)
    said = [one for one in NOTHING if one != field]
    group = {"group": "Valley Group"} if field == "group" else {field: ["County homecare 2027"]}
    body = {"size": "small", "none_of": said, **group}
    seeks = partner(programme, "Seekers", body={"size": "small", "none_of": said})
    consultant(programme, "Givers", body=body)
    run = propose_matches(programme=programme, by=cast.coordinator)
    assert (names(run), run.result["to_check"], run.result["waiting"][0]["why"]) == ([], 1, "check")
    seeks.organisation.none_of = list(NOTHING)
    seeks.organisation.save()
    again = propose_matches(programme=programme, by=cast.coordinator)
    assert (names(again), again.result["to_check"]) == ([("Seekers", "Givers")], 0)


def test_a_coordinator_says_none_on_the_page_of_the_organisation_and_cannot_say_both(cast, as_):
    programme = empty(cast.programme)
    body = partner(programme, "Seekers", body={"size": "small", "none_of": []}).organisation
    client, address = as_(cast.coordinator), href("organisations:edit", body)
    assert body.not_known == [
        "Group or brand it belongs to",
        "Main commissioners",
        "Tenders it is bidding for now",
    ]
    typed = {"name": body.name, "version": body.version, "tenders": "County homecare", "none_of": ["tenders"]}
    assert "You ticked that it has none." in client.post(address, typed).content.decode()
    typed["tenders"] = ""
    assert client.post(address, typed).status_code == 302
    body.refresh_from_db()
    assert (body.known("tenders"), body.known("commissioners"), body.known("group")) == ([], None, None)
    assert body.not_known == ["Group or brand it belongs to", "Main commissioners"]
