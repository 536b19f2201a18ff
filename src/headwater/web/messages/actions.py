"""Approving and sending. At least once, never a ghost: a letter is queued in the same transaction as its approval."""

from collections.abc import Iterable
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_scopes import scopes_disabled

from headwater.web.audit.trail import record
from headwater.web.messages.models import AccountMail, Letter

MOST_ATTEMPTS = 5


def approve_letters(letters: Iterable[Letter], *, by: Any) -> list[Letter]:
    """Send these drafts: they leave with the next run of the worker, and can be held back until then."""
    from headwater.web.messages.tasks import send_waiting

    approved = []
    with transaction.atomic():
        for letter in letters:
            letter.approve(by=by)
            letter.save()
            record("approve", by=by, on=letter, about=letter.to)
            approved.append(letter)
        transaction.on_commit(lambda: send_waiting.enqueue())
    return approved


def send_everything_waiting() -> int:
    """Send all approved letters and account mails; how many left. A failure is kept and shown, not raised."""
    with scopes_disabled():
        letters = list(Letter.objects.filter(state=Letter.State.QUEUED).values_list("pk", flat=True))
        sent = sum(_send_letter(pk) for pk in letters)
        due = Q(not_before__isnull=True) | Q(not_before__lte=timezone.now())
        mails = AccountMail.objects.filter(due, sent_at__isnull=True, attempts__lt=MOST_ATTEMPTS)
        return sent + sum(_send_mail(pk) for pk in list(mails.values_list("pk", flat=True)))


@transaction.atomic
def _send_letter(pk: Any) -> bool:
    letter = Letter.objects.select_for_update().select_related("to").get(pk=pk)
    if letter.state != Letter.State.QUEUED:
        return False
    letter.attempts += 1
    message = EmailMultiAlternatives(
        letter.subject, letter.body, to=[letter.to.email], headers={"Message-ID": letter.message_id}
    )
    if letter.invitation:
        message.attach("meeting.ics", letter.invitation, "text/calendar; method=REQUEST")
    try:
        message.send()
    except OSError as error:
        if letter.attempts >= MOST_ATTEMPTS:
            letter.note_failure(f"{type(error).__name__}: the mail server did not take it.")
        letter.save()
        return False
    letter.note_sent()
    letter.save()
    return True


@transaction.atomic
def _send_mail(pk: int) -> bool:
    mail = AccountMail.objects.select_for_update().get(pk=pk)
    if mail.sent_at is not None:
        return False
    mail.attempts += 1
    try:
        EmailMultiAlternatives(mail.subject, mail.body, to=[mail.to]).send()
        mail.sent_at = timezone.now()
        mail.body = ""
    except OSError:
        pass
    mail.save()
    return mail.sent_at is not None
