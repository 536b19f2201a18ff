"""Six people say yes to one who has two places, all at the same moment, on a database of its own.

Run by test_at_once.py as a program: threads need a database that is a file, and transactions that end.
"""

import os
import threading
from contextlib import suppress

import django


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "headwater.web.settings.site"
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from django_scopes import scope

    from tests.people import make_cast
    from tests.web.matching.cohort import consultant, empty, partner

    cast = make_cast()
    with scope(host=cast.host):
        programme = empty(cast.programme)
        for i in range(6):
            partner(programme, f"Seeker {i}")
        gives = consultant(programme, "Giver", capacity=6)
        told = _published(programme, cast.coordinator, gives)
    _all_at_once(cast.host, told)
    with scope(host=cast.host):
        from headwater.web.engagements.models import Engagement
        from headwater.web.matching.models import MatchProposal

        print(sorted(MatchProposal.objects.values_list("state", flat=True)), Engagement.objects.count())


def _published(programme, by, gives):
    """Six open proposals to which the one who gives help has said yes; then two places are left."""
    from headwater.web.matching.actions import answer_proposal, propose_matches, publish

    run = publish(run=propose_matches(programme=programme, by=by), by=by)
    proposals = list(run.proposals.with_people())
    for proposal in proposals:
        answer_proposal(proposal=proposal, accept=True, by=gives.person)
    gives.capacity = 2
    gives.save()
    return [(proposal, proposal.partner.person) for proposal in proposals]


def _all_at_once(host, told) -> None:
    from django.db import connection
    from django_scopes import scope

    from headwater.web.matching.actions import CannotMatch, answer_proposal

    start = threading.Barrier(len(told))

    def say_yes(proposal, who) -> None:
        start.wait()
        with scope(host=host), suppress(CannotMatch):  # the place may go while this one waits
            answer_proposal(proposal=proposal, accept=True, by=who)
        connection.close()

    threads = [threading.Thread(target=say_yes, args=one) for one in told]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main()
