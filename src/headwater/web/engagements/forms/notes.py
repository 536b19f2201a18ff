"""Notes, reflections and time to think. Each says who can read it before the first keystroke."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from headwater.web.ui.dates import DayInput, MomentInput


class NoteForm(forms.Form):
    text = forms.CharField(label=_("Note for the two of you"), widget=forms.Textarea(attrs={"rows": 5}))


class ReflectionForm(forms.Form):
    """What one noticed, how long one took, and for the consultant whether the supervisor sees it."""

    text = forms.CharField(
        label=_("What did you notice?"), required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    minutes = forms.IntegerField(
        label=_("Minutes you took to think"), required=False, min_value=1, max_value=600
    )
    on = forms.DateField(label=_("Day"), widget=DayInput)
    shown_to_supervisor = forms.BooleanField(
        label=_("Show it to my supervisor"),
        required=False,
        help_text=_("You can stop showing it at any time; what was read cannot be unread."),
    )

    def __init__(self, *args: Any, helps: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not helps:
            del self.fields["shown_to_supervisor"]


class KeepFreeForm(forms.Form):
    """An hour of one's own, to put into the calendar."""

    starts_at = forms.DateTimeField(label=_("Day and time"), widget=MomentInput)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=15, max_value=480, initial=60)

    def clean_starts_at(self) -> Any:
        starts_at = self.cleaned_data["starts_at"]
        if starts_at < timezone.now():
            raise forms.ValidationError(_("Choose a time that is still to come."))
        return starts_at
