"""Which applications a reader may know of, and which wait for something."""

from typing import Any

from django.db import models
from django.db.models import Count, Q

from headwater.web.applications.states import HOLDS_A_PLACE, READ_BY_PANEL, State
from headwater.web.programmes.models import Participant

SAYS_NOTHING = {
    "aol.com", "btinternet.com", "example.com", "example.net", "example.org", "gmail.com", "googlemail.com",
    "hotmail.co.uk", "hotmail.com", "icloud.com", "live.co.uk", "mail.com", "msn.com", "outlook.com",
    "proton.me", "protonmail.com", "sky.com", "talktalk.net", "virginmedia.com", "yahoo.co.uk", "yahoo.com",
}  # fmt: skip
"""Mail domains that many share, and those reserved for examples: a shared one is no sign of one organisation."""


class ApplicationQuerySet(models.QuerySet):
    """Applications as lists and counts see them."""

    def known_to(self, person: Any) -> "ApplicationQuerySet":
        """Without those a person has a declared or detected conflict with: titles, counts and order included."""
        return self.exclude(conflicts__person=person).exclude(self._connected_to(person))

    def _connected_to(self, person: Any) -> Q:
        """Applications of a person themselves, of an organisation of theirs, or from their own mail domain."""
        taking_part = Participant.objects.filter(person=person).values("organisation")
        applying = self.model.objects.filter(person=person, organisation__isnull=False).values("organisation")
        found = Q(person=person) | Q(organisation__in=taking_part) | Q(organisation__in=applying)
        domain = person.email.rpartition("@")[2].lower()
        if domain and domain not in SAYS_NOTHING:
            found |= Q(person__email__iendswith=f"@{domain}")
        return found

    def submitted(self) -> "ApplicationQuerySet":
        """Sent in and not withdrawn."""
        return self.filter(state__in=READ_BY_PANEL)

    def holding_a_place(self) -> "ApplicationQuerySet":
        """Offered a place and not declined."""
        return self.filter(state__in=HOLDS_A_PLACE)

    def waiting_for_review_by(self, person: Any) -> "ApplicationQuerySet":
        """Assigned to a panel member who has not read them yet, those with the fewest reviews first."""
        return (
            self.known_to(person)
            .filter(state=State.SUBMITTED, assignments__person=person)
            .exclude(reviews__person=person)
            .annotate(review_count=Count("reviews", distinct=True))
            .order_by("review_count", "submitted_at", "pk")
        )
