"""What one person alone taps: after a session, and when looking back. Each may be left out."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from headwater.web.engagements.models import Ending, LookBack, PowerPulse, Pulse, Stance, StanceTag

YES_NO = [("yes", _("Yes")), ("no", _("No"))]


def _tap(value: str) -> int | None:
    return int(value) if value else None


class PulseForm(forms.Form):
    """Three taps, and whether contact is enough; for the consultant also how they helped. Each may be left out."""

    useful = forms.TypedChoiceField(coerce=_tap, empty_value=None, choices=Pulse.Tap.choices)
    heard = forms.TypedChoiceField(coerce=_tap, empty_value=None, choices=Pulse.Tap.choices)
    thinking = forms.TypedChoiceField(coerce=_tap, empty_value=None, choices=Pulse.Tap.choices)
    enough = forms.TypedChoiceField(
        label=_("Is this enough contact?"),
        coerce=lambda value: value == "yes",
        empty_value=None,
        choices=YES_NO,
        widget=forms.RadioSelect,
        required=False,
    )
    tell_supervisor = forms.BooleanField(
        label=Pulse._meta.get_field("tell_supervisor").verbose_name,
        required=False,
        help_text=_(
            "The supervisor alone learns it, so that they can help. The one who helps you is not told."
        ),
    )
    stances = forms.MultipleChoiceField(
        label=_("Mostly I was …"), choices=Stance.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    needed = forms.BooleanField(label=StanceTag._meta.get_field("needed").verbose_name, required=False)

    QUESTIONS = {
        "useful": _("Was it useful to you?"),
        "heard": _("Did you feel heard, rather than judged?"),
        "thinking": _("Did you do your own thinking?"),
    }

    def __init__(self, *args: Any, helps: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, question in self.QUESTIONS.items():
            field = self.fields[name]
            field.label, field.required, field.widget = (
                question,
                False,
                forms.RadioSelect(choices=field.choices),
            )
        if helps:
            self.fields["thinking"].label = _("Did they do their own thinking?")
            for name in ("stances", "needed"):
                self.fields[name].help_text = _("Only you and your supervisor see this.")
            del self.fields["tell_supervisor"]
        else:
            del self.fields["stances"], self.fields["needed"]


def tap_field(model: type[LookBack] | type[PowerPulse], name: str) -> forms.TypedChoiceField:
    """A question of three taps, in the words of the model's field."""
    return forms.TypedChoiceField(
        label=model._meta.get_field(name).verbose_name,
        coerce=_tap,
        empty_value=None,
        choices=Pulse.Tap.choices,
        widget=forms.RadioSelect,
        required=False,
    )


class LookBackForm(forms.Form):
    """Half way and at the end: what one gained, whether power is fair, and what the partner now does alone."""

    gained = tap_field(LookBack, "gained")
    gained_words = forms.CharField(
        label=LookBack._meta.get_field("gained_words").verbose_name,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The other of you reads this. Everything else here is for you alone."),
    )
    decides_alone = tap_field(LookBack, "decides_alone")
    without_help = forms.CharField(
        label=LookBack._meta.get_field("without_help").verbose_name,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For you alone: nobody else reads it."),
    )
    faced = forms.ChoiceField(
        label=_("Have you faced what you had been avoiding?"),
        choices=Ending.Faced.choices,
        widget=forms.RadioSelect,
        required=False,
        help_text=_("Only the answer is counted, with those of many others. What it was stays with you."),
    )
    fair_say = tap_field(LookBack, "fair_say")
    free_to_refuse = tap_field(LookBack, "free_to_refuse")
    theirs_to_decide = tap_field(LookBack, "theirs_to_decide")

    def __init__(self, *args: Any, seeks: bool, at_end: bool, sealed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unasked = set()
        if not seeks:
            unasked |= {"decides_alone", "without_help"}
        if not at_end:
            unasked.add("without_help")
        if not (seeks and at_end and sealed):
            unasked.add("faced")
        for name in unasked:
            del self.fields[name]


class PowerForm(forms.Form):
    """The same three taps for the third party: someone of the host, or of a sponsor."""

    fair_say = tap_field(PowerPulse, "fair_say")
    free_to_refuse = tap_field(PowerPulse, "free_to_refuse")
    theirs_to_decide = tap_field(PowerPulse, "theirs_to_decide")
