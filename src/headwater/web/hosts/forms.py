from django import forms
from django.utils.translation import gettext_lazy as _

from headwater.web.hosts.models import Host
from headwater.web.hosts.roles import ROLES

GIVEN_BY_HAND = (
    "coordinator", "panel", "faculty", "evaluator", "coder", "funder", "concern_lead", "custodian",
)  # fmt: skip


class HostForm(forms.ModelForm):
    class Meta:
        model = Host
        fields = ["name", "contact_email", "website", "require_mfa", "concern_contact", "complaint_contact"]


class MemberForm(forms.Form):
    """Who takes on which duty."""

    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(label=_("E-mail"), help_text=_("They sign in with a code sent to this address."))
    role = forms.ChoiceField(
        label=_("Duty"),
        widget=forms.RadioSelect,
        choices=[(code, ROLES[code].name) for code in GIVEN_BY_HAND],
    )
