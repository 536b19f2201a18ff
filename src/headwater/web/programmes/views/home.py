"""Home pages: each person lands on their next step, then their own things."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from headwater.web.hosts.home import (
    AttentionRow,
    NextStep,
    asking_attention,
    asking_funnel,
    asking_next_steps,
    asking_own_things,
    gather,
)
from headwater.web.hosts.links import href
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import requires
from headwater.web.programmes.models import Programme
from headwater.web.programmes.queries import programmes_of


@requires(Permission.SEE_HOME)
def home(request: HttpRequest) -> HttpResponse:
    """The host's home: straight to the programme where there is one, else the list."""
    programmes = programmes_of(request.user, request.host)
    if len(programmes) == 1:
        return redirect(href("programmes:programme_home", programmes[0]))
    return render(request, "programmes/home.html", {"programmes": programmes})


@requires(Permission.SEE_HOME, on=Programme, by="slug")
def programme_home(request: HttpRequest, programme: Programme) -> HttpResponse:
    """One's own home in a programme: the next step, what needs attention, the funnel, one's own things."""
    asked = {"person": request.user, "host": request.host, "programme": programme}
    attention = gather(asking_attention, **asked)
    steps = gather(asking_next_steps, **asked) or _most_urgent(attention)
    return render(
        request,
        "programmes/programme_home.html",
        {
            "next_step": steps[0] if steps else None,
            "later_steps": steps[1:4],
            "attention": attention,
            "funnel": gather(asking_funnel, **asked),
            "own": gather(asking_own_things, **asked),
        },
    )


def _most_urgent(attention: list[AttentionRow]) -> list[NextStep]:
    """Where no step of one's own waits, the first thing that needs attention is the next step."""
    return [
        NextStep(row.urgency, row.label, f"{row.count} {row.sentence}.", row.label, row.url)
        for row in attention[:1]
    ]
