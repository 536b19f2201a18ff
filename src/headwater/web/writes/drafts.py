"""Long forms save themselves: what was typed, for its author only."""

from typing import Any

from headwater.web.writes.models import Draft


def save_draft(*, by: Any, form: str, typed: dict[str, Any]) -> Draft:
    """Keep what a person has typed so far in a form (named by its path)."""
    draft, _ = Draft.objects.get_or_create(person=by, form=form)
    draft.typed = typed
    draft.save()
    return draft


def draft_of(person: Any, form: str) -> dict[str, Any]:
    """What a person had typed in a form and not submitted; empty when there is none."""
    draft = Draft.objects.filter(person=person, form=form).first()
    return draft.typed if draft else {}


def typed_before(person: Any, form: str, *, several: tuple[str, ...] = ()) -> dict[str, Any]:
    """The same as what a form begins with; of the fields in ``several`` every value, of others the first."""
    found = draft_of(person, form).items()
    return {name: values if name in several else values[0] for name, values in found if values}


def drop_draft(person: Any, form: str) -> None:
    """Forget the draft of a form that was submitted."""
    Draft.objects.filter(person=person, form=form).delete()
