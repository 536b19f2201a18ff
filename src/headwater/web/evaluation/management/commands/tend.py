from django.core.management.base import BaseCommand
from django.utils import timezone

from headwater.web.evaluation.actions.tending import tend_waves


class Command(BaseCommand):
    help = "Do what is due today: remind people of open questions, close and freeze waves, destroy keys. Run it daily."

    def handle(self, *args, **options):
        done = tend_waves(timezone.localdate())
        self.stdout.write("\n".join(done) or "Nothing was due.")
