"""Whom a sealed exclusion means: names as people type them, compared without what does not matter."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from headwater.web.matching.models import Exclusion
from headwater.web.programmes.models import Participant

ALIKE = 0.88  # rather two names too many apart than a wish that a spelling mistake undoes
_FORM = re.compile(r"\b(the|ltd|limited|llp|plc|cic|cio|scio|company|co|group|mr|mrs|ms|miss|dr|rev)\b")


def means(exclusion: Exclusion, other: Participant) -> bool:
    """Whether an exclusion is about this participant."""
    if exclusion.kind == Exclusion.Kind.EVERYONE:
        return True
    if exclusion.kind == Exclusion.Kind.PERSON:
        names = [other.person.name, other.person.email]
    else:
        names = [other.organisation.name, other.organisation.group]
    wanted = _bare(exclusion.target)
    return any(_same(wanted, _bare(name)) for name in names if name)


def sealed_pairs(partners: Iterable[Participant], consultants: Iterable[Participant]) -> set[tuple[str, str]]:
    """Every pair of ids that a sealed exclusion of either side forbids."""
    partners, consultants = list(partners), list(consultants)
    everyone = {side.pk: side for side in (*partners, *consultants)}
    found = set()
    for exclusion in Exclusion.objects.filter(participant__in=everyone):
        owner = everyone[exclusion.participant_id]
        if owner.role == Participant.Role.PARTNER:
            found |= {(str(owner.pk), str(c.pk)) for c in consultants if means(exclusion, c)}
        else:
            found |= {(str(p.pk), str(owner.pk)) for p in partners if means(exclusion, p)}
    return found


def _bare(name: str) -> str:
    plain = re.sub(r"[^a-z0-9@ ]+", " ", name.casefold().replace("&", " and "))
    return " ".join(_FORM.sub(" ", plain).split())


def _same(wanted: str, name: str) -> bool:
    if not wanted or not name:
        return False
    return wanted == name or SequenceMatcher(None, wanted, name).ratio() >= ALIKE
