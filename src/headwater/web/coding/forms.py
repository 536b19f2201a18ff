"""Forms of coding and of stories."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from headwater.web.coding.models import Consent, Story, Verification
from headwater.web.writes.versions import VersionedForm

LARGEST_FILE = 20_000_000


class TakeUpForm(forms.Form):
    """Which questions to take up."""

    items = forms.MultipleChoiceField(
        label=_("Questions to code together"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"].choices = choices


class ThemeForm(forms.Form):
    """One theme of the codebook."""

    name = forms.CharField(label=_("Name"), max_length=120)
    definition = forms.CharField(
        label=_("What it means"), max_length=600, widget=forms.Textarea(attrs={"rows": 3, "data-most": 600})
    )
    cues = forms.CharField(
        label=_("Cue words"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Words or short phrases that often go with it, with a comma between. They only suggest it."
        ),
    )
    not_when = forms.CharField(label=_("When not to use it"), required=False, max_length=400)
    example = forms.CharField(
        label=_("An example"),
        required=False,
        max_length=400,
        help_text=_("In words of your own, or of an answer without names."),
    )
    why = forms.CharField(label=_("What you changed, and why"), required=False, max_length=400)

    def __init__(self, *args: Any, begun: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if begun:
            self.fields["why"].required = True
        else:
            del self.fields["why"]

    def clean_cues(self) -> list[str]:
        return [cue.strip() for cue in self.cleaned_data["cues"].replace("\n", ",").split(",") if cue.strip()]


class BeginForm(forms.Form):
    """Who codes beside the evaluator."""

    second = forms.ChoiceField(label=_("Who codes a sample apart from you?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, people: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        nobody = ("nobody", _("Nobody: one coder, and no agreement is claimed"))
        self.fields["second"].choices = [(key, person.name) for key, person in self.people.items()] + [nobody]

    @property
    def chosen(self) -> Any:
        """The person, or None for nobody."""
        return self.people.get(self.cleaned_data["second"])


class QdpxForm(forms.Form):
    """A file from another program."""

    file = forms.FileField(
        label=_("QDPX file"),
        help_text=_("A REFI-QDA project, as QualCoder, NVivo, ATLAS.ti or MAXQDA export it."),
    )

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than 20 MB. Export the texts only."))
        return file.read()


class StoryForm(VersionedForm):
    """A story in three parts."""

    class Meta:
        model = Story
        fields = ["voice", "domain", "title", "before", "change", "matters"]
        widgets = {
            "voice": forms.RadioSelect,
            "domain": forms.RadioSelect,
            "before": forms.Textarea(attrs={"rows": 4, "data-most": 2000}),
            "change": forms.Textarea(attrs={"rows": 8, "data-most": 4000}),
            "matters": forms.Textarea(attrs={"rows": 4, "data-most": 2000}),
        }
        help_texts = {
            "title": _("A few words, such as “The Friday mornings”."),
            "before": _("Please name nobody who has not agreed to it."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("domain", "voice"):
            self.fields[name].choices = [choice for choice in self.fields[name].choices if choice[0]]
        for name, most in (("before", 2000), ("change", 4000), ("matters", 2000)):
            self.fields[name].max_length = most


class ConsentForm(forms.ModelForm):
    """How far a story may go, and until when."""

    class Meta:
        model = Consent
        fields = ["scope", "named", "expires"]
        widgets = {"scope": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scope"].choices = Consent.Scope.choices


class PanelForm(forms.Form):
    """Who chooses stories at the next level."""

    name = forms.CharField(label=_("Name of the panel"), max_length=120)
    people = forms.MultipleChoiceField(label=_("Who sits on it"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, people: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_key = {str(person.pk): person for person in people}
        self.fields["people"].choices = [(key, person.name) for key, person in self.by_key.items()]

    @property
    def chosen(self) -> list[Any]:
        return [self.by_key[key] for key in self.cleaned_data["people"]]


class VerificationForm(forms.ModelForm):
    """How a story was checked."""

    class Meta:
        model = Verification
        fields = ["outcome", "how"]
        widgets = {"outcome": forms.RadioSelect, "how": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "how": _("Such as a talk with the teller, with someone else who was there, or a document.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = Verification.Outcome.choices
