"""Lists typed one thing a line: signs, tiers, sites and teams."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from headwater.web.cascade.models import Tier

MOST_STAFF = 100_000
NAME = Tier._meta.get_field("name").max_length


class LinesField(forms.CharField):
    """A list, one thing a line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[Any]:
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


class TiersField(LinesField):
    """Tiers, one a line: who they are, a comma, how many."""

    def clean(self, value: Any) -> list[tuple[str, int]]:
        tiers = [self._tier(line) for line in super().clean(value)]
        if len({name for name, _ in tiers}) < len(tiers):
            raise forms.ValidationError(_("Each tier needs a name of its own."))
        return tiers

    def _tier(self, line: str) -> tuple[str, int]:
        name, _comma, staff = line.rpartition(",")
        if not name.strip() or not staff.strip().isdecimal() or not 0 < int(staff) <= MOST_STAFF:
            raise forms.ValidationError(
                _("Write each line as “Care workers, 40”: who they are, a comma, how many.")
            )
        if len(name.strip()) > NAME:
            raise forms.ValidationError(_("Use a shorter name for each tier."))
        return name.strip(), int(staff)


class WorkplacesField(LinesField):
    """Sites and teams, one a line: "Alder House: 1, 5, 60", or "Alder House / nights: 0, 1, 12"."""

    def clean(self, value: Any) -> list[tuple[str, str, list[int]]]:
        rows = [self._row(line) for line in super().clean(value)]
        if len({(site, team) for site, team, _counts in rows}) < len(rows):
            raise forms.ValidationError(_("Each site or team needs a line of its own."))
        return rows

    def _row(self, line: str) -> tuple[str, str, list[int]]:
        name, colon, numbers = line.rpartition(":")
        counts = [part.strip() for part in numbers.split(",")]
        if not colon or not name.strip() or not all(part.isdecimal() for part in counts):
            raise forms.ValidationError(
                _("Write each line as “Alder House: 1, 5, 60”: the site, a colon, how many of each tier.")
            )
        site, _slash, team = (part.strip() for part in name.partition("/"))
        if max(len(site), len(team)) > NAME or not site:
            raise forms.ValidationError(_("Use a shorter name for each site and team."))
        if max(map(int, counts)) > MOST_STAFF:
            raise forms.ValidationError(_("That is more people than one site can have. Check the numbers."))
        return site, team, [int(part) for part in counts]


def as_lines(tiers: Sequence[Tier]) -> str:
    """Tiers as they are typed in."""
    return "\n".join(f"{tier.name}, {tier.staff}" for tier in tiers)


def workplaces_as_lines(tiers: Sequence[Tier]) -> str:
    """Sites and teams as they are typed in; the tiers come with their workplaces."""
    rows: dict[tuple[str, str], list[int]] = {}
    for place, tier in enumerate(tiers):
        for one in tier.workplaces.all():
            rows.setdefault((one.site, one.team), [0] * len(tiers))[place] = one.staff
    return "\n".join(
        f"{site} / {team}: {', '.join(map(str, counts))}"
        if team
        else f"{site}: {', '.join(map(str, counts))}"
        for (site, team), counts in sorted(rows.items())
    )
