"""Hearing from staff, the leader's side: slips and the poster, paper answers, closing a sheet, a reply to a line."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headwater.web.cascade import actions, queries, slips
from headwater.web.cascade.actions import CannotPassOn
from headwater.web.cascade.forms import ReplyForm, SlipsForm, TallyForm
from headwater.web.cascade.models import Cascade, StaffSheet, UpwardSignal
from headwater.web.cascade.words import ANSWERS, QUESTIONS, SHEET
from headwater.web.hosts.links import full_address, href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.ui.codes import square
from headwater.web.writes.attempts import attempt, press

SPARE = 1.2  # slips for each person: some get lost


@requires(Permission.KEEP_CASCADE, on=Cascade)
def staff_say(request: HttpRequest, cascade: Cascade) -> HttpResponse:
    """What staff said, as far as it may be shown, and the lines that wait for a reply."""
    heard = queries.heard(cascade)
    page = {
        "cascade": cascade,
        "heard": heard,
        "questions": [(asked, SHEET["en"][asked]) for asked in QUESTIONS],
        "answered": queries.answered(heard, timezone.localdate()),
        "floor": cascade.programme.floor_leader,
        "today": timezone.localdate(),
    }
    return render(request, "cascade/staff_say.html", page)


@requires(Permission.KEEP_CASCADE, on=StaffSheet)
def keep_sheet(request: HttpRequest, staff_sheet: StaffSheet) -> HttpResponse:
    """One sheet: print slips or a poster, type in paper, replace its address, close it."""
    form = SlipsForm(request.POST or None, initial={"count": round(staff_sheet.staff * SPARE)})
    printed = request.method == "POST" and attempt(
        form,
        lambda count: actions.print_slips(staff_sheet, by=request.user, count=count),
        refusals=CannotPassOn,
    )
    if printed:
        return redirect(href("cascade:slips", staff_sheet))
    page = {"form": form, "sheet": staff_sheet, "floor": staff_sheet.programme.floor_leader}
    return render(request, "cascade/sheet_kept.html", page)


def _paper(request: HttpRequest, staff_sheet: StaffSheet) -> dict[str, object]:
    language = "cy" if request.GET.get("words") == "cy" else "en"
    words = SHEET[language]
    return {
        "sheet": staff_sheet,
        "language": language,
        "words": words,
        "promise": words["promise"].format(floor=staff_sheet.programme.floor_leader),
        "address": _address(staff_sheet),
        "questions": [words[asked] for asked in QUESTIONS],
        "answers": [words[answer] for answer in ANSWERS],
    }


def _address(staff_sheet: StaffSheet) -> str:
    return full_address(reverse("staff_sheet", kwargs={"code": staff_sheet.code}))


@requires(Permission.KEEP_CASCADE, on=StaffSheet)
def print_sheet(request: HttpRequest, staff_sheet: StaffSheet) -> HttpResponse:
    """One page to print: the square, the short address, and boxes for those who would rather tick."""
    page = _paper(request, staff_sheet)
    return render(request, "cascade/print.html", page | {"square": square(str(page["address"]))})


@requires(Permission.KEEP_CASCADE, on=StaffSheet)
def print_slips(request: HttpRequest, staff_sheet: StaffSheet) -> HttpResponse:
    """The slips of this run, to cut apart and draw from a box. Which are spent is not told."""
    page = _paper(request, staff_sheet)
    cut = [
        (slips.shown(code), square(f"{page['address']}#{code}", scale=3))
        for code in slips.on_paper(staff_sheet.slips)
    ]
    return render(request, "cascade/slips.html", page | {"slips": cut})


@requires(Permission.KEEP_CASCADE, on=StaffSheet)
@require_POST
def close_sheet(request: HttpRequest, staff_sheet: StaffSheet) -> HttpResponse:
    """Take no more answers."""
    return press(
        request,
        lambda: actions.close_sheet(staff_sheet, by=request.user, today=timezone.localdate()),
        refusals=CannotPassOn,
        said=_("The sheet is closed. What was said back can still be read there."),
        back=href("cascade:sheet", staff_sheet),
    )


@requires(Permission.KEEP_CASCADE, on=StaffSheet)
@require_POST
def open_sheet(request: HttpRequest, staff_sheet: StaffSheet) -> HttpResponse:
    """Take answers again."""
    return press(
        request,
        lambda: actions.open_sheet(staff_sheet, by=request.user),
        refusals=CannotPassOn,
        said=_("The sheet takes answers again."),
        back=href("cascade:sheet", staff_sheet),
    )


@requires(Permission.KEEP_CASCADE, on=StaffSheet)
@require_POST
def replace_code(request: HttpRequest, staff_sheet: StaffSheet) -> HttpResponse:
    """A new address for the sheet."""
    return press(
        request,
        lambda: actions.replace_code(staff_sheet, by=request.user),
        refusals=CannotPassOn,
        said=_("The sheet has a new address. Print it anew; the old paper leads nowhere."),
        back=href("cascade:sheet", staff_sheet),
    )


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
        return redirect(href("cascade:staff_say", staff_sheet.cascade))
    return render(request, "cascade/tally.html", {"form": form, "sheet": staff_sheet})


@requires(Permission.KEEP_CASCADE, on=UpwardSignal)
def reply_to(request: HttpRequest, upward_signal: UpwardSignal) -> HttpResponse:
    """Write the one reply to a line."""
    form = ReplyForm(request.POST or None)
    back = href("cascade:staff_say", upward_signal.sheet.cascade)
    done = request.method == "POST" and attempt(
        form,
        lambda text: actions.reply(upward_signal, by=request.user, text=text, today=timezone.localdate()),
        refusals=CannotPassOn,
    )
    if done:
        messages.success(request, _("Your reply is on the staff sheet now."))
        return redirect(back)
    return render(request, "cascade/reply.html", {"form": form, "line": upward_signal, "back_to": back})
