"""What a leader fills in about a practice, whom it should reach, and what happened."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from headwater.web.cascade.forms.fields import MOST_STAFF, LinesField, TiersField, WorkplacesField
from headwater.web.cascade.models import Crossing, HandOver, PassingOnRules, Practice, SentSignal, Workplace
from headwater.web.organisations.models import Organisation
from headwater.web.ui.dates import DateParts
from headwater.web.writes.versions import VersionedForm

NUMBERS = ("weeks", "meetings", "minutes", "core_seen")
ENOUGH = ("tier", "workplace", "kind", "people", "on")
TEXT_FIELDS = ["sentence", "core", "signs", "adaptable", "evidence"]


class PracticeFields(forms.Form):
    """What a practice says of itself (R9)."""

    sentence = forms.CharField(label=_("The practice, in one sentence"), max_length=200)
    core = LinesField(
        label=_("The core: what stays the same everywhere, one part a line"),
        help_text=_("For example: the person is asked first."),
    )
    signs = LinesField(
        label=_("What one would see if it is done, one sign a line"),
        help_text=_("For example: the day's plan stands in the person's own words."),
    )
    adaptable = LinesField(label=_("What each place may do its own way, one thing a line"), required=False)
    evidence = forms.CharField(
        label=_("What speaks for it"),
        help_text=_("What you saw yourself, or where it was studied. It may be little; say so."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )


class StartForm(PracticeFields):
    """A practice and whom it should reach."""

    tiers = TiersField(
        label=_("Who it should reach, one tier a line"),
        help_text=_("Who they are, a comma, how many: “Managers, 4”. No names of people."),
    )
    started_on = forms.DateField(label=_("Since when"), widget=DateParts)


class PracticeForm(VersionedForm, PracticeFields):
    """The words of the practice as it is."""

    superseded_on = forms.DateField(
        label=_("Replaced by something better on"), widget=DateParts, required=False
    )

    class Meta:
        model = Practice
        fields = [*TEXT_FIELDS, "superseded_on"]


class WriteAnewForm(PracticeFields):
    """A new version of the practice."""

    why = forms.CharField(
        label=_("Why it is written anew"), widget=forms.Textarea(attrs={"rows": 2}), max_length=600
    )


class TiersForm(forms.Form):
    """Whom a practice should reach."""

    tiers = TiersField(
        label=_("Who it should reach, one tier a line"),
        help_text=_(
            "Who they are, a comma, how many: “Managers, 4”. No names of people. Where sites are listed, they say how many."
        ),
    )


class WorkplacesForm(forms.Form):
    """Where the people of each tier work."""

    rows = WorkplacesField(label=_("Sites and teams, one a line"), required=False)

    def __init__(self, *args: Any, tiers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rows"].help_text = _(
            "The site, a colon, then how many: %(tiers)s. For a team of a site, a stroke between: “Alder House / nights: …”."
        ) % {"tiers": ", ".join(tier.name for tier in tiers)}
        self.fields["rows"].widget.attrs["rows"] = 8


class StepForm(forms.Form):
    """When a step is planned."""

    planned_for = forms.DateField(label=_("Planned for"), widget=DateParts, required=False)


class OpenStepForm(forms.Form):
    """Open a step before its gate is met."""

    because = forms.CharField(label=_("Why it is opened now"), max_length=300)


class HandOverForm(VersionedForm):
    """What happened, with how many of which tier, and when; what more is known of it."""

    tier = forms.ModelChoiceField(label=_("With whom"), queryset=None, empty_label=None)
    workplace = forms.ModelChoiceField(
        label=_("Which site or team"), queryset=None, required=False, empty_label=_("Several, or not known")
    )
    on = forms.DateField(label=_("When"), widget=DateParts)
    people = forms.IntegerField(label=_("With how many people"), min_value=1, max_value=MOST_STAFF)

    class Meta:
        model = HandOver
        fields = [
            "tier", "workplace", "kind", "people", "on", "precision", "grade", "weeks", "meetings", "minutes",
            "core_seen", "adaptation", "adaptation_words", "through", "middle", "middle_words",
        ]  # fmt: skip

    def __init__(self, *args: Any, tiers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            del self.fields["version"]
        self.fields["tier"].queryset = tiers
        places = Workplace.objects.filter(tier__in=tiers).select_related("tier").order_by("site", "team")
        self.fields["workplace"].queryset = places
        self.fields["workplace"].label_from_instance = lambda place: f"{place} ({place.tier.name})"
        if not places:
            del self.fields["workplace"]
        self.fields["kind"].choices = HandOver.Kind.choices
        for name in NUMBERS:
            self.fields[name] = forms.IntegerField(
                label=self.fields[name].label, required=False, min_value=0, max_value=MOST_STAFF
            )
        for name in ("precision", "grade"):
            self.fields[name].required = False
        self.fields["weeks"].widget.attrs["data-show-when"] = "kind=sustained"
        self.fields["middle_words"].widget.attrs["data-show-when"] = "middle=passed_over"

    def enough(self) -> list[forms.BoundField]:
        """What is needed: with whom, what, how many, when."""
        return [field for field in self.visible_fields() if field.name in ENOUGH]

    def more(self) -> list[forms.BoundField]:
        """What helps to see how it travelled."""
        return [field for field in self.visible_fields() if field.name not in ENOUGH]

    def clean_precision(self) -> str:
        return self.cleaned_data["precision"] or HandOver.Precision.DAY

    def clean_grade(self) -> str:
        return self.cleaned_data["grade"] or HandOver.Grade.MANAGER

    def _post_clean(self) -> None:
        """The form fills the record in; whether it may stand so is for the action to say."""
        self.instance = forms.models.construct_instance(self, self.instance, list(self.fields), None)


class TakeBackForm(forms.Form):
    """Take something back."""

    why = forms.CharField(label=_("Why it is taken back"), max_length=300)


class CrossingForm(forms.Form):
    """Another organisation was told of a practice."""

    to_participant = forms.ModelChoiceField(
        label=_("A leader you work with"), queryset=None, required=False, empty_label=_("Someone else")
    )
    to_name = forms.CharField(label=_("Or the name of the organisation"), max_length=200, required=False)
    to_sector = forms.ChoiceField(
        label=_("Its sector"), choices=Organisation.Sector.choices, required=False, initial=""
    )
    on = forms.DateField(label=_("When"), widget=DateParts)

    def __init__(self, *args: Any, known: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_participant"].queryset = known
        self.fields["to_participant"].label_from_instance = lambda one: f"{one.person}, {one.organisation}"


class BecameForm(forms.Form):
    """What became of a practice there."""

    state = forms.ChoiceField(label=_("What became of it"), choices=Crossing.State.choices)


class SignalForm(forms.Form):
    """A concern or an idea, to whom, in one's own words."""

    to = forms.ChoiceField(label=_("To whom"), choices=SentSignal.To.choices, widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=_("What it is"), choices=SentSignal.Kind.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("In your words"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text=_(
            "Your own words, not a line copied from staff, and no names. If someone is at risk, do not write it here: "
            "raise a concern instead."
        ),
    )
    from_staff = forms.BooleanField(label=_("It came from staff"), required=False)

    def __init__(self, *args: Any, addressees: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [
            (value, label) for value, label in SentSignal.To.choices if value in addressees
        ]


class RulesForm(VersionedForm):
    """How practices are passed on in a programme."""

    class Meta:
        model = PassingOnRules
        fields = ["parallel", "gate", "share", "weeks", "reply_days"]
