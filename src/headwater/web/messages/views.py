"""The outbox: look at each letter, change it, send it, hold it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_fsm import TransitionNotAllowed
from django_tables2 import RequestConfig

from headwater.web.audit.trail import record
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.messages.actions import approve_letters
from headwater.web.messages.filters import LetterFilter
from headwater.web.messages.forms import LetterForm
from headwater.web.messages.models import Letter
from headwater.web.messages.tables import LetterTable
from headwater.web.programmes.models import Programme
from headwater.web.ui.tables import download


@requires(Permission.READ_LETTERS, on=Programme, by="slug")
def outbox(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Every letter of the programme, to look at before it leaves."""
    letters = Letter.objects.filter(programme=programme).select_related("to")
    chosen = LetterFilter(request.GET, queryset=letters)
    table = LetterTable(chosen.qs)
    if file := download(table, request, name=f"{programme.slug}-letters"):
        return file
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    drafts = letters.filter(state=Letter.State.DRAFT).count()
    return render(request, "letters/outbox.html", {"table": table, "filter": chosen, "drafts": drafts})


@requires(Permission.SEND_LETTERS, on=Programme, by="slug")
def send_chosen(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Send every draft of the programme, after asking."""
    drafts = Letter.objects.filter(programme=programme, state=Letter.State.DRAFT).select_related("to")
    if request.method == "POST":
        sent = len(approve_letters(drafts, by=request.user))
        messages.success(
            request,
            ngettext("%(count)s letter is on its way.", "%(count)s letters are on their way.", sent)
            % {"count": sent},
        )
        return redirect(href("letters:outbox", programme))
    return render(request, "letters/send.html", {"drafts": drafts})


@requires(Permission.READ_LETTERS, on=Letter)
def letter(request: HttpRequest, letter: Letter) -> HttpResponse:
    """One letter as it will be read; a draft can be changed."""
    form = LetterForm(request.POST or None, instance=letter) if letter.state == Letter.State.DRAFT else None
    if request.method == "POST" and form is not None and form.is_valid():
        form.save()
        messages.success(request, _("Saved. It has not been sent."))
        return redirect(href("letters:letter", letter))
    status = 409 if form is not None and form.is_bound and form.conflict else 200
    return render(request, "letters/letter.html", {"letter": letter, "form": form}, status=status)


@requires(Permission.SEND_LETTERS, on=Letter)
def approve(request: HttpRequest, letter: Letter) -> HttpResponse:
    """Send one letter."""
    if request.method == "POST":
        try:
            approve_letters([letter], by=request.user)
            messages.success(request, _("It is on its way. You can hold it back until it has left."))
        except TransitionNotAllowed:
            messages.error(request, _("This letter is not a draft any more."))
    return redirect(href("letters:letter", letter))


def _move(request: HttpRequest, letter: Letter, move: str, done: str) -> HttpResponse:
    if request.method == "POST":
        try:
            getattr(letter, move)()
            letter.save()
            record(move, by=request.user, on=letter, about=letter.to)
            messages.success(request, done)
        except TransitionNotAllowed:
            messages.error(request, _("Too late: the letter has left or was changed. Look at its state."))
    return redirect(href("letters:letter", letter))


@requires(Permission.SEND_LETTERS, on=Letter)
def hold_back(request: HttpRequest, letter: Letter) -> HttpResponse:
    """Take a letter back before it has left."""
    return _move(request, letter, "hold_back", _("Held back. It is a draft again."))


@requires(Permission.SEND_LETTERS, on=Letter)
def put_aside(request: HttpRequest, letter: Letter) -> HttpResponse:
    """Do not send this letter."""
    return _move(request, letter, "discard", _("Put aside. You can bring it back."))


@requires(Permission.SEND_LETTERS, on=Letter)
def restore(request: HttpRequest, letter: Letter) -> HttpResponse:
    """Bring back a letter that was put aside."""
    return _move(request, letter, "restore", _("It is a draft again."))
