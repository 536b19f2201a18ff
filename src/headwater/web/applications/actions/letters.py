"""The letters of the call: each says that there is something to read, never what."""

from headwater.web.applications.models import Application
from headwater.web.hosts.links import full_address, href
from headwater.web.messages.letters import draft_letter
from headwater.web.messages.models import Letter


def draft_for(application: Application, kind: str) -> Letter:
    """A letter to the applicant as a draft in the outbox: received, decision or confirmed."""
    return draft_letter(
        to=application.person,
        kind=f"application_{kind}",
        template=f"applications/letters/{kind}.txt",
        programme=application.programme,
        about=application,
        address=full_address(href("applications:detail", application)),
    )
