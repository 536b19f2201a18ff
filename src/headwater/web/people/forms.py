from django import forms
from django.utils.translation import gettext_lazy as _


class NameForm(forms.Form):
    """What someone new is asked beside the e-mail address."""

    name = forms.CharField(label=_("Your name"), max_length=150)

    field_order = ["name", "email"]

    def signup(self, request, user):
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])


class AccountForm(forms.Form):
    """What a person can change about their account."""

    name = forms.CharField(label=_("Your name"), max_length=150)
    language = forms.ChoiceField(label=_("Language"), choices=[("en-gb", "English"), ("cy", "Cymraeg")])
