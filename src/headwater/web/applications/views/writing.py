"""Writing an application: page by page, saved as it is typed, checked, sent in or taken back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from headwater.web.applications import actions
from headwater.web.applications.definitions import Form, Page, spoken
from headwater.web.applications.forms import EQUALITY, EqualityForm, PageForm, shown
from headwater.web.applications.models import Application, SealedWish
from headwater.web.applications.queries import form_of
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.writes.drafts import draft_of, save_draft
from headwater.web.writes.views import LEFT_OUT

EDIT = Permission.EDIT_APPLICATION


@requires(EDIT, on=Application)
def page(request: HttpRequest, application: Application, page: str) -> HttpResponse:
    """One page of the form."""
    whole = form_of(application.programme, application.role)
    current = whole.page(page)
    if current is None:
        raise Http404
    form = _page_form(request, application, current)
    if request.method == "POST":
        if "later" in request.POST:
            return _keep_for_later(request, application, page)
        if form.is_valid():
            actions.save_page(application=application, page=page, answers=form.answers(), by=request.user)
            return redirect(_next(application, whole, page))
    context = {"form": form, "draft_form": actions.draft_name(application, page)} | _where(whole, page)
    return render(request, "applications/page.html", context | {"application": application})


def _page_form(request: HttpRequest, application: Application, page: Page) -> PageForm:
    initial = application.answers | {
        name: [wish.name for wish in application.sealed_wishes.filter(kind=kind)]
        for name, kind in (
            ("sealed_organisations", SealedWish.Kind.ORGANISATION),
            ("sealed_people", SealedWish.Kind.PERSON),
        )
        if name in {question.name for question in page.questions()}
    }
    form = PageForm(page, request.POST or None, initial=initial)
    form.restore(draft_of(request.user, actions.draft_name(application, page.code)))
    return form


def _keep_for_later(request: HttpRequest, application: Application, page: str) -> HttpResponse:
    typed = {name: request.POST.getlist(name) for name in request.POST if name not in {*LEFT_OUT, "later"}}
    save_draft(by=request.user, form=actions.draft_name(application, page), typed=typed)
    messages.success(request, _("Saved. Come back whenever you like; the page will be as you left it."))
    return redirect(href("applications:detail", application))


def _next(application: Application, whole: Form, page: str) -> str:
    following = whole.after(page)
    if following is None or not actions.pages_missing(application, whole):
        return href("applications:check", application)
    return href("applications:page", application, page=following.code)


def _where(whole: Form, page: str) -> dict[str, Any]:
    codes = [item.code for item in whole.pages]
    at = codes.index(page)
    return {
        "title": spoken(whole.pages[at].title),
        "number": at + 1,
        "of": len(codes),
        "before": codes[at - 1] if at else "",
    }


def answered(application: Application, whole: Form, *, change: bool = False) -> list[dict[str, Any]]:
    """The answers page by page, in words. Their author (``change``) also sees what was left out, and can change it."""
    parts = []
    for item in whole.pages:
        if item.code in application.pages_done and (rows := _rows(application, item, change)):
            parts.append({"title": spoken(item.title), "rows": rows})
    return parts


def _rows(application: Application, page: Page, change: bool) -> list[dict[str, str]]:
    url = href("applications:page", application, page=page.code) if change else ""
    open_ones = [question for question in page.questions() if question.type != "sealed"]
    rows = [
        {"label": spoken(question.label), "value": shown(question, application) or _("Left out"), "url": url}
        for question in open_ones
        if change or shown(question, application)
    ]
    if change and len(open_ones) < len(list(page.questions())):
        sealed = application.sealed_wishes.count()
        rows.append({"label": _("Names kept sealed"), "value": str(sealed), "url": url})
    return rows


@requires(EDIT, on=Application)
def check(request: HttpRequest, application: Application) -> HttpResponse:
    """Check the answers, then send them in."""
    whole = form_of(application.programme, application.role)
    if request.method == "POST":
        return _send_in(request, application)
    missing = set(actions.pages_missing(application, whole))
    waiting = [item for item in whole.pages if item.code in missing]
    context = {
        "application": application,
        "parts": answered(application, whole, change=True),
        "missing": [(spoken(item.title), item.code) for item in waiting],
        "open": application.programme.call_is_open(timezone.localdate()),
    }
    return render(request, "applications/check.html", context)


def _send_in(request: HttpRequest, application: Application) -> HttpResponse:
    try:
        actions.submit_application(application=application, by=request.user)
    except actions.CannotApply as problem:
        messages.error(request, str(problem))
        return redirect(href("applications:check", application))
    messages.success(request, _("Your application has arrived. Thank you."))
    return redirect(href("applications:detail", application))


@requires(Permission.WITHDRAW_APPLICATION, on=Application)
def withdraw(request: HttpRequest, application: Application) -> HttpResponse:
    """Take an application back, after asking."""
    if request.method == "POST":
        try:
            actions.withdraw_application(application=application, by=request.user)
        except actions.CannotApply as problem:
            messages.error(request, str(problem))
            return redirect(href("applications:detail", application))
        messages.success(request, _("Your application is withdrawn, and what you wrote is erased."))
        return redirect(href("applications:own"))
    return render(request, "applications/withdraw.html", {"application": application})


@requires(Permission.ANSWER_EQUALITY, on=Application)
def equality(request: HttpRequest, application: Application) -> HttpResponse:
    """Optional questions, counted and never kept with the person."""
    form = EqualityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answers = {name: form.cleaned_data[name] for name in EQUALITY}
        try:
            actions.count_equality_answers(application=application, answers=answers, by=request.user)
        except actions.CannotApply as problem:
            messages.error(request, str(problem))
            return redirect(href("applications:detail", application))
        messages.success(request, _("Thank you. Your answers were counted and not kept."))
        return redirect(href("applications:detail", application))
    return render(request, "applications/equality.html", {"form": form, "application": application})
