"""Stories for those who tell and read them."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headwater.web.coding.actions.stories import CannotTell, give_consent, take_back
from headwater.web.coding.forms import ConsentForm, StoryForm
from headwater.web.coding.models import Consent, Seat, Story, StoryPanel
from headwater.web.coding.rules import consented
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.programmes.models import Programme

A_YEAR = timedelta(days=365)


@requires(Permission.TELL_STORY, on=Programme, by="slug")
def stories(request: HttpRequest, programme: Programme) -> HttpResponse:
    """One's own stories, and those that others let everyone in the programme read."""
    own = Story.objects.filter(programme=programme, teller=request.user).prefetch_related("consents")
    today = timezone.localdate()
    shared = [s for s in consented(programme, Consent.Scope.PROGRAMME) if s.teller_id != request.user.pk]
    seats = Seat.objects.filter(person=request.user, panel__programme=programme).select_related("panel")
    return render(
        request,
        "coding/stories.html",
        {
            "own": [(story, story.live_consent(today)) for story in own],
            "shared": [(story, story.live_consent(today)) for story in shared],
            "seats": seats,
        },
    )


@requires(Permission.TELL_STORY, on=Programme, by="slug")
def tell(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Write a story; who may read it is asked next."""
    form = StoryForm(request.POST or None, instance=Story(programme=programme, teller=request.user))
    if request.method == "POST" and form.is_valid():
        return redirect(href("coding:consent", form.save()))
    return render(request, "coding/tell.html", {"form": form})


@requires(Permission.EDIT_STORY, on=Story)
def edit(request: HttpRequest, story: Story) -> HttpResponse:
    """Change a story that nobody else can read: written, or taken back."""
    if story.live_consent(timezone.localdate()) or story.printed_at:
        raise Http404
    form = StoryForm(request.POST or None, instance=story)
    if request.method == "POST" and form.is_valid():
        return redirect(href("coding:consent", form.save()))
    return render(request, "coding/tell.html", {"form": form, "story": story})


@requires(Permission.READ_STORY, on=Story)
def read(request: HttpRequest, story: Story) -> HttpResponse:
    """A story, with as much of who tells it as the teller lets be known."""
    consent = story.live_consent(timezone.localdate())
    own = story.teller_id == request.user.pk
    evaluator = request.decision.role == "evaluator"
    return render(
        request,
        "coding/story.html",
        {
            "story": story, "consent": consent, "own": own, "named": own or bool(consent and consent.named),
            "verifications": story.verifications.all() if own or evaluator else (),
            "choices": story.choices.select_related("panel") if own or evaluator else (),
            "evaluator": evaluator,
        },
    )  # fmt: skip


@requires(Permission.EDIT_STORY, on=Story)
def consent(request: HttpRequest, story: Story) -> HttpResponse:
    """Say how far one's story may go, seeing first who that is."""
    last = story.consents.first()
    initial = {"scope": Consent.Scope.PANEL, "expires": timezone.localdate() + A_YEAR}
    if last:
        initial |= {"scope": last.scope, "named": last.named, "expires": last.expires}
    form = ConsentForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            give_consent(
                story=story,
                scope=given["scope"],
                named=given["named"],
                expires=given["expires"],
                by=request.user,
            )
            messages.success(request, _("Thank you. You can take this back at any time until it is printed."))
            return redirect(href("coding:story", story))
        except CannotTell as refusal:
            form.add_error("expires", str(refusal))
    readers = StoryPanel.objects.filter(programme=story.programme).prefetch_related("seats__person")
    return render(request, "coding/consent.html", {"story": story, "form": form, "panels": readers})


@requires(Permission.EDIT_STORY, on=Story)
@require_POST
def take_back_consent(request: HttpRequest, story: Story) -> HttpResponse:
    """Take consent back."""
    take_back(story=story, by=request.user)
    if story.printed_at:
        messages.success(
            request, _("Nobody can read it here any more. A report that is printed cannot be changed.")
        )
    else:
        messages.success(request, _("Taken back. Nobody else can read it, and it will not be printed."))
    return redirect(href("coding:story", story))
