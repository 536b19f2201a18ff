"""The front page, one's own account, and the one-click sign-in of the demonstration."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_scopes import scopes_disabled

from headwater.web.hosts.home import asking_doors, asking_own_things, gather
from headwater.web.hosts.models import Host, Installation, Membership
from headwater.web.hosts.policy import public
from headwater.web.people.forms import AccountForm
from headwater.web.people.models import Person


@public
def front(request: HttpRequest) -> HttpResponse:
    """Where one starts: the way in, or one's own programmes and applications."""
    if not request.user.is_authenticated:
        cast = _cast()
        doors = gather(asking_doors, person=None, host=None, programme=None) if cast else []
        page = {"cast": cast, "doors": doors, "empty": not Host.objects.exists()}
        return render(request, "people/front.html", page)
    hosts = _hosts_of(request.user)
    if len(hosts) == 1:
        return redirect("programmes:home", host=hosts[0].slug)
    own = gather(asking_own_things, person=request.user, host=None, programme=None)
    return render(request, "people/own.html", {"hosts": hosts, "own": own})


def _cast() -> list[Person]:
    if not (settings.DEMONSTRATION and Installation.objects.filter(demonstration=True).exists()):
        return []
    return list(Person.objects.exclude(cast="").order_by("joined_at"))


def _hosts_of(person: Person) -> list[Host]:
    with scopes_disabled():
        ids = Membership.objects.current().filter(person=person).values("host")
        return list(Host.objects.filter(pk__in=ids).order_by("name"))


@public
@require_POST
def sign_in_as(request: HttpRequest, pk: str) -> HttpResponse:
    """Sign in as a member of the example cast. Outside a demonstration there is no such page."""
    if not (settings.DEMONSTRATION and Installation.objects.filter(demonstration=True).exists()):
        raise Http404
    person = get_object_or_404(Person.objects.exclude(cast=""), pk=pk)
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("front")


@public
def account(request: HttpRequest) -> HttpResponse:
    """One's own name, language and ways to sign in."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    form = AccountForm(
        request.POST or None, initial={"name": request.user.name, "language": request.user.language}
    )
    if request.method == "POST" and form.is_valid():
        request.user.name, request.user.language = form.cleaned_data["name"], form.cleaned_data["language"]
        request.user.save(update_fields=["name", "language"])
        messages.success(request, _("Saved."))
        return redirect("people:account")
    return render(request, "people/account.html", {"form": form})
