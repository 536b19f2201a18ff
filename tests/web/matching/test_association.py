"""Scenario S3: who has no permissible match, what relaxing each rule yields, and nothing that tells who sealed whom."""

import re
from urllib.parse import urldefrag, urljoin

from django.db import transaction

from headwater.web.hosts.links import href
from headwater.web.matching.actions import propose_matches, publish
from headwater.web.matching.models import MatchProposal
from headwater.web.people.models import Person
from tests.web.matching.association import LEFT_OUT, association
from tests.web.matching.cohort import names

NOT_FOLLOWED = (
    "/account/",
    "/help/",
    "/privacy/",
    "/about/",
    "/your-account/",
    "/static/",
    "/i18n/",
    "/not-with/",
)
OF_ONE_PERSON = ("Leader of Elswick Kitchen", "Leader of Tyne Homecare", "Leader of Amble Homecare")


def told(programme, by, *, rules=None) -> dict[str, tuple[str, list[str]]]:
    """Who has nobody, why, and by which rule left out they would have whom."""
    run = propose_matches(programme=programme, by=by)
    people = {str(one.pk): one.organisation.name for one in programme.participants.all()}
    return {
        people[row["partner"]]: (row["why"], [f"{one['rule']}: {people[one['with']]}" for one in row["help"]])
        for row in run.result["waiting"]
    }


def test_three_have_no_permissible_match_and_each_rule_left_out_yields_somebody(cast):
    programme = association(cast.programme, sealed=False)
    assert told(programme, cast.coordinator) == {
        "Amble Homecare": ("rival", ["rival: Tyne Homecare"]),
        "Berwick House": ("too_far", ["travel: Team Valley", "mode: Team Valley"]),
        "Cramlington Signs": ("no_shared_language", ["language: Team Valley"]),
    }
    assert names(programme.match_runs.get()) == [
        ("Elswick Kitchen", "Team Valley"),
        ("Fenham Friends", "Tyne Homecare"),
    ]


def test_what_relaxing_yields_is_the_same_when_somebody_is_sealed(cast):
    programme = association(cast.programme, sealed=True)
    assert told(programme, cast.coordinator)["Amble Homecare"] == ("rival", ["rival: Tyne Homecare"])


def plain(response) -> str:
    """A page without what differs from request to request: form keys, ids, times, nonces."""
    text = response.content.decode(errors="replace")
    text = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID", text)
    text = re.sub(r'(name="(?:csrfmiddlewaretoken|form_key)" value=|nonce=|content=)"[^"]*"', r"\1", text)
    return re.sub(r"\d{1,2}:\d{2}", "TIME", text)


def walk(client, starts: list[str]) -> list[tuple[str, int, str]]:
    """Every page of matching that a person reaches from where they begin, in the order in which links stand."""
    waiting, seen, found = list(starts), set(), []
    while waiting:
        page = waiting.pop(0)
        if page in seen:
            continue
        seen.add(page)
        response = client.get(page)
        found.append((re.sub(r"[0-9a-f-]{36}", "ID", page), response.status_code, plain(response)))
        links = re.findall(r'href="([^"]+)"', response.content.decode(errors="replace"))
        links += [response["Location"]] if response.status_code == 302 else []
        addresses = (urldefrag(urljoin(page, link.replace("&amp;", "&"))).url for link in links)
        waiting += [
            one
            for one in addresses
            if "/matching/" in one and "sort=" not in one and not any(part in one for part in NOT_FOLLOWED)
        ]
    return found


def everything(cast, as_, sealed: bool) -> list[tuple[str, int, str]]:
    """All that anybody can open of the matching of the association: as a draft, then published."""
    with transaction.atomic():
        programme = association(cast.programme, sealed=sealed)
        run = propose_matches(programme=programme, by=cast.coordinator)
        starts = [href("programmes:programme_home", programme), href("programmes:participants", programme)]
        desk = [
            href("matching:ready", programme),
            href("matching:run", run),
            href("matching:run", run) + "?download=csv",
        ]
        pages = walk(as_(cast.coordinator), [*starts, *desk])
        publish(run=run, by=cast.coordinator)
        pages += walk(as_(cast.coordinator), [*starts, *desk])
        for name in OF_ONE_PERSON:
            pages += walk(as_(Person.objects.get(name=name)), starts[:1])
        for who in (cast.panel, cast.faculty, cast.evaluator, cast.funder, cast.concern_lead, cast.stranger):
            proposals = [href("matching:pair", one) for one in MatchProposal.objects.all()]
            pages += walk(as_(who), [*starts, *desk, *proposals])
        transaction.set_rollback(True)
    return pages


def test_every_page_as_every_role_is_the_same_with_and_without_the_seals(cast, as_):
    """R37: no page, export, count or order tells who sealed whom; who else was possible and what would help included."""
    open_, sealed = everything(cast, as_, False), everything(cast, as_, True)
    shown = [text for address, _status, text in open_ if "/matching/pairs/ID/" in address]
    assert len(shown) >= 4
    assert "Tyne Homecare" in shown[0]  # whom Elswick has sealed is told as somebody else who was possible
    assert sum("Amble Homecare" in text for *_, text in open_) >= 4
    assert [row[:2] for row in open_] == [row[:2] for row in sealed]
    assert [one[0] for one, other in zip(open_, sealed, strict=True) if one != other] == []


def test_those_three_stand_on_the_page_with_what_relaxing_yields(cast, as_):
    programme = association(cast.programme, sealed=True)
    run = propose_matches(programme=programme, by=cast.coordinator)
    text = as_(cast.coordinator).get(href("matching:run", run)).content.decode()
    assert [name in text for name in LEFT_OUT] == [True] * 3
    assert "If the competition policy allowed rivals: Tyne Homecare." in text
    assert "If they could meet further away: Team Valley." in text
    assert "If a shared language could be found: Team Valley." in text
