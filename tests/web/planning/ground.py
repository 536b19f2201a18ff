"""Organisations that asked, of several sizes and areas, and cascades that leaders noted."""

from datetime import date

from headwater.web.applications.models import Application
from headwater.web.cascade import actions as passing_on
from headwater.web.organisations.models import Organisation, Site
from tests.people import make_participant, person

AREAS = ("Northumberland", "Durham", "Sunderland")
SIZES = ("micro", "small", "medium", "large")
TODAY = date(2026, 11, 20)


def asked(cast, many: int, **fields) -> list[Organisation]:
    """Organisations whose leaders have applied, in three areas and of four sizes in turn."""
    found = []
    for at in range(many):
        made = {"size": SIZES[at % 4], "sector": ("not_for_profit", "private")[at % 2]} | fields
        body = Organisation.objects.create(name=f"Hopeful {at:02}", **made)
        Site.objects.create(organisation=body, is_main=True, council=AREAS[at % 3], precision="unknown")
        Application.objects.create(
            programme=cast.programme,
            person=person(f"Hopeful Leader {at} {cast.host.slug}"),
            role="partner",
            organisation=body,
            state="submitted",
        )
        found.append(body)
    return found


def noted(cast, many: int, *, received: int = 3, without: int = 1) -> list:
    """Leaders who passed a practice on, and noted how far it got with their managers."""
    found = []
    for at in range(many):
        leader = person(f"Leader {at}")
        participant = make_participant(cast.programme, leader, "partner", f"Telling {at:02}")
        cascade = passing_on.start_cascade(
            participant, by=leader, sentence=f"Practice {at}", signs=["Seen"], adaptable=[],
            tiers=[("Managers", 6), ("Care workers", 20)], started_on=date(2026, 9, 1),
        )  # fmt: skip
        for kind, people in (("received", received), ("not_received", without)):
            passing_on.note_hand_over(
                cascade.tiers.first(), by=leader, kind=kind, people=people, on=date(2026, 10, 1), today=TODAY
            )
        found.append(cascade)
    return found
