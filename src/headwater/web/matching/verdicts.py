"""What a verdict on competition rests on, in the reader's words: kept as data, said when somebody looks (R45)."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from headwater.engines.matching import Finding, Ground

METRES_PER_MILE = 1609.344

SENTENCES = {
    Finding.SAME_ORGANISATION: lambda: _("Both belong to the same organisation."),
    Finding.GROUP_SHARED: lambda: _("Both belong to %(names)s."),
    Finding.GROUP_UNKNOWN: lambda: _("Whether they belong to one group or brand is not known."),
    Finding.SERVICES_SHARED: lambda: _("Both: %(names)s."),
    Finding.SERVICES_UNKNOWN: lambda: _("What they do is not known for both."),
    Finding.CLIENTS_SHARED: lambda: _("Both: %(names)s."),
    Finding.CLIENTS_UNKNOWN: lambda: _("Whom they support is not known for both."),
    Finding.SITES_NEAR: lambda: _("Sites within %(most)s of one another; the limit is %(limit)s."),
    Finding.SITES_PERHAPS_NEAR: lambda: _("Sites between %(least)s and %(most)s apart; the limit is %(limit)s."),
    Finding.SITES_IN_REACH: lambda: _("Sites %(most)s apart: some topics are left out within %(limit)s."),
    Finding.SITES_PERHAPS_IN_REACH: lambda: _(
        "Sites between %(least)s and %(most)s apart; some topics are left out within %(limit)s."
    ),
    Finding.SITES_UNKNOWN: lambda: _("Where a site of one of them is, is not known."),
    Finding.AREAS_SHARED: lambda: _("Both serve %(names)s."),
    Finding.AREAS_UNKNOWN: lambda: _("The areas they serve are not known for both."),
    Finding.COMMISSIONERS_SHARED: lambda: _("Both are commissioned by %(names)s."),
    Finding.COMMISSIONERS_UNKNOWN: lambda: _("Who commissions them is not known for both."),
    Finding.TENDERS_SHARED: lambda: _("Both bid for %(names)s."),
    Finding.TENDER_CONCERNS_BOTH: lambda: _("A live tender of %(names)s concerns both."),
    Finding.TENDERS_UNKNOWN: lambda: _("Whether they bid for the same is not known."),
    Finding.FEDERATION_SHARED: lambda: _("Both are members of %(names)s. That alone is no competition."),
}  # fmt: skip
GROUNDS = {
    Ground.SAME_ORGANISATION: lambda: _("Organisation"),
    Ground.GROUP: lambda: _("Group or brand"),
    Ground.SERVICE: lambda: _("Services"),
    Ground.CLIENTS: lambda: _("People supported"),
    Ground.PLACE: lambda: _("Catchment"),
    Ground.COMMISSIONER: lambda: _("Commissioner"),
    Ground.TENDER: lambda: _("Live tender"),
    Ground.FEDERATION: lambda: _("Federation"),
}
LEFT_OUT = {
    "prices and fees": lambda: _("prices and fees"),
    "bids and tenders": lambda: _("bids and tenders"),
    "pay": lambda: _("pay"),
    "capacity plans": lambda: _("capacity plans"),
    "commissioner negotiation": lambda: _("talks with commissioners"),
}


def in_words(facts: Iterable[dict[str, Any]]) -> list[dict[str, str]]:
    """Each fact of a verdict as ``{"ground", "outcome", "text"}`` in the reader's language."""
    return [
        {
            "ground": GROUNDS[Ground(fact["ground"])](),
            "outcome": fact["outcome"],
            "text": SENTENCES[Finding(fact["finding"])]() % _values(fact),
        }
        for fact in facts
    ]


def _values(fact: dict[str, Any]) -> dict[str, str]:
    far = {name: _miles(fact.get(f"{name}_m")) for name in ("least", "most", "limit")}
    return {"names": ", ".join(fact.get("names", ())), **far}


def _miles(metres: float | None) -> str:
    """Metres in a straight line as miles."""
    return "" if metres is None else _("%(n)s miles") % {"n": f"{metres / METRES_PER_MILE:.1f}"}


def left_out(topics: Iterable[str]) -> list[str]:
    """The topics two organisations leave out together, in words."""
    return [LEFT_OUT[topic]() if topic in LEFT_OUT else topic for topic in topics]
