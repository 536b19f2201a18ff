"""Two people who edit one record never overwrite each other in silence (R4)."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from headwater.web.audit.privacy import Privacy


class Versioned(models.Model):
    """A record that counts its edits."""

    version = models.PositiveIntegerField(default=1, editable=False)

    privacy = Privacy(c1="version")

    class Meta:
        abstract = True


class VersionedForm(forms.ModelForm):
    """A form that knows which version of the record it was opened on.

    When someone saved the record in between, the form is invalid, ``conflict`` is true and ``theirs``
    holds what they wrote for each field that differs, so that the page can show both texts.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        self.conflict = False
        self.theirs: list[tuple[str, str, str]] = []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk and not self.instance._state.adding:
            current = type(self.instance)._base_manager.select_for_update().get(pk=self.instance.pk)
            if current.version != cleaned.get("version"):
                self._show_both(current, cleaned)
        return cleaned

    def _show_both(self, current: models.Model, cleaned: dict[str, Any]) -> None:
        self.conflict = True
        for name in self._meta.fields or []:
            theirs = getattr(current, name)
            if name in cleaned and theirs != cleaned[name]:
                self.theirs.append((str(self.fields[name].label), str(theirs), str(cleaned[name])))
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = str(current.version)
        raise forms.ValidationError(
            _(
                "Someone else saved this page while you were writing. Both versions are shown below. "
                "Nothing of yours is lost: check your text and save again to keep yours."
            ),
            code="conflict",
        )

    def save(self, commit: bool = True) -> Any:
        if not self.instance._state.adding:
            self.instance.version = self.cleaned_data["version"] + 1
        return super().save(commit)
