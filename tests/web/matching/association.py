"""Scenario S3 in small: an association whose members compete; three who seek help have nobody by the rules."""

from headwater.web.matching.actions import add_exclusion
from headwater.web.programmes.models import Programme
from tests.web.matching.cohort import BERWICK, GATESHEAD, consultant, empty, partner

HOME_CARE = {"services": ["Homecare agencies"], "groups": ["Dementia"]}
OTHER_WORK = {"services": ["Supported housing"], "groups": ["Mental health conditions"]}
LEFT_OUT = ("Amble Homecare", "Berwick House", "Cramlington Signs")


def association(programme: Programme, *, sealed: bool) -> Programme:
    """Five seek help and two give it. ``sealed``: four of them have sealed somebody, none of it needed for the match."""
    programme = empty(programme)
    people = {
        "Amble Homecare": partner(programme, "Amble Homecare", at=GATESHEAD, topics=["income"], **HOME_CARE),
        "Berwick House": partner(programme, "Berwick House", at=BERWICK, mode="in_person", **OTHER_WORK),
        "Cramlington Signs": partner(programme, "Cramlington Signs", meeting_languages=["bsl"], **OTHER_WORK),
        "Elswick Kitchen": partner(programme, "Elswick Kitchen", topics=["teams"], **OTHER_WORK),
        "Fenham Friends": partner(programme, "Fenham Friends", topics=["income"], **OTHER_WORK),
    }
    giving = {"meeting_languages": ["en"], "capacity": 2, "at": GATESHEAD} | HOME_CARE
    people["Team Valley"] = consultant(programme, "Team Valley", topics=["teams"], **giving)
    people["Tyne Homecare"] = consultant(programme, "Tyne Homecare", topics=["income"], **giving)
    if sealed:
        for who, whom in (
            ("Amble Homecare", "Tyne Homecare"),
            ("Cramlington Signs", "Team Valley"),
            ("Elswick Kitchen", "Tyne Homecare"),
            ("Tyne Homecare", "Berwick House"),
        ):
            add_exclusion(participant=people[who], kind="organisation", target=whom, by=people[who].person)
    return programme
