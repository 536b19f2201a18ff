"""What is held of a person in a host, who can read it, and who has."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headwater.web.audit.models import Event
from headwater.web.hosts.models import HostRecord
from headwater.web.hosts.policy import allowed
from headwater.web.hosts.roles import ROLES
from headwater.web.rights.register import HELD, WRITTEN_BY_OTHERS, Held

OF_A_PAIR = {"partner", "consultant"}
HIDDEN = {"id", "version", "host"}
SHOWN_RELATIONS = ("programmes.Programme", "organisations.Organisation")


DID = {
    "accept": gettext_lazy("accepted"),
    "answer": gettext_lazy("answered"),
    "approve": gettext_lazy("sent"),
    "assign": gettext_lazy("gave you"),
    "attend": gettext_lazy("noted who came to"),
    "begin": gettext_lazy("began"),
    "close": gettext_lazy("closed"),
    "decide": gettext_lazy("decided about"),
    "decide-text": gettext_lazy("decided about a text you asked for"),
    "download": gettext_lazy("downloaded"),
    "end": gettext_lazy("ended"),
    "export": gettext_lazy("downloaded"),
    "leave": gettext_lazy("took you out of the programme"),
    "move": gettext_lazy("noted your new organisation"),
    "open": gettext_lazy("opened"),
    "place": gettext_lazy("gave you a place"),
    "release": gettext_lazy("told you"),
    "review": gettext_lazy("read and marked"),
    "revoke": gettext_lazy("ended a duty of yours"),
    "role-change": gettext_lazy("gave you a duty"),
    "settle": gettext_lazy("decided about"),
    "submit": gettext_lazy("took in"),
    "view": gettext_lazy("looked at"),
    "withdraw": gettext_lazy("took back"),
}
"""What is told of others' acts, by action of the trail; what would tell of another's secret is not among them."""


@dataclass(frozen=True)
class Kind:
    """One kind of record about a person, with how many there are and who may read such records now."""

    held: Held
    count: int
    readers: list[str]


def kinds_held(person: Any) -> list[Kind]:
    """Every kind of which something is held about a person in the host whose scope is open."""
    counts = counts_held(person)
    return [Kind(held, counts[held.label], readers_of(held)) for held in HELD if counts[held.label]]


def counts_held(person: Any) -> dict[str, int]:
    """How many records of each kind are about a person, by label; one query however many kinds there are."""
    first, *others = (
        held.rows(person)
        .order_by()
        .annotate(held_as=models.Value(held.label))
        .values("held_as")
        .annotate(held_number=models.Count("pk", distinct=True))
        .values_list("held_as", "held_number")
        for held in HELD
    )
    found = dict(first.union(*others, all=True))
    return {held.label: found.get(held.label, 0) for held in HELD}


def readers_of(held: Held) -> list[str]:
    """Whom the policy lets read such a record, by duty; empty when only the person can."""
    duties = {
        code: role.name
        for code, role in ROLES.items()
        if any(grant.permission in held.readers for grant in role.grants)
    }
    if duties.keys() >= OF_A_PAIR:
        duties = {code: name for code, name in duties.items() if code not in OF_A_PAIR}
        duties["pair"] = _("the other one of your pair")
    return [str(name) for name in duties.values()]


def copies(person: Any, host: Any) -> Iterator[tuple[Held, list[dict[str, str]]]]:
    """Everything a person may take away, kind by kind, each row as field names and values in words."""
    counts = counts_held(person)
    for held in (held for held in HELD if counts[held.label]):
        found = held.rows(person)
        if held.shared is not None:
            found = found.select_related("engagement__partner", "engagement__consultant")
        found = found.select_related(*_shown_relations(held.model))
        rows = [_in_words(row) for row in found if _may_have(held, person, row, host)]
        if rows:
            yield held, rows


def _shown_relations(model: type[models.Model]) -> list[str]:
    return [
        one.name
        for one in model._meta.concrete_fields
        if one.related_model and one.related_model._meta.label in SHOWN_RELATIONS
    ]


def _may_have(held: Held, person: Any, row: models.Model, host: Any) -> bool:
    return held.shared is None or allowed(person, held.shared, row.engagement, host)


def _in_words(row: models.Model) -> dict[str, str]:
    shown = {}
    for one in row._meta.concrete_fields:
        related = one.related_model._meta.label if one.related_model else ""
        if one.name in HIDDEN or (related and related not in SHOWN_RELATIONS):
            continue
        value = value_in_words(row, one)
        if value:
            shown[str(one.verbose_name).capitalize()] = value
    return shown


def value_in_words(row: models.Model, one: Any) -> str:
    """A field of a row as a person reads it; empty where there is nothing."""
    display = getattr(row, f"get_{one.name}_display", None)
    value = display() if display else getattr(row, one.name)
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if hasattr(value, "hour"):
        return date_format(localtime(value), "j F Y, H:i")
    if hasattr(value, "year") and hasattr(value, "day"):
        return date_format(value, "j F Y")
    return "\n".join(_lines_of(value))


def _lines_of(value: Any) -> list[str]:
    """A list on one line, a table of answers with a line for each."""
    if isinstance(value, dict):
        named = ((str(name).replace("_", " "), _lines_of(item)) for name, item in value.items())
        return [f"{name}: {', '.join(items)}" for name, items in named if any(items)]
    if isinstance(value, list):
        return [", ".join(", ".join(_lines_of(item)) for item in value)]
    return [str(value)] if value is not None else []


def who_has_seen(person: Any, host: Any) -> models.QuerySet[Event]:
    """The lines of the trail that tell of a person's own data, newest first (promises.md P8)."""
    return (
        Event.objects.filter(host_id=host.pk, about_id=person.pk, allowed=True, action__in=DID)
        .exclude(person_id=person.pk)
        .order_by("-at")
    )


def names_of(events: Any) -> dict[Any, str]:
    """Names of those who acted in some lines of the trail."""
    people = get_user_model().objects.filter(pk__in={event.person_id for event in events})
    return {person.pk: person.name for person in people}


def waits_with_authors(person: Any) -> int:
    """How many texts of others may tell of a person: each author is asked before a copy is given."""
    return sum(kind.rows(person).count() for kind in WRITTEN_BY_OTHERS)


def takes_part_anywhere(person: Any) -> bool:
    """Whether any record of any host still points at a person. Call it with every host in scope."""
    return any(
        model._base_manager.filter(**{one.name: person}).exists() for model, one in pointing_at_people()
    )


def pointing_at_people() -> Iterator[tuple[type[models.Model], Any]]:
    """Every field of a host's record that names a person."""
    people = get_user_model()
    for relation in people._meta.get_fields(include_hidden=True):
        one = getattr(relation, "field", None)
        if relation.auto_created and one is not None and issubclass(one.model, HostRecord):
            yield one.model, one


def lines(events: Any) -> list[dict[str, Any]]:
    """Lines of the trail as a person reads them: when, who in which duty, what they did with what."""
    events = list(events)
    names = names_of(events)
    what = {held.label: held.what for held in HELD}
    return [
        {
            "at": event.at,
            "who": names.get(event.person_id) or _("The system"),
            "duty": ROLES[event.role].name if event.role in ROLES else "",
            "did": DID[event.action],
            "what": what.get(event.kind, ""),
        }
        for event in events
    ]
