from django.core.management.base import BaseCommand, CommandError

from headwater.web.audit.models import Event
from headwater.web.audit.trail import broken_places


class Command(BaseCommand):
    help = "Check that no line of the event trail was changed, removed or cut off."

    def handle(self, *args, **options):
        broken = list(broken_places())
        if broken:
            raise CommandError("The trail is broken:\n" + "\n".join(broken))
        self.stdout.write(f"The trail is whole: {Event.objects.count()} lines checked.")
