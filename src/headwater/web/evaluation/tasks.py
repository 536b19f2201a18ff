"""Background work of the evaluation."""

from django.utils import timezone
from django_tasks import task

from headwater.web.evaluation.actions.tending import tend_waves


@task()
def tend() -> list[str]:
    """Remind, close, freeze and destroy keys, where it is due today."""
    return tend_waves(timezone.localdate())
