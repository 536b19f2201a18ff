"""Why a pair is proposed: kept as plain values, told as short tags on the desk and as sentences to the two (R29 to R35)."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from headwater.data.vocabularies import SERVICE_TYPES, SITUATIONS, TOPICS, label_of
from headwater.engines.matching.fit import Never
from headwater.web.applications.definitions import said
from headwater.web.matching.facts import labels
from headwater.web.programmes.models import Participant

CRITERIA = {
    "need": gettext_lazy("What is asked for, and who knows it"),
    "situation": gettext_lazy("Facing the same now"),
    "service": gettext_lazy("The same kind of work"),
    "size": gettext_lazy("Similar size"),
    "values": gettext_lazy("What matters to both"),
    "distance": gettext_lazy("Nearness"),
}
"""The criteria of a match, as the forms and figures name them."""
NEAR = 25  # miles by road that count as near
_TOPICS = {topic.code: topic.label for topic in TOPICS}
COLOURS = {"need": "green", "situation": "teal", "service": "blue", "size": "blue", "values": "teal",
           "near": "yellow", "remote": "yellow", "offer": "green"}  # fmt: skip


def topic_label(code: str) -> str:
    """A topic in words; a programme's own topic is its own label."""
    return _TOPICS.get(code, code)


def reasons_for(
    partner: Participant, consultant: Participant, figures: dict[str, Any]
) -> list[dict[str, Any]]:
    """What speaks for a pair, the most telling first, as ``{"kind", "items"}``."""
    found = [
        ("need", [topic_label(code) for code in partner.topics if code in consultant.topics]),
        ("situation", _both(partner.situations, consultant.situations, SITUATIONS)),
        ("service", sorted(_services(partner) & _services(consultant))),
        ("values", [said("values", word) for word in partner.values if word in consultant.values]),
    ]
    size = partner.organisation.size
    if size and size == consultant.organisation.size:
        found.append(("size", [partner.organisation.get_size_display()]))
    if figures["remote"]:
        found.append(("remote", [""]))
    elif figures["miles"] is not None and figures["miles"] <= NEAR:
        found.append(("near", [str(figures["miles"])]))
    found.append(("offer", [topic_label(code) for code in partner.offers]))
    return [{"kind": kind, "items": [str(item) for item in items]} for kind, items in found if items]


def _both(mine: list[str], theirs: list[str], vocabulary: Any) -> list[str]:
    return [label_of(vocabulary, code) for code in mine if code in theirs]


def _services(side: Participant) -> frozenset[str]:
    return labels(SERVICE_TYPES, (word for site in side.organisation.sites.all() for word in site.services))


def tags(reasons: list[dict[str, Any]], most: int = 4) -> list[dict[str, str]]:
    """One short tag for each reason, its words saying it without the colour."""
    found = [
        {"words": _tag(one), "colour": COLOURS[one["kind"]]} for one in reasons if one["kind"] != "offer"
    ]
    return found[:most]


def _tag(one: dict[str, Any]) -> str:
    first, more = one["items"][0], len(one["items"]) - 1
    fixed = {
        "size": _("Similar size"),
        "remote": _("By video"),
        "values": _("What matters to both"),
        "near": _("Near: about %(miles)s miles") % {"miles": first},
        "situation": _("Facing the same"),
        "service": _("Both: %(service)s") % {"service": first},
        "need": first,
    }[one["kind"]]
    return f"{fixed} +{more}" if more and one["kind"] in ("need", "service") else fixed


def sentences(reasons: list[dict[str, Any]], reader_role: str, other: str) -> list[str]:
    """The reasons as a person of the pair reads them about the other one."""
    return [_sentence(one, reader_role == Participant.Role.PARTNER, other) for one in reasons]


def _sentence(one: dict[str, Any], seeks: bool, other: str) -> str:
    items = ", ".join(one["items"])
    values = {"other": other, "items": items}
    if one["kind"] == "need":
        told = (
            _("You asked about %(items)s. %(other)s can speak of it from experience.")
            if seeks
            else _("%(other)s asks about %(items)s, which you can speak of from experience.")
        )
        return told % values
    if one["kind"] == "offer":
        told = (
            _("You have something to give in return: %(items)s.")
            if seeks
            else _("%(other)s has something to give in return: %(items)s.")
        )
        return told % values
    return {
        "situation": _("You both face this now: %(items)s."),
        "service": _("Your organisations know the same kind of work: %(items)s."),
        "values": _("The same things matter to you both: %(items)s."),
        "size": _("Your organisations are of a similar size: %(items)s."),
        "remote": _("You would meet by video."),
        "near": _("You are near one another: about %(items)s miles by road."),
    }[one["kind"]] % values


RULE_NAMES = {
    int(Never.SAME_ORGANISATION): lambda: _("The same organisation"),
    int(Never.RIVAL): lambda: _("Immediate rivals"),
    int(Never.CHECK): lambda: _("Not known yet whether they are rivals"),
    int(Never.NO_SHARED_LANGUAGE): lambda: _("No language in common"),
    int(Never.ACCESS): lambda: _("An access need that cannot be met"),
    int(Never.NO_SHARED_MODE): lambda: _("One meets in person only, the other by video only"),
    int(Never.TOO_FAR): lambda: _("Too far to travel"),
    int(Never.NOT_A_CANDIDATE): lambda: _("The same sector, where pairs cross sectors"),
}
"""The rules that keep two apart, by the engine's code. What says "no place" is not among them."""

NOBODY = {
    "same_organisation": lambda: _("Everyone who is left leads the same organisation."),
    "rival": lambda: _("Everyone who is left leads an immediate rival."),
    "check": lambda: _("For everyone who is left, it is not known yet whether the organisations are rivals."),
    "no_shared_language": lambda: _("Nobody who is left shares a language with them."),
    "access": lambda: _("An access need could not be met."),
    "no_shared_mode": lambda: _("They would meet in person, and everyone who is left only by video, or the other way round."),
    "too_far": lambda: _("Everyone who is left is beyond the furthest distance, and one of the two does not meet by video."),
    "not_a_candidate": lambda: _("Everyone who is left is of the same sector, and pairs here cross sectors."),
    "places": lambda: _("Nobody who would fit has a place left for them."),
}  # fmt: skip
"""Why somebody has nobody. "Places" is also all that a sealed exclusion, a refusal or a pause ever says."""


def nobody(why: str) -> str:
    """Why a partner has nobody, in words."""
    return NOBODY.get(why, NOBODY["places"])()


HELP = {
    "travel": lambda: _("If they could meet further away"),
    "mode": lambda: _("If both could meet either way, in person or by video"),
    "language": lambda: _("If a shared language could be found"),
    "access": lambda: _("If what makes meeting possible could be arranged some other way"),
    "sector": lambda: _("If their pair did not have to cross sectors"),
    "check": lambda: _("If you look at what is not known and find no rivalry"),
    "rival": lambda: _("If the competition policy allowed rivals"),
}


def help_in_words(helps: list[dict[str, Any]], names: dict[str, str]) -> list[str]:
    """What leaving each rule out would give, in sentences (R47)."""
    found = []
    for one in helps:
        told = (
            _("%(rule)s: %(who)s, and somebody else would have nobody.")
            if one["displaces"]
            else _("%(rule)s: %(who)s.")
        )
        found.append(told % {"rule": HELP[one["rule"]](), "who": names.get(one["with"], "")})
    return found


def miles_in_words(miles: int | None, remote: bool) -> str:
    """A distance as it is shown: always approximate, never more than is known."""
    if remote:
        return _("By video")
    if miles is None:
        return _("Not known")
    return ngettext("about %(n)s mile", "about %(n)s miles", miles) % {"n": miles}
