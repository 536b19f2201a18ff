"""Asking for what others wrote, deciding as its author, and answering."""

from functools import reduce
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from headwater.web.audit.trail import record
from headwater.web.rights.models import DataRequest, RequestedText
from headwater.web.rights.register import WRITTEN_BY_OTHERS
from headwater.web.supervision.mail import tell


class CannotAnswer(Exception):
    """A request for data cannot be made, decided or answered this way; the message says what to do."""


@transaction.atomic
def ask_for_the_rest(*, by: Any) -> DataRequest:
    """Ask for texts of others that may tell of oneself; each author gets a mail that something waits for them."""
    if DataRequest.objects.filter(person=by, state=DataRequest.State.OPEN).exists():
        raise CannotAnswer(_("You asked already, and it is being answered."))
    request = DataRequest.objects.create(person=by)
    record("ask-for-data", by=by, on=request, about=by)
    authors = {}
    for kind in WRITTEN_BY_OTHERS:
        for row in kind.rows(by).select_related(kind.author):
            author = reduce(getattr, kind.author.split("__"), row)
            authors[author.pk] = author
            RequestedText.objects.create(request=request, author=author, kind=kind.label, record=str(row.pk))
    for author in authors.values():
        tell(author)
    return request


@transaction.atomic
def decide_text(
    text: RequestedText, *, by: Any, decision: str, ground: str = "", copy: str = ""
) -> RequestedText:
    """Say as its author what of a text is given; held back only on one of the law's grounds."""
    text = RequestedText.objects.select_for_update().select_related("request").get(pk=text.pk)
    if text.author_id != by.pk:
        raise CannotAnswer(_("Only its author decides about a text."))
    if text.request.state != DataRequest.State.OPEN:
        raise CannotAnswer(_("This request was answered already."))
    decisions = RequestedText.Decision
    if decision == decisions.WITHHELD and not ground:
        raise CannotAnswer(
            _("Say why it is held back. Without one of these reasons they have a right to it.")
        )
    if decision == decisions.PART and not copy.strip():
        raise CannotAnswer(_("Copy the part that is about them."))
    text.decision, text.ground = decision, ground if decision == decisions.WITHHELD else ""
    text.copy = {decisions.GIVEN: original(text), decisions.PART: copy.strip()}.get(decision, "")
    text.decided_at = timezone.now()
    text.version += 1
    text.save()
    record("decide-text", by=by, on=text, about=text.request.person_id)
    return text


def original(text: RequestedText) -> str:
    """The author's own words; empty when they have erased them since."""
    kind = next(kind for kind in WRITTEN_BY_OTHERS if kind.label == text.kind)
    row = kind.model.objects.filter(pk=text.record).first()
    return getattr(row, kind.text) if row is not None else ""


@transaction.atomic
def answer_request(request: DataRequest, *, by: Any) -> DataRequest:
    """Say that the request is answered: everything is decided, and the person is told that it waits for them."""
    request = DataRequest.objects.select_for_update().get(pk=request.pk)
    if request.state != DataRequest.State.OPEN:
        raise CannotAnswer(_("This request was answered already."))
    if request.texts.filter(decision="").exists():
        raise CannotAnswer(_("An author has not decided yet. Remind them."))
    request.answer()
    request.version += 1
    request.save()
    record("answer", by=by, on=request, about=request.person_id)
    tell(request.person)
    return request


@transaction.atomic
def remind_authors(request: DataRequest, *, by: Any) -> int:
    """A mail to each author who has not decided; how many there are."""
    waiting = request.texts.filter(decision="").select_related("author")
    authors = {text.author_id: text.author for text in waiting}
    for author in authors.values():
        tell(author)
    record("remind", by=by, on=request, about=request.person_id)
    return len(authors)


@transaction.atomic
def take_request_back(request: DataRequest, *, by: Any) -> DataRequest:
    """Take a request back; what authors had copied for it goes."""
    request = DataRequest.objects.select_for_update().get(pk=request.pk)
    if request.state != DataRequest.State.OPEN:
        raise CannotAnswer(_("This request was answered already."))
    request.texts.all().delete()
    request.withdraw()
    request.save()
    record("take-back", by=by, on=request, about=by)
    return request
