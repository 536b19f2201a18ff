"""The coordinator's facts of each pair, and the consultant's own stance as their supervisor sees it too."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from headwater.web.audit.trail import record, record_read
from headwater.web.engagements import actions
from headwater.web.engagements.actions import CannotWorkTogether
from headwater.web.engagements.dose import dose_of
from headwater.web.engagements.forms import CloseForm
from headwater.web.engagements.models import Engagement, ExtensionRequest, Session, Stance
from headwater.web.engagements.practice import practice_of
from headwater.web.engagements.queries import to_sign, with_looks
from headwater.web.engagements.tables import EngagementFilter, EngagementTable
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.programmes.models import Programme
from headwater.web.ui.tables import download
from headwater.web.writes.attempts import attempt, press


@requires(Permission.READ_ENGAGEMENTS, on=Programme, by="slug")
def engagement_list(request: HttpRequest, programme: Programme) -> HttpResponse:
    """All pairs of a programme, with their contact against the plan."""
    rows = with_looks(Engagement.objects.filter(programme=programme).with_people(), request.user)
    narrowed = EngagementFilter(request.GET, queryset=rows, request=request)
    table = EngagementTable(narrowed.qs, programme=programme, order_by="partner")
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    taken = download(table, request, name="pairs")
    if taken is not None:
        record("export", by=request.user, on=programme, role=request.decision.role)
        return taken
    return render(request, "engagements/list.html", {"table": table, "filter": narrowed})


@requires(Permission.READ_ENGAGEMENT, on=Engagement)
def facts(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Who, when, how often, how long: never what was said."""
    row = Engagement.objects.with_people().with_dose().get(pk=engagement.pk)
    page = {
        "engagement": row,
        "dose": dose_of(row, today=timezone.localdate()),
        "sessions": row.sessions.exclude(state=Session.State.CANCELLED).order_by("-day"),
        "moves": row.phase_moves.filter(agreed_on__isnull=False),
        "extensions": row.extensions.all(),
        "ending": getattr(row, "ending", None),
        "to_sign": to_sign(request.user).filter(engagement=row).first(),
    }
    return render(request, "engagements/facts.html", page)


@requires(Permission.ANSWER_EXTENSION, on=ExtensionRequest)
def answer_extension(request: HttpRequest, extension_request: ExtensionRequest) -> HttpResponse:
    """Grant or decline more sessions."""
    engagement = Engagement.objects.with_people().with_dose().get(pk=extension_request.engagement_id)
    if request.method == "POST":
        granted = request.POST.get("answer") == "granted"
        return press(
            request,
            lambda: actions.answer_extension(extension_request, by=request.user, granted=granted),
            refusals=CannotWorkTogether,
            said=_("Answered."),
            back=href("engagements:facts", engagement),
        )
    page = {"asked": extension_request, "engagement": engagement}
    page["dose"] = dose_of(engagement, today=timezone.localdate())
    return render(request, "engagements/answer_extension.html", page)


@requires(Permission.SEND_LETTERS, on=Engagement)
@require_POST
def kind_word(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Draft a kind word to both of a pair that has not met for a while."""
    pair = Engagement.objects.with_people().get(pk=engagement.pk)
    return press(
        request,
        lambda: actions.draft_kind_word(pair, by=request.user),
        refusals=CannotWorkTogether,
        said=_("A letter to each waits under Letters. Look at it there, and send it."),
        back=href("engagements:facts", engagement),
    )


@requires(Permission.CLOSE_ENGAGEMENT, on=Engagement)
def close(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Close an engagement whose people can no longer end it themselves."""
    form = CloseForm(request.POST or None)
    closed = request.method == "POST" and attempt(
        form,
        lambda **typed: actions.close_for(engagement, by=request.user, **typed),
        refusals=CannotWorkTogether,
    )
    if closed:
        messages.success(request, _("Closed. A letter to each waits in the outbox."))
        return redirect(href("engagements:facts", engagement))
    return render(request, "engagements/close.html", {"form": form, "engagement": engagement})


@requires(Permission.READ_STANCE, on=Engagement)
def stance(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """How the consultant helped, session by session, and signs of dependency: for them, later their supervisor."""
    own, today = engagement.consultant.person_id == request.user.pk, timezone.localdate()
    if not own:
        about = engagement.consultant.person_id
        record_read(by=request.user, on=engagement, role=request.decision.role, about=about)
    practice = practice_of([engagement], today=today)[engagement.pk]
    page = {"engagement": engagement, "own": own, "stances": Stance.choices}
    page["practice"] = practice if own else practice.for_supervisor(today)
    page["shown"] = engagement.reflections.filter(shown_to_supervisor=True)
    return render(request, "engagements/stance.html", page)
