"""What each model field holds, declared beside the field (promises.md 4.2, P2).

C0 public · C1 members of the host · C2 need-to-know in a role · C3 confidential to named people ·
C4 its author only, or unlinkable. A field without a class fails a test; so does free text below C2
that is not declared as written to be published, and C4 text that is not encrypted.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from django.apps import apps
from django.db import models


class DataClass(IntEnum):
    """How confidential a field is; the higher, the fewer people see it."""

    C0 = 0
    C1 = 1
    C2 = 2
    C3 = 3
    C4 = 4


@dataclass(frozen=True)
class Privacy:
    """The data classes of a model's own fields, as blank-separated field names.

    ``published`` repeats the free-text fields that are written to be read by everyone.
    ``about`` is the lookup path from a row to the person it is about, for "Your information".
    """

    c0: str = ""
    c1: str = ""
    c2: str = ""
    c3: str = ""
    c4: str = ""
    published: str = ""
    about: str = ""
    classes: dict[str, DataClass] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for data_class in DataClass:
            for name in getattr(self, data_class.name.lower()).split():
                if name in self.classes:
                    raise ValueError(f"{name} is declared in two data classes.")
                self.classes[name] = data_class


def declared_classes(model: type[models.Model]) -> dict[str, DataClass]:
    """Field name to data class, gathered from the model and what it inherits from."""
    found: dict[str, DataClass] = {}
    for ancestor in reversed(model.__mro__):
        privacy = ancestor.__dict__.get("privacy")
        if isinstance(privacy, Privacy):
            found |= privacy.classes
    return found


def published_fields(model: type[models.Model]) -> set[str]:
    """The free-text fields a model says are written to be read by everyone."""
    return {
        name
        for ancestor in model.__mro__
        if isinstance(ancestor.__dict__.get("privacy"), Privacy)
        for name in ancestor.__dict__["privacy"].published.split()
    }


def own_models() -> Iterator[type[models.Model]]:
    """Every concrete model of this project (proxies share their parent's declaration)."""
    for model in apps.get_models():
        if model.__module__.startswith("headwater.") and not model._meta.proxy:
            yield model
