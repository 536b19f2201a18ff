"""The panel's pages: what waits for oneself, saying what one sees, and stepping aside."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from headwater.web.applications import actions
from headwater.web.applications.forms import ConflictForm, ReviewForm
from headwater.web.applications.models import Application, Review
from headwater.web.applications.queries import criteria_of, form_of, panel_of
from headwater.web.applications.views.writing import answered
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.programmes.models import Programme


@requires(Permission.REVIEW_APPLICATIONS, on=Programme, by="slug")
def queue(request: HttpRequest, programme: Programme) -> HttpResponse:
    """What waits for one's own reading, those that fewest have read first, and what one has read."""
    waiting = Application.objects.waiting_for_review_by(request.user).filter(programme=programme)
    known = Application.objects.known_to(request.user).filter(programme=programme)
    done = known.submitted().filter(reviews__person=request.user)
    context = {
        "waiting": [_row(programme, item) for item in waiting],
        "done": [_row(programme, item) for item in done],
        "closed": panel_of(programme).closed_at is not None,
    }
    return render(request, "applications/queue.html", context)


def _row(programme: Programme, application: Application) -> dict[str, Any]:
    return {"application": application, "side": programme.word(application.role).capitalize()}


@requires(Permission.SCORE_APPLICATION, on=Application)
def review(request: HttpRequest, application: Application) -> HttpResponse:
    """Read an application and say what you see, criterion by criterion."""
    criteria = criteria_of(application.programme, application.role)
    given = application.reviews.filter(person=request.user).first()
    form = ReviewForm(criteria, request.POST or None, initial=_initial(given))
    if request.method == "POST" and form.is_valid():
        return _keep(request, application, form)
    whole = form_of(application.programme, application.role)
    context = {
        "form": form,
        "application": application,
        "parts": answered(application, whole),
        "given": given,
        "draft_form": f"review-{application.pk}",
    }
    return render(request, "applications/review.html", context)


def _initial(given: Review | None) -> dict[str, Any]:
    if given is None:
        return {}
    return {f"mark_{code}": mark for code, mark in given.marks.items()} | {"comment": given.comment}


def _keep(request: HttpRequest, application: Application, form: ReviewForm) -> HttpResponse:
    try:
        actions.review_application(
            application=application, marks=form.marks(), comment=form.cleaned_data["comment"], by=request.user
        )
    except actions.CannotReview as problem:
        messages.error(request, str(problem))
        return redirect(href("applications:queue", application.programme))
    messages.success(request, _("Saved."))
    if "next" in request.POST:
        waiting = Application.objects.waiting_for_review_by(request.user).filter(
            programme=application.programme
        )
        following = waiting.first()
        if following is not None:
            return redirect(href("applications:review", following))
    return redirect(href("applications:queue", application.programme))


@requires(Permission.READ_REVIEWS, on=Application)
def reviews(request: HttpRequest, application: Application) -> HttpResponse:
    """What the panel saw: to a member after saying their own, to the coordinator after the panel closed."""
    names = {item["code"]: item["name"] for item in criteria_of(application.programme, application.role)}
    rows = [
        {
            "person": item.person,
            "comment": item.comment,
            "marks": [(names.get(code, code), Review.Mark(mark).label) for code, mark in item.marks.items()],
        }
        for item in application.reviews.select_related("person")
    ]
    return render(request, "applications/reviews.html", {"application": application, "rows": rows})


@requires(Permission.DECLARE_CONFLICT, on=Application)
def conflict(request: HttpRequest, application: Application) -> HttpResponse:
    """Step aside from an application, after asking."""
    form = ConflictForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.declare_conflict(application=application, kind=form.cleaned_data["kind"], by=request.user)
        messages.success(request, _("Thank you for stepping aside. You will not see this application again."))
        return redirect(href("programmes:programme_home", application.programme))
    return render(request, "applications/conflict.html", {"form": form, "application": application})
