"""The first page of a real installation: it makes the host, its first coordinator and a programme."""

import secrets
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from headwater.web.hosts.models import Host
from headwater.web.hosts.policy import public
from headwater.web.programmes.actions import make_host
from headwater.web.programmes.forms import SetUpForm


def _token_file() -> Path:
    return Path(settings.DATA) / "keys" / "setup-token"


@public
def set_up(request: HttpRequest, token: str) -> HttpResponse:
    """Only whoever started the program knows the address, and only while there is no host."""
    path = _token_file()
    if Host.objects.exists() or not path.exists() or not secrets.compare_digest(path.read_text(), token):
        raise Http404
    form = SetUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        make_host(
            name=values["host_name"],
            coordinator_name=values["coordinator_name"],
            coordinator_email=values["coordinator_email"],
            programme_name=values["programme_name"],
        )
        path.unlink()
        return redirect("set_up_done")
    return render(request, "programmes/set_up.html", {"form": form})


@public
def set_up_done(request: HttpRequest) -> HttpResponse:
    """What to do after setting up."""
    mail_folder = settings.EMAIL_FILE_PATH if "filebased" in settings.EMAIL_BACKEND else None
    return render(request, "programmes/set_up_done.html", {"mail_folder": mail_folder})
