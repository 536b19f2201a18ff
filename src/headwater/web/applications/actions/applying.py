"""What an applicant does: begin, save a page, send it in, take it back."""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from headwater.web.applications.actions.letters import draft_for
from headwater.web.applications.definitions import Form, read_form
from headwater.web.applications.models import Application, CallForm, EqualityCount, SealedWish
from headwater.web.applications.queries import form_of
from headwater.web.applications.states import CAN_BE_WITHDRAWN, State
from headwater.web.audit.trail import record
from headwater.web.organisations.models import Organisation, Registration
from headwater.web.programmes.models import Programme
from headwater.web.writes.drafts import drop_draft
from headwater.web.writes.models import Draft

SEALED = {
    "sealed_organisations": SealedWish.Kind.ORGANISATION,
    "sealed_people": SealedWish.Kind.PERSON,
}
REGISTERS = {
    "charity_number": "charity",
    "company_number": "company",
    "cqc_provider": "cqc_provider",
}


class CannotApply(Exception):
    """An application cannot be begun, changed, sent in or withdrawn now; the message says why."""


@transaction.atomic
def use_form(*, programme: Programme, role: str, text: str, by: Any) -> CallForm:
    """Put a programme's own form in place of the one that ships; raises CannotReadForm when it does not hold together."""
    read_form(text)
    own, _new = CallForm.objects.update_or_create(
        programme=programme, role=role, defaults={"definition": text}
    )
    record("edit", by=by, on=own)
    return own


@transaction.atomic
def start_application(*, programme: Programme, role: str, by: Any, at: datetime | None = None) -> Application:
    """A draft for one side of a call that is open (``at`` a moment, else now); the one a person has already is returned."""
    if not programme.call_is_open(timezone.localdate(at)):
        raise CannotApply(_("This call is not open."))
    application, new = Application.objects.exclude(state=State.WITHDRAWN).get_or_create(
        programme=programme, person=by, role=role
    )
    if new:
        record("start", by=by, on=application, about=by)
    return application


@transaction.atomic
def save_page(*, application: Application, page: str, answers: dict[str, Any], by: Any) -> Application:
    """Keep the answers of one page. Sealed answers go to their own place and nowhere else."""
    _must_be_draft(application)
    answers = dict(answers)
    for name, kind in SEALED.items():
        if name in answers:
            _seal(application, kind, answers.pop(name) or [])
    application.answers = application.answers | answers
    if page not in application.pages_done:
        application.pages_done = [*application.pages_done, page]
    application.organisation_name = str(application.answer("organisation_name"))[:250]
    application.route_in = application.answer("route_in") or Application.Route.OPEN_CALL
    application.save()
    drop_draft(by, draft_name(application, page))
    return application


def _must_be_draft(application: Application) -> None:
    if not application.is_draft:
        raise CannotApply(_("This application was sent in and can no longer be changed."))


def _seal(application: Application, kind: str, names: list[str]) -> None:
    application.sealed_wishes.filter(kind=kind).delete()
    for name in names:
        SealedWish.objects.create(application=application, kind=kind, name=name)


def pages_missing(application: Application, form: Form) -> list[str]:
    """The codes of the pages that still wait, in the order of the form."""
    return [page.code for page in form.pages if page.code not in application.pages_done]


@transaction.atomic
def submit_application(*, application: Application, by: Any, at: datetime | None = None) -> Application:
    """Send an application in (``at`` a moment, else now): it is not changed after that. A receipt is drafted."""
    _must_be_draft(application)
    if not application.programme.call_is_open(timezone.localdate(at)):
        raise CannotApply(
            _("The call has closed. Your answers are kept; write to the host if you were held up.")
        )
    if pages_missing(application, form_of(application.programme, application.role)):
        raise CannotApply(_("Some pages are not filled in yet."))
    application.submit()
    application.submitted_at = at or timezone.now()
    application.organisation = known_organisation(application)
    application.save()
    forget_drafts(application)
    record("submit", by=by, on=application, about=application.person_id)
    draft_for(application, "received")
    return application


def draft_name(application: Application, page: str) -> str:
    """The name under which what is typed on a page saves itself."""
    return f"application-{application.pk}-{page}"


def forget_drafts(application: Application) -> None:
    """Erase what was typed and not saved on any page."""
    Draft.objects.filter(person=application.person_id, form__startswith=draft_name(application, "")).delete()


def known_organisation(application: Application) -> Organisation | None:
    """The organisation an applicant means, where the host's register already holds it: by number, else by name."""
    for name, register in REGISTERS.items():
        number = str(application.answer(name)).strip()
        found = number and Registration.objects.filter(register=register, number__iexact=number).first()
        if found:
            return found.organisation
    named = Organisation.objects.filter(name__iexact=application.organisation_name, merged_into=None)
    return named.first() if application.organisation_name else None


@transaction.atomic
def withdraw_application(*, application: Application, by: Any) -> Application:
    """Take an application back. What was written, what was seen in it and who is sealed are erased at once."""
    if application.state not in CAN_BE_WITHDRAWN:
        raise CannotApply(_("This application can no longer be withdrawn. You can decline a place instead."))
    application.withdraw()
    application.answers, application.pages_done, application.organisation_name = {}, [], ""
    application.organisation = None
    application.save()
    for things in ("sealed_wishes", "reviews", "assignments", "decisions"):
        getattr(application, things).all().delete()
    forget_drafts(application)
    record("withdraw", by=by, on=application, about=application.person_id)
    return application


@transaction.atomic
def count_equality_answers(*, application: Application, answers: dict[str, str], by: Any) -> None:
    """Add one to the count of each answer given. No answer is kept with a person, a date or another answer."""
    if application.equality_asked or application.person_id != by.pk:
        raise CannotApply(_("These questions are asked once."))
    if not application.programme.call_is_open(timezone.localdate()):
        raise CannotApply(_("These questions were asked while the call was open."))
    application.equality_asked = True
    application.save(update_fields=["equality_asked"])
    given = {(question, answer) for question, answer in answers.items() if answer}
    EqualityCount.objects.bulk_create(
        [EqualityCount(programme=application.programme, question=q, answer=a) for q, a in sorted(given)],
        ignore_conflicts=True,
    )
    counted = models.Q(pk=None)
    for question, answer in given:
        counted |= models.Q(question=question, answer=answer)
    EqualityCount.objects.filter(counted, programme=application.programme).update(count=models.F("count") + 1)
