"""How people stand to a report."""

from typing import Any

from headwater.web.evaluation.rules import is_independent
from headwater.web.hosts.relations import Relation, relation
from headwater.web.reports.models import Report


@relation(Relation.RELEASED, Report)
def is_released(person: Any, report: Report) -> bool:
    return report.is_released()


@relation(Relation.INDEPENDENT, Report)
def is_independent_for(person: Any, report: Report) -> bool:
    return is_independent(person, report.programme)
