"""The agreement of a pair, on one screen."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headwater.web.audit.trail import record_read
from headwater.web.engagements import actions, queries
from headwater.web.engagements.actions import CannotWorkTogether
from headwater.web.engagements.forms import AgreementForm
from headwater.web.engagements.models import Agreement, Engagement
from headwater.web.engagements.terms import terms
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.writes.attempts import attempt, press


@requires(Permission.READ_GOALS, on=Engagement)
def agreement(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Read the agreement, and accept it if it waits for one; without one, write it."""
    latest = engagement.agreements.first()
    if latest is None and engagement.state != Engagement.State.ENDED:
        return redirect(href("engagements:write_agreement", engagement))
    if latest is not None:
        other = engagement.other_side(request.user)
        record_read(by=request.user, on=latest, role=request.decision.role, about=other.person_id)
    return render(
        request,
        "engagements/agreement.html",
        {
            "engagement": engagement,
            "agreement": latest,
            "own": latest.accepted_at(request.user) if latest else None,
            "other": engagement.other_side(request.user),
            "earlier": engagement.agreements.count() - 1,
            "to_review": latest is not None and queries.is_to_review(engagement, latest),
        },
    )


@requires(Permission.WORK_TOGETHER, on=Engagement)
def write_agreement(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Write the agreement, or agree anew."""
    latest = engagement.agreements.first()
    form = AgreementForm(request.POST or None, engagement=engagement, initial=_choices_of(latest))
    written = request.method == "POST" and attempt(
        form,
        lambda **typed: actions.propose_agreement(engagement, by=request.user, **typed),
        refusals=CannotWorkTogether,
    )
    if written:
        messages.success(request, _("Written and accepted by you. The other of you is asked to accept."))
        return redirect(href("engagements:agreement", engagement))
    return render(
        request,
        "engagements/write_agreement.html",
        {"form": form, "engagement": engagement, "sections": terms(engagement), "latest": latest},
    )


@requires(Permission.WORK_TOGETHER, on=Engagement)
@require_POST
def accept_agreement(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Accept the version that was read."""
    agreement = engagement.agreements.filter(number=request.POST.get("number") or 0).first()
    if agreement is None:
        return redirect(href("engagements:agreement", engagement))
    return press(
        request,
        lambda: actions.accept_agreement(agreement, by=request.user),
        refusals=CannotWorkTogether,
        said=_("Accepted. You can find your first date now."),
        back=href("engagements:together", engagement),
    )


@requires(Permission.WORK_TOGETHER, on=Engagement)
@require_POST
def keep_agreement(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Look at the agreement again, and keep it as it is."""
    latest = engagement.agreements.first()
    if latest is None:
        return redirect(href("engagements:agreement", engagement))
    return press(
        request,
        lambda: actions.keep_agreement(latest, by=request.user),
        refusals=CannotWorkTogether,
        said=_("You keep it as it is."),
        back=href("engagements:together", engagement),
    )


@requires(Permission.SIGN_AGREEMENT, on=Agreement)
def sign_agreement(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """The third reads what they sign, never what the two add in their own words, and accepts it."""
    if request.method == "POST":
        return press(
            request,
            lambda: actions.accept_agreement(agreement, by=request.user),
            refusals=CannotWorkTogether,
            said=_("Signed. The two of them see it."),
            back=href("engagements:sign_agreement", agreement),
        )
    engagement = Engagement.objects.with_people().get(pk=agreement.engagement_id)
    latest = engagement.agreements.first()
    page = {"agreement": agreement, "engagement": engagement, "is_latest": latest.pk == agreement.pk}
    return render(request, "engagements/sign.html", page)


def _choices_of(agreement: Agreement | None) -> dict[str, object]:
    if agreement is None:
        return {
            "rhythm": "month",
            "last_session": ["look_back", "hand_on"],
            "review_at_session": 3,
            "third": "",
        }
    names = ("travels", "pays", "rhythm", "own_words", "last_session")
    third = f"{agreement.signs_for}:{agreement.third_party_id}" if agreement.signs_for else ""
    return {name: getattr(agreement, name) for name in names} | {"third": third}
