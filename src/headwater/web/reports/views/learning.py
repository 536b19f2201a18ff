"""The learning log: what got in the way, what was changed, did it help."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import allowed, requires
from headwater.web.programmes.models import Programme
from headwater.web.reports import actions
from headwater.web.reports.forms import LessonForm
from headwater.web.reports.models import Lesson


@requires(Permission.READ_LESSONS, on=Programme, by="slug")
def learning(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The log of a programme, the newest first."""
    lessons = Lesson.objects.filter(programme=programme).select_related("cohort", "carried_from__programme")
    page = {
        "page": Paginator(lessons, 20).get_page(request.GET.get("page")),
        "programme": programme,
        "keeps": allowed(request.user, Permission.KEEP_LESSONS, programme, request.host),
    }
    return render(request, "reports/learning.html", page)


@requires(Permission.KEEP_LESSONS, on=Programme, by="slug")
def add_lesson(request: HttpRequest, programme: Programme) -> HttpResponse:
    """A new line."""
    return _written(request, Lesson(programme=programme))


@requires(Permission.KEEP_LESSONS, on=Lesson)
def edit_lesson(request: HttpRequest, lesson: Lesson) -> HttpResponse:
    """Change a line: above all, say whether it helped."""
    return _written(request, lesson)


@requires(Permission.KEEP_LESSONS, on=Lesson)
@require_POST
def remove_lesson(request: HttpRequest, lesson: Lesson) -> HttpResponse:
    """Take a line out, after asking."""
    programme = lesson.programme
    actions.remove_lesson(lesson, by=request.user)
    messages.success(request, _("Taken out of the log."))
    return redirect(href("reports:learning", programme))


def _written(request: HttpRequest, lesson: Lesson) -> HttpResponse:
    form = LessonForm(request.POST or None, instance=lesson)
    if request.method == "POST" and form.is_valid():
        actions.keep_lesson(form.save(commit=False), by=request.user)
        messages.success(request, _("Kept in the log."))
        return redirect(href("reports:learning", lesson.programme))
    page = {"form": form, "lesson": lesson, "is_kept": not lesson._state.adding}
    return render(request, "reports/lesson.html", page)
