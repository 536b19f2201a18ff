"""Background work of the outbox."""

from django_tasks import task

from headwater.web.messages.actions import send_everything_waiting


@task()
def send_waiting() -> int:
    """Send what is waiting in the outbox."""
    return send_everything_waiting()
