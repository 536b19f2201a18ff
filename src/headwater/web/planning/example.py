"""The example programme's thoughts about whom to support next: two lists and one comparison, kept."""

from typing import Any

from headwater.web.organisations.models import Organisation
from headwater.web.planning import actions
from headwater.web.planning.ground import candidates_of
from headwater.web.planning.models import Comparison, SupportList
from headwater.web.programmes.models import Programme


def tell(programme: Programme, coordinator: Any) -> Comparison | None:
    """Those waiting, and the smallest first, laid beside what the engine finds. None where nobody could be next."""
    open_to = [one for one in candidates_of(programme) if one.may_be_chosen]
    if not open_to:
        return None
    many = max(1, min(6, len(open_to) // 2))
    lists = [
        _keep(programme, coordinator, "Small ones first", "They have nobody else to ask.", small, many)
        for small in [sorted(open_to, key=lambda one: (one.staff, one.name))]
    ]
    lists.append(
        _keep(
            programme,
            coordinator,
            "The panel’s thought",
            "Ready now, and far from one another.",
            open_to,
            many,
        )
    )
    comparison = actions.compare(
        programme,
        by=coordinator,
        name=f"If we support {many} more",
        horizon=24,
        k=many,
        lists=lists,
        floor_by="area",
    )
    return actions.work_out(comparison)


def _keep(programme: Programme, by: Any, name: str, note: str, order: list[Any], many: int) -> SupportList:
    chosen = Organisation.objects.filter(pk__in=[one.pk for one in order[:many]])
    return actions.keep_list(
        SupportList(programme=programme, name=name, note=note), by=by, organisations=chosen
    )
