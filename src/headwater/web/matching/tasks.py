"""Background work of matching: a run too large for a page that waits."""

from django_scopes import scope
from django_tasks import task

from headwater.web.hosts.models import Host
from headwater.web.matching.actions import CannotMatch, offer_by_itself, work_out
from headwater.web.matching.models import MatchRun
from headwater.web.matching.progress import Tell
from headwater.web.matching.states import RunState


@task()
def work_out_run(host: str, run: str) -> None:
    """Work out a run that was asked for, telling how far it is."""
    with scope(host=Host.objects.get(pk=host)):
        found = MatchRun.objects.select_related("programme").get(pk=run)
        if found.state != RunState.WORKING:
            return
        try:
            offer_by_itself(run=work_out(run=found, tell=_teller(found)))
        except CannotMatch as problem:
            found = MatchRun.objects.get(pk=run)
            found.result = {"problem": str(problem)}
            found.fail()
            found.save()


def _teller(run: MatchRun) -> Tell:
    def tell(step: str, percent: int) -> None:
        MatchRun.objects.filter(pk=run.pk).update(step=step, percent=percent)

    return tell
