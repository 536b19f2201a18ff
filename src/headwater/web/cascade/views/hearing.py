"""Hearing from staff, the leader's side: the sheet to print, paper answers, a reply to a line."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from headwater.web.cascade import actions
from headwater.web.cascade.actions import CannotPassOn
from headwater.web.cascade.forms import ReplyForm, TallyForm
from headwater.web.cascade.models import StaffSheet, UpwardSignal
from headwater.web.cascade.words import ANSWERS, QUESTIONS, SHEET
from headwater.web.hosts.links import full_address, href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.ui.codes import square
from headwater.web.writes.attempts import attempt


@requires(Permission.KEEP_CASCADE, on=StaffSheet)
def print_sheet(request: HttpRequest, staff_sheet: StaffSheet) -> HttpResponse:
    """One page to print: the square, the short address, and boxes for those who would rather tick."""
    address = full_address(reverse("staff_sheet", kwargs={"code": staff_sheet.code}))
    language = "cy" if request.GET.get("words") == "cy" else "en"
    words = SHEET[language]
    page = {
        "sheet": staff_sheet,
        "language": language,
        "words": words,
        "floor": staff_sheet.programme.floor_leader,
        "promise": words["promise"].format(floor=staff_sheet.programme.floor_leader),
        "address": address,
        "square": square(address),
        "questions": [words[asked] for asked in QUESTIONS],
        "answers": [words[answer] for answer in ANSWERS],
    }
    return render(request, "cascade/print.html", page)


@requires(Permission.KEEP_CASCADE, on=StaffSheet)
def tally(request: HttpRequest, staff_sheet: StaffSheet) -> HttpResponse:
    """Type in the totals of sheets filled in on paper."""
    form = TallyForm(request.POST or None, words=SHEET["en"])
    typed = request.method == "POST" and attempt(
        form,
        lambda answered, **_counts: actions.type_in_paper(
            staff_sheet, by=request.user, answered=answered, counts=form.counts, today=timezone.localdate()
        ),
        refusals=CannotPassOn,
    )
    if typed:
        messages.success(request, _("Counted. Please destroy the paper sheets now."))
        return redirect(href("cascade:cascade", staff_sheet.cascade))
    return render(request, "cascade/tally.html", {"form": form, "sheet": staff_sheet})


@requires(Permission.KEEP_CASCADE, on=UpwardSignal)
def reply_to(request: HttpRequest, upward_signal: UpwardSignal) -> HttpResponse:
    """Write the one reply to a line."""
    form = ReplyForm(request.POST or None)
    back = href("cascade:cascade", upward_signal.sheet.cascade)
    done = request.method == "POST" and attempt(
        form,
        lambda text: actions.reply(upward_signal, by=request.user, text=text, today=timezone.localdate()),
        refusals=CannotPassOn,
    )
    if done:
        messages.success(request, _("Your reply is on the staff sheet now."))
        return redirect(back)
    return render(request, "cascade/reply.html", {"form": form, "line": upward_signal, "back_to": back})
