"""Forms of a programme's settings."""

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from headwater.web.programmes.models import KeyDate, Party, Programme
from headwater.web.programmes.sections import Section
from headwater.web.writes.versions import VersionedForm

LANGUAGES = {"en": _("English"), "cy": _("Welsh")}
WORDED_ROLES = {"partner": _("who seek help"), "consultant": _("who give help")}


class WordsMixin:
    """Fields for the words of both roles in both languages (R52)."""

    def add_word_fields(self, chosen: dict[str, Any]) -> None:
        for role, meaning in WORDED_ROLES.items():
            for language, name in LANGUAGES.items():
                for form, how_many in (("one", _("one of them")), ("many", _("several"))):
                    self.fields[f"{role}_{language}_{form}"] = forms.CharField(
                        label=_("%(language)s word for those %(meaning)s: %(how_many)s")
                        % {"language": name, "meaning": meaning, "how_many": how_many},
                        required=False,
                        max_length=40,
                        initial=chosen.get(role, {}).get(language, {}).get(form, ""),
                    )

    def chosen_words(self) -> dict[str, Any]:
        words: dict[str, Any] = {}
        for role in WORDED_ROLES:
            for language in LANGUAGES:
                forms_ = {
                    form: self.cleaned_data.get(f"{role}_{language}_{form}", "").strip()
                    for form in ("one", "many")
                }
                if any(forms_.values()):
                    words.setdefault(role, {})[language] = forms_
        return words


class CriteriaMixin:
    """Criteria as lines of text: "name: what we look for"."""

    def add_criteria_fields(self, criteria: list[dict[str, str]]) -> None:
        for side, label in (
            ("partner", _("Criteria for those who seek help")),
            ("consultant", _("Criteria for those who give help")),
        ):
            lines = [f"{c['name']}: {c.get('help', '')}".rstrip(": ") for c in criteria if c["for"] == side]
            self.fields[f"criteria_{side}"] = forms.CharField(
                label=label,
                help_text=_("One on each line: its name, a colon, and what we look for."),
                widget=forms.Textarea(attrs={"rows": 5}),
                initial="\n".join(lines),
            )

    def chosen_criteria(self) -> list[dict[str, str]]:
        known = {
            (c["for"], c["name"]): c["code"] for c in self.instance.criteria
        }  # a criterion keeps its code
        criteria, used = [], set(known.values())
        for side in ("partner", "consultant"):
            for line in self.cleaned_data[f"criteria_{side}"].splitlines():
                name, _colon, help_ = (part.strip() for part in line.partition(":"))
                if name:
                    code = known.get((side, name)) or self._free_code(name, used)
                    criteria.append({"code": code, "name": name, "help": help_, "for": side})
        return criteria

    @staticmethod
    def _free_code(name: str, used: set[str]) -> str:
        base = slugify(name)[:30] or "criterion"
        code = next(c for c in (base, *(f"{base}-{n}" for n in range(2, 99))) if c not in used)
        used.add(code)
        return code


class SectionForm(CriteriaMixin, WordsMixin, VersionedForm):
    """The fields of one section of a programme's settings."""

    class Meta:
        model = Programme
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self._meta.fields[0] == "name":
            self.add_word_fields(self.instance.words)
        if "what_applicants_are_told" in self.fields:
            self.add_criteria_fields(self.instance.criteria)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._check_order(cleaned, "call_opens", "call_closes", _("Applications must close after they open."))
        self._check_order(
            cleaned, "call_closes", "decisions_by", _("Decisions come after applications have closed.")
        )
        self._check_order(cleaned, "starts", "ends", _("The programme must end after it starts."))
        if cleaned.get("session_floor", 0) > cleaned.get("planned_sessions", 99):
            self.add_error(
                "session_floor", _("The fewest that are enough cannot be more than the number planned.")
            )
        for name in ("floor_host", "floor_leader", "floor_public"):
            lowest = Programme._meta.get_field(name).default
            if cleaned.get(name, lowest) < lowest:
                self.add_error(name, _("This can be raised, never below %(lowest)s.") % {"lowest": lowest})
        return cleaned

    def _check_order(self, cleaned: dict[str, Any], first: str, second: str, message: Any) -> None:
        if cleaned.get(first) and cleaned.get(second) and cleaned[second] < cleaned[first]:
            self.add_error(second, message)

    def save(self, commit: bool = True) -> Programme:
        if "partner_en_one" in self.fields:
            self.instance.words = self.chosen_words()
        if "criteria_partner" in self.fields:
            self.instance.criteria = self.chosen_criteria()
        if "competition_policy" in self.changed_data:
            self.instance.competition_policy_version += 1
        return super().save(commit)


def section_form(section: Section) -> type[SectionForm]:
    """The form class of a settings section."""
    return forms.modelform_factory(Programme, form=SectionForm, fields=list(section.fields))


class PartyForm(forms.ModelForm):
    class Meta:
        model = Party
        fields = ["name", "capacity"]
        widgets = {"capacity": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["capacity"].choices = Party.Capacity.choices  # without a blank one to press


class KeyDateForm(forms.ModelForm):
    class Meta:
        model = KeyDate
        fields = ["day", "title"]


class ProgrammeForm(forms.Form):
    """A new programme: its name, and the programme it is modelled on."""

    name = forms.CharField(label=_("Name of the programme"), max_length=150)
    model = forms.ChoiceField(label=_("Begin from"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, programmes: list[Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("pilot", _("The template “pilot”"))]
        choices += [(str(p.pk), _("A copy of “%(name)s”") % {"name": p.name}) for p in programmes]
        self.fields["model"].choices = choices
        self.fields["model"].initial = "pilot"


class SetUpForm(forms.Form):
    """What a new installation is asked: the host, its first coordinator, a programme."""

    host_name = forms.CharField(label=_("Name of the body that runs the programme"), max_length=200)
    coordinator_name = forms.CharField(
        label=_("Your name"), max_length=150, help_text=_("You are the first coordinator.")
    )
    coordinator_email = forms.EmailField(label=_("Your e-mail"))
    programme_name = forms.CharField(label=_("Name of your first programme"), max_length=150)
