"""Writing down what a programme costs, and who speaks for whoever pays."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from headwater.web.audit.trail import record
from headwater.web.funding.models import BudgetLine, FunderContact
from headwater.web.hosts.models import Membership
from headwater.web.programmes.models import Party


class CannotFund(Exception):
    """A line or a contact cannot be kept; the message says why."""


@transaction.atomic
def keep_line(*, line: BudgetLine, by: Any) -> BudgetLine:
    """Save a budget line, new or changed."""
    if line.source.programme_id != line.programme_id:
        raise CannotFund(_("That body does not stand behind this programme. Add it among the parties first."))
    new = line._state.adding
    line.save()
    record("create" if new else "edit", by=by, on=line)
    return line


@transaction.atomic
def remove_line(*, line: BudgetLine, by: Any) -> None:
    """Take a budget line away."""
    record("delete", by=by, on=line)
    line.delete()


@transaction.atomic
def name_contact(*, party: Party, person: Any, by: Any) -> FunderContact:
    """Let a person with the funder's duty see the lines of one body."""
    if not Membership.objects.current().filter(person=person, role="funder").exists():
        raise CannotFund(_("Give this person the funder's duty first."))
    contact, new = FunderContact.objects.get_or_create(party=party, person=person)
    if new:
        record("grant", by=by, on=contact, about=person)
    return contact


@transaction.atomic
def end_contact(*, contact: FunderContact, by: Any) -> None:
    """From now on a person no longer sees a body's lines."""
    record("revoke", by=by, on=contact, about=contact.person)
    contact.delete()
