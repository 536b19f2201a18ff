"""The copy a person takes away: everything about them in this host, for a program and for reading (P3)."""

import io
import json
import zipfile
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from headwater.web.rights.models import RequestedText
from headwater.web.rights.queries import DID, copies, names_of, who_has_seen
from headwater.web.rights.register import WRITTEN_BY_OTHERS

GIVEN = (RequestedText.Decision.GIVEN, RequestedText.Decision.PART)


def own_copy(person: Any, host: Any) -> bytes:
    """A ZIP with ``your-information.json`` and ``your-information.html``, the same content in both."""
    content = gathered(person, host)
    page = render_to_string("rights/copy.html", {"content": content})
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("your-information.json", json.dumps(content, ensure_ascii=False, indent=2))
        archive.writestr("your-information.html", page)
    return packed.getvalue()


def gathered(person: Any, host: Any) -> dict[str, Any]:
    """What the copy holds: the account, every kind of record, texts of others that were given, and who has looked."""
    return {
        "host": host.name,
        "made_on": timezone.localdate().isoformat(),
        "account": {"name": person.name, "email": person.email, "language": person.language},
        "records": [
            {"what": str(held.what), "why": str(held.why), "rows": rows}
            for held, rows in copies(person, host)
        ],
        "written_by_others": _given(person),
        "seen_by": _seen(person, host),
    }


def _given(person: Any) -> list[dict[str, str]]:
    what = {kind.label: str(kind.what) for kind in WRITTEN_BY_OTHERS}
    given = RequestedText.objects.filter(request__person=person, decision__in=GIVEN)
    return [{"what": what.get(one.kind, one.kind), "text": one.copy} for one in given]


def _seen(person: Any, host: Any) -> list[dict[str, str]]:
    events = list(who_has_seen(person, host))
    names = names_of(events)
    return [
        {
            "when": event.at.isoformat(),
            "who": names.get(event.person_id, ""),
            "role": event.role,
            "did": str(DID[event.action]),
        }
        for event in events
    ]
