"""What people fill in to prepare."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from headwater.web.hosts.models import Membership
from headwater.web.preparation.models import PreparationGuide, ReadinessCheck, Workshop
from headwater.web.programmes.models import Programme
from headwater.web.ui.dates import DayInput, MomentInput


class WorkshopForm(forms.ModelForm):
    """A workshop or training: when, where, for how many."""

    make_up_for = forms.ModelChoiceField(  # its choices need a host's scope, so they come with the form
        label=_("Makes up for"),
        queryset=None,
        required=False,
        help_text=_("If it is a second date for those who could not come to the first."),
    )

    led_by = forms.ModelChoiceField(label=_("Led by"), queryset=None, required=False)

    class Meta:
        model = Workshop
        fields = ["kind", "title", "starts_at", "ends_at", "hours", "places", "place", "materials"]
        widgets = {
            "kind": forms.RadioSelect,
            "starts_at": MomentInput,
            "ends_at": MomentInput,
            "place": forms.TextInput,
            "materials": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "place": _("Only those it is meant for can read this. The calendar entry says “Meeting”."),
            "hours": _("Trainings only. A development workshop for those who seek help counts no hours."),
        }

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [
            ("partner", _("Development workshop for %(who)s") % {"who": programme.word("partner", "many")}),
            ("group", _("Group training for %(who)s") % {"who": programme.word("consultant", "many")}),
            (
                "individual",
                _("Individual training for %(who)s") % {"who": programme.word("consultant", "many")},
            ),
        ]
        earlier = Workshop.objects.filter(programme=programme).exclude(pk=self.instance.pk)
        self.fields["make_up_for"].queryset = earlier
        self.fields["make_up_for"].initial = self.instance.make_up_for_id
        self.fields["led_by"].queryset = _who_can_lead(programme)
        self.fields["led_by"].initial = self.instance.led_by_id

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("starts_at") and typed.get("ends_at") and typed["ends_at"] <= typed["starts_at"]:
            self.add_error("ends_at", _("It must end after it starts."))
        return typed


def _who_can_lead(programme: Programme) -> Any:
    """Those who train in a programme or run it."""
    duties = Membership.objects.current().filter(role__in=["faculty", "coordinator"])
    here = duties.filter(Q(programme=programme) | Q(programme__isnull=True))
    return get_user_model().objects.filter(pk__in=here.values("person")).order_by("name", "pk")


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("The six letters on the sheet"),
        max_length=12,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocapitalize": "none"}),
    )

    def clean_code(self) -> str:
        return "".join(letter for letter in self.cleaned_data["code"].lower() if letter.isalnum()) or "-"


class ReadinessForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("Decision"), choices=ReadinessCheck.Decision.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), help_text=_("The person will read it.")
    )
    look_again_on = forms.DateField(
        label=_("Look again on"),
        required=False,
        widget=DayInput(),
        help_text=_("Only for “not yet”, which is a respectable answer with a day to return."),
    )

    def clean_look_again_on(self) -> Any:
        day = self.cleaned_data["look_again_on"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError(_("Choose a day still to come."))
        return day


class GuideForm(forms.Form):
    """What to expect, and the steps, one a line."""

    expectation = forms.CharField(
        label=PreparationGuide._meta.get_field("expectation").verbose_name,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    steps = forms.CharField(label=_("Steps to prepare, one a line"), widget=forms.Textarea(attrs={"rows": 8}))

    def clean_steps(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["steps"].splitlines() if line.strip()]
