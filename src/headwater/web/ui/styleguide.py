"""One page that shows every component with invented words, for whoever writes a page."""

from typing import Any

import django_tables2
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headwater.web.ui import charts
from headwater.web.ui.tables import download

PAIRS = [
    ("Wansbeck Carers", "Tees Valley Home Care", 22, "Business planning"),
    ("Hexham Day Services", "Coquet Community Trust", 31, "First choice"),
    ("Gateshead Young Carers", "Durham Family Support", 18, "Leading staff"),
    ("Redcar Supported Living", "Northgate Housing Care", 27, "Second choice"),
]
KEYS = ("organisation", "partner", "minutes", "reason")


class SampleForm(forms.Form):
    """One field of every kind."""

    organisation = forms.CharField(label="Your organisation", max_length=80)
    postcode = forms.CharField(
        label="Postcode of your main office",
        help_text="We use this to find a partner near you, but not a direct competitor.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "postal-code"}),
    )
    need = forms.ChoiceField(
        label="What would help you most?",
        choices=[
            ("planning", "Business planning"),
            ("staff", "Leading and keeping staff"),
            ("partners", "Working with partners and commissioners"),
            ("other", "Something else"),
        ],
        widget=forms.RadioSelect,
    )
    need_other = forms.CharField(
        label="What is it?", required=False, widget=forms.TextInput(attrs={"data-show-when": "need=other"})
    )
    travel = forms.MultipleChoiceField(
        label="How can you meet?",
        choices=[("here", "At our place"), ("there", "At theirs"), ("video", "By video")],
        widget=forms.CheckboxSelectMultiple,
    )
    size = forms.ChoiceField(
        label="How many people work with you?",
        choices=[("", "Choose"), ("s", "Under 10"), ("m", "10 to 49"), ("l", "50 or more")],
    )
    starts_on = forms.DateField(label="When could you start?", help_text="For example, 27 3 2027.")
    hours = forms.IntegerField(label="Hours a month you can give", required=False, min_value=0)
    result = forms.CharField(
        label="What would a good result look like in six months?",
        help_text="A few sentences are enough.",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    paper = forms.FileField(label="Your annual report", required=False)
    agreed = forms.BooleanField(label="I have read how Headwater uses what I write")


class PairsTable(django_tables2.Table):
    """A sortable list with pages and downloads."""

    organisation = django_tables2.Column(verbose_name="Asking for support")
    partner = django_tables2.Column(verbose_name="Partner")
    minutes = django_tables2.Column(
        verbose_name="Journey (minutes)", attrs={"th": {"class": "hw-number"}, "td": {"class": "hw-number"}}
    )
    reason = django_tables2.Column(verbose_name="Why", orderable=False)
    downloads = ("csv", "xlsx")
    caption = "Proposed pairs"


def page(request: HttpRequest) -> HttpResponse:
    """The style guide; ?errors=1 shows the form as it looks when something is missing."""
    table = PairsTable([dict(zip(KEYS, pair, strict=True)) for pair in PAIRS * 4])
    django_tables2.RequestConfig(request, paginate={"per_page": 4}).configure(table)
    taken = download(table, request, name="pairs")
    if taken:
        return taken
    form = SampleForm(
        {
            "organisation": "Wansbeck Carers",
            "starts_on_day": "31",
            "starts_on_month": "2",
            "starts_on_year": "2027",
        }
        if request.GET.get("errors")
        else None
    )
    return render(request, "ui/styleguide.html", {"form": form, "table": table, **_samples()})


def _navigation() -> list[dict[str, Any]]:
    labels = ["Programme", "Organisations", "Partnerships", "Meetings and goals", "Results"]
    return [{"label": label, "url": "#main", "current": label == "Partnerships"} for label in labels]


def _samples() -> dict[str, Any]:
    changes = [
        charts.Change("Time and space to plan", 12, 2, 0),
        charts.Change("Facing a hard issue", 9, 3, 2),
        charts.Change("Feeling less isolated", 10, 3, 1),
    ]
    return {
        "navigation": _navigation(),
        "columns": [
            "Question",
            {"label": "Better", "number": True},
            {"label": "The same", "number": True},
            {"label": "Worse", "number": True},
        ],
        "changes": changes,
        "changes_chart": charts.changes("Far more people found it easier than harder", changes),
        "changes_key": charts.key_of_changes(),
        "intervals_chart": charts.intervals(
            "Net share better, with 95% intervals",
            [
                charts.Interval("Time and space to plan", 0.48, 0.86, 1.0),
                charts.Interval(
                    "Facing a hard issue that had been put off for a very long time", -0.05, 0.5, 0.8
                ),
            ],
        ),
        "bars_chart": charts.bars(
            "Hours given in each quarter",
            [("January to March", 41), ("April to June", 66), ("July to September", 52.5)],
        ),
        "rounds": [
            {"label": "Round 1", "count": 15},
            {"label": "Round 2", "count": 22},
            {"label": "Round 3", "count": 31, "forecast": True},
        ],
        "rows": [
            {"label": "Organisation", "value": "Wansbeck Carers", "url": "#"},
            {"label": "Postcode", "value": "NE63 8XX", "url": "#"},
            {"label": "Partner", "value": "Not yet chosen"},
        ],
        "steps": [
            {"label": "Your organisation", "state": "done", "url": "#"},
            {"label": "What would help", "state": "current", "url": "#", "note": "About ten minutes"},
            {"label": "Check and send", "state": "later"},
        ],
        "funnel": [
            {"label": "Invited", "count": 42},
            {"label": "Started", "count": 31},
            {"label": "Sent", "count": 24},
            {"label": "Matched", "count": 15},
        ],
    }
