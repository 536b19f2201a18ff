"""Forms of organisations."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from headwater.data.postcodes import parse_postcode
from headwater.data.vocabularies import CLIENT_GROUPS, SERVICE_TYPES
from headwater.web.organisations.models import Organisation, Site
from headwater.web.writes.versions import VersionedForm

FIELD_NAMES = {
    "name": _("Name of the organisation"), "site_name": _("Name of the site"), "charity": _("Charity number"),
    "company": _("Company number"), "cqc_provider": _("CQC provider number"), "cqc_location": _("CQC location number"),
    "care_inspectorate": _("Care Inspectorate provider number"), "care_service": _("Care service number"),
    "legal_form": _("Legal form"), "website": _("Website"), "address_1": _("Address, first line"),
    "address_2": _("Address, second line"), "town": _("Town"), "county": _("County"), "postcode": _("Postcode"),
    "council": _("Council area"), "service_types": _("Services"), "client_groups": _("People supported"),
    "beds": _("Beds"), "rating": _("Rating"), "opened": _("Opened on"),
}  # fmt: skip


class LinesField(forms.CharField):
    """A list, typed with one thing on each line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """Lines are free text; there is nothing more to check."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or []) != self.to_python(data)


class OrganisationForm(VersionedForm):
    commissioners = LinesField(
        label=_("Main commissioners"), required=False, help_text=_("One on each line.")
    )
    tenders = LinesField(
        label=_("Tenders it is bidding for now"),
        required=False,
        help_text=_(
            "One on each line, such as: County homecare 2027 / Northumberland County Council. "
            "Two bodies that bid for the same contract are never matched."
        ),
    )
    none_of = forms.MultipleChoiceField(
        label=_("What it has none of"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=Organisation.NoneOf.choices,
        help_text=_("A line left empty above counts as not known, unless you tick it here."),
    )
    federations = LinesField(
        label=_("Federations it belongs to"), required=False, help_text=_("One on each line.")
    )

    class Meta:
        model = Organisation
        fields = [
            "name",
            "legal_form",
            "sector",
            "size",
            "website",
            "group",
            "commissioners",
            "tenders",
            "none_of",
            "federations",
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for field in cleaned.get("none_of", ()):
            if cleaned.get(field):
                self.add_error(field, _("You ticked that it has none. Take the tick off, or empty this."))
        return cleaned


class SiteForm(forms.ModelForm):
    services = forms.MultipleChoiceField(
        label=_("Services"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(term.code, term.label) for term in SERVICE_TYPES],
    )
    client_groups = forms.MultipleChoiceField(
        label=_("People supported"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(term.code, term.label) for term in CLIENT_GROUPS],
    )

    class Meta:
        model = Site
        fields = ["name", "address", "postcode", "council", "services", "client_groups", "beds"]
        help_texts = {"postcode": _("Leave empty if it must not be known, such as for a refuge.")}

    def clean_postcode(self) -> str:
        typed = self.cleaned_data["postcode"]
        if not typed:
            return ""
        parsed = parse_postcode(typed)
        if parsed is None:
            raise forms.ValidationError(_("This does not look like a postcode. An example is NE46 1AA."))
        return parsed.text[:10]


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or Excel, 25 MB at most. You see what it would change before anything is changed."),
    )


class ColumnsForm(forms.Form):
    """Which column of a table holds what."""

    def __init__(
        self, *args: Any, columns: list[str], chosen: dict[str, str], fields: list[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Not in this file")), *((column, column) for column in columns if column)]
        for name in fields:
            self.fields[name] = forms.ChoiceField(
                label=FIELD_NAMES.get(name, name),
                choices=choices,
                required=False,
                initial=chosen.get(name, ""),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not (cleaned.get("name") or cleaned.get("site_name")):
            self.add_error("name", _("Say which column holds the name."))
        return cleaned


class MergeForm(forms.Form):
    """The record that is the same organisation."""

    other = forms.ModelChoiceField(
        label=_("Which record is the same organisation?"),
        queryset=Organisation.objects.none(),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, candidates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = candidates
