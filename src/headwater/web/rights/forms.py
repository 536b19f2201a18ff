"""What people fill in about their data."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from headwater.web.rights.models import RequestedText

Decision = RequestedText.Decision


class DecideForm(forms.Form):
    """What the author of a text gives of it."""

    decision = forms.ChoiceField(
        label=_("What do you do?"),
        choices=[(one.value, one.label) for one in Decision if one.value],
        widget=forms.RadioSelect,
    )
    copy = forms.CharField(
        label=_("The part about them"),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        help_text=_("Only if you give a part: take out what tells of anybody else."),
    )
    ground = forms.ChoiceField(
        label=_("Why it is held back"),
        choices=[("", _("It is not held back")), *RequestedText.Ground.choices],
        required=False,
        help_text=_("The law allows these reasons and no others."),
    )

    def __init__(self, *args: Any, words: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["copy"].initial = words


class ForgetForm(forms.Form):
    """Being forgotten cannot be undone, so it is said twice."""

    sure = forms.BooleanField(
        label=_("I have taken away what I want to keep, and I know that this cannot be undone"),
        error_messages={"required": _("Tick this to say that you are sure.")},
    )
