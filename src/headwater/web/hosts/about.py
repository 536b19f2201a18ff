"""Pages about the site itself: help, where its data comes from, and what is kept of whom."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headwater.web.hosts.policy import public


@public
def help_page(request: HttpRequest) -> HttpResponse:
    """Where to ask, and how the site works."""
    return render(request, "hosts/help.html")


@public
def about_data(request: HttpRequest) -> HttpResponse:
    """The open data inside the product: its sources, licences and dates."""
    from headwater.data import SOURCES

    return render(request, "hosts/about_data.html", {"sources": SOURCES})


@public
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, who sees it and how to ask for it or complain."""
    return render(request, "hosts/privacy.html")
