"""Drafting letters from templates: the first line of a template is its subject."""

from typing import Any

from django.db import models
from django.template.loader import render_to_string
from django.utils import translation

from headwater.web.messages.models import Letter
from headwater.web.programmes.models import Programme


def draft_letter(
    *,
    to: Any,
    kind: str,
    template: str,
    programme: Programme | None = None,
    about: models.Model | None = None,
    invitation: str = "",
    **values: Any,
) -> Letter:
    """A letter as a draft, in the reader's language. Nothing is sent until a person approves it.

    ``template`` is a text template whose first line is the subject. Values must hold nothing confidential:
    a letter says that something is there, not what it says (promises.md 4.3, rule 6).
    """
    with translation.override(to.language):
        text = render_to_string(
            template,
            {"person": to, "programme": programme, "host": getattr(programme, "host", None), **values},
        )
    subject, _, body = text.strip().partition("\n")
    return Letter.objects.create(
        programme=programme,
        to=to,
        kind=kind,
        subject=" ".join(subject.split())[:200],
        body=body.strip() + "\n",
        invitation=invitation,
        about_id=str(about.pk) if about is not None else "",
    )
