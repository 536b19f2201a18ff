"""Counts made known, and words printed only where their author has approved them."""

from typing import Any

from django.db import transaction
from django.db.models import Subquery
from django.utils.translation import gettext as _

from headwater.web.audit.trail import record
from headwater.web.coding.actions.preparing import CannotCode
from headwater.web.coding.models import (
    Coding,
    Contrary,
    QuoteRequest,
    ReleasedTheme,
    Segment,
    ThemeRelease,
)
from headwater.web.coding.queries.agreeing import final_themes
from headwater.web.coding.queries.counting import ThemeCount, answered, theme_counts
from headwater.web.coding.queries.released import MOST_OF_ONE
from headwater.web.evaluation.actions.waves import write_to_all
from headwater.web.evaluation.keys import hashed, thread_of
from headwater.web.evaluation.models import AliasKey, Release
from headwater.web.evaluation.showing import LEAST_ANSWERED, Shown, band, show_share, show_to_world
from headwater.web.programmes.models import Programme


@transaction.atomic
def release_themes(*, coding: Coding, by: Any) -> list[ThemeRelease]:
    """Make known how many people spoke of each theme, once: to the circle, and coarser to funders and the public.

    The rules are those of every other count of the evaluation, and both sides are counted together. A theme on which
    the coders agreed too little is named and not counted.
    """
    if coding.state != Coding.State.SETTLED:
        raise CannotCode(_("Settle the coding first, so that nothing can change under what is counted."))
    if coding.releases.exists():
        raise CannotCode(_("These themes have been released. A release is never changed."))
    who, programme = answered(coding), coding.programme
    counted = [(count, _shown(count, who, coding)) for count in theme_counts(coding)]
    releases = []
    for audience, least in (
        (Release.Audience.CIRCLE, programme.floor_host),
        (Release.Audience.WORLD, programme.floor_public),
    ):
        floor = max(least, LEAST_ANSWERED)
        release = ThemeRelease.objects.create(
            programme=programme, coding=coding, audience=audience, floor=floor, by=by,
            coders=coding.coders.count(), base={role: sorted(threads) for role, threads in who.items()},
        )  # fmt: skip
        for place, (count, shown) in enumerate(counted, start=1):
            seen = shown if audience == Release.Audience.CIRCLE else show_to_world(shown, floor)
            _figure(release, place, count, seen).save(force_insert=True)
        record("release", by=by, on=release)
        releases.append(release)
    return releases


def _shown(count: ThemeCount, who: dict[str, set[str]], coding: Coding) -> Shown:
    n = len(set().union(*who.values()))
    invited = max(sum(coding.wave.invited.values()), n)
    if not count.counts:
        low, high = band(n, invited)
        return Shown("withheld", None, None, None, low, high, invited)
    return show_share(count.everyone, n, invited, coding.programme.floor_host)


def _figure(release: ThemeRelease, place: int, count: ThemeCount, shown: Shown) -> ReleasedTheme:
    return ReleasedTheme(
        release=release,
        number=f"T{place}",
        place=place,
        theme=count.theme["code"],
        name=count.theme["name"],
        reading=count.reading,
        form=shown.form,
        people=shown.better,
        answered_from=shown.answered_from,
        answered_to=shown.answered_to,
        invited=shown.invited,
    )


@transaction.atomic
def set_against(*, coding: Coding, segment: Any, theme: str, against: bool, by: Any) -> None:
    """Note that a segment speaks against a theme, or that it does not."""
    _spoken(coding, segment, theme)
    if against:
        Contrary.objects.get_or_create(segment_id=segment, theme=theme)
    else:
        Contrary.objects.filter(segment=segment, theme=theme).delete()


@transaction.atomic
def ask_to_quote(*, coding: Coding, segment: Any, theme: str, by: Any) -> QuoteRequest:
    """Ask the author of a segment whether the words may be printed. Two of one person at most.

    The system knows the author by the programme's key and shows the question on their own page; the evaluator does
    not learn who they are. With the key destroyed nobody can be asked any more.
    """
    found = _spoken(coding, segment, theme)
    thread = found.answer.thread
    if not AliasKey.objects.filter(programme=coding.programme, wave=None).exists():
        raise CannotCode(_("The key of this programme is destroyed, so nobody can be asked any more."))
    asked = QuoteRequest.objects.filter(thread=thread).exclude(state=QuoteRequest.State.DECLINED)
    if QuoteRequest.objects.filter(segment=found).exists():
        raise CannotCode(_("The author has been asked about these words."))
    if asked.count() >= MOST_OF_ONE:
        raise CannotCode(_("Two quotes of this person are asked for already. More would let them be known."))
    made = QuoteRequest.objects.create(segment=found, theme=theme, thread=thread, wording=found.words)
    record("ask-to-quote", by=by, on=coding)
    return made


@transaction.atomic
def write_about_quotes(*, coding: Coding, by: Any) -> int:
    """The same draft letter to everyone who was asked: it may be that words of theirs are to be quoted. How many letters."""
    letters = write_to_all(wave=coding.wave, template="coding/letters/quotes.txt", kind="quotes")
    record("write-about-quotes", by=by, on=coding)
    return len(letters)


def own_quotes(person: Any, programme: Programme) -> list[QuoteRequest]:
    """The words of one's own that the evaluator would like to quote."""
    thread = thread_of(person, programme)
    return list(QuoteRequest.objects.filter(thread=thread).order_by("id")) if thread else []


def is_asked_to_quote(person: Any, programme: Programme) -> bool:
    """Whether words of one's own wait to be answered for, in one query."""
    key = AliasKey.objects.filter(programme=programme, wave=None).values("secret")[:1]
    asked = QuoteRequest.objects.filter(
        segment__answer__coding__programme=programme, state=QuoteRequest.State.ASKED
    ).values_list("thread", Subquery(key))
    return any(secret and thread == hashed(secret, person) for thread, secret in asked)


@transaction.atomic
def answer_quote(*, programme: Programme, quote: Any, approve: bool, by: Any) -> QuoteRequest:
    """Say whether these words of one's own may be printed; it can be changed until they are."""
    found = next((each for each in own_quotes(by, programme) if str(each.pk) == str(quote)), None)
    if found is None:
        raise CannotCode(_("Those words are not yours."))
    if found.printed:
        raise CannotCode(_("These words have been printed in a released report and cannot be taken back."))
    found.state = QuoteRequest.State.APPROVED if approve else QuoteRequest.State.DECLINED
    found.save()
    return found


def _spoken(coding: Coding, segment: Any, theme: str) -> Segment:
    found = Segment.objects.filter(pk=segment, answer__coding=coding).select_related("answer").first()
    if coding.state != Coding.State.SETTLED or found is None:
        raise CannotCode(_("Settle the coding first."))
    if theme not in final_themes(coding).get(found.pk, ()):
        raise CannotCode(_("That segment does not speak of this theme."))
    return found
