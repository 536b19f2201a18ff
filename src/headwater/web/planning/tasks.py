"""Sums that take longer than a page may."""

from django_scopes import scope
from django_tasks import task

from headwater.web.hosts.models import Host
from headwater.web.planning.actions import work_out
from headwater.web.planning.models import Comparison


@task()
def work_out_later(host: str, comparison: str) -> None:
    """Work out a comparison that waits; one taken away meanwhile is nothing to do."""
    with scope(host=Host.objects.get(pk=host)):
        waiting = Comparison.objects.filter(pk=comparison, state=Comparison.State.WAITING)
        for one in waiting.select_related("programme"):
            work_out(one)
