"""Freezing and releasing: better, the same, worse with n of n of n, once, to each audience its own (R66-R69, R27)."""

import pytest

from headwater.web.evaluation.actions.releases import CannotRelease, release_findings
from headwater.web.evaluation.models import Release, ReleasedFigure
from headwater.web.evaluation.queries import findings


def figure(audience, item, role="partner"):
    return ReleasedFigure.objects.get(
        release__audience=audience, item=item, role=role, kind__in=("change", "share")
    )


def test_the_evaluator_sees_the_exact_counts_of_those_who_answered_twice(changed):
    found = {
        (f.role, f.item.code): f
        for f in findings(changed.start, changed.end)
        if f.kind in ("change", "share")
    }
    counts = found["partner", "confidence"].counts
    assert (counts.better, counts.same, counts.worse, counts.missing, counts.invited) == (6, 4, 1, 4, 15)
    assert (found["partner", "gained"].count, found["partner", "gained"].answered) == (6, 11)


def test_a_release_writes_a_line_of_the_ledger_for_each_audience_with_its_base(changed):
    releases = release_findings(before=changed.start, after=changed.end, by=changed.cast.evaluator)
    assert [release.audience for release in releases] == ["circle", "world"]
    assert [release.floor for release in releases] == [9, 10]
    assert [len(release.base["partner"]) for release in Release.objects.all()] == [15, 15]


def test_the_circle_sees_the_counts_with_the_one_worse_merged_and_n_of_n_of_n(changed):
    release_findings(before=changed.start, after=changed.end, by=changed.cast.evaluator)
    shown = figure("circle", "confidence")
    assert (shown.form, shown.better, shown.same, shown.worse) == ("exact", 6, 5, None)
    assert (shown.answered_from, shown.answered_to, shown.invited, shown.started) == (11, 11, 15, 15)
    assert (shown.number, shown.level, shown.is_primary) == ("P2", "individual", True)


def test_a_figure_where_all_moved_says_at_least(changed):
    release_findings(before=changed.start, after=changed.end, by=changed.cast.evaluator)
    assert (figure("circle", "time").form, figure("circle", "time").better) == ("at_least", 7)


def test_funders_and_the_public_see_it_rounded_without_an_interval(changed):
    release_findings(before=changed.start, after=changed.end, by=changed.cast.evaluator)
    shown = figure("world", "confidence")
    assert (shown.form, shown.better, shown.same, shown.low) == ("rounded", 5, 5, None)
    assert (shown.answered_from, shown.answered_to, shown.invited) == (10, 15, 15)


def test_two_consultants_are_too_few_for_any_figure(changed):
    release_findings(before=changed.start, after=changed.end, by=changed.cast.evaluator)
    forms = set(ReleasedFigure.objects.filter(role="consultant").values_list("form", flat=True))
    assert forms == {"withheld"}


def test_open_texts_are_in_no_release(changed):
    release_findings(before=changed.start, after=changed.end, by=changed.cast.evaluator)
    assert ReleasedFigure.objects.filter(item__in=["helped", "hindered"]).count() == 0


def test_a_pair_of_waves_is_released_once_and_only_when_frozen(changed):
    with pytest.raises(CannotRelease, match="Freeze both"):
        release_findings(before=changed.start, after=changed.follow_up, by=changed.cast.evaluator)
    release_findings(before=changed.start, after=changed.end, by=changed.cast.evaluator)
    with pytest.raises(CannotRelease, match="never changed"):
        release_findings(before=changed.start, after=changed.end, by=changed.cast.evaluator)
    with pytest.raises(CannotRelease, match="two different waves"):
        release_findings(before=changed.end, after=changed.end, by=changed.cast.evaluator)


def test_a_line_of_the_ledger_cannot_be_saved_again(changed):
    release_findings(before=changed.start, after=changed.end, by=changed.cast.evaluator)
    for row in (Release.objects.first(), ReleasedFigure.objects.first()):
        with pytest.raises(TypeError, match="never changed"):
            row.save()


def test_only_a_named_reader_releases(changed):
    with pytest.raises(CannotRelease, match="named to read"):
        release_findings(before=changed.start, after=changed.end, by=changed.cast.coordinator)


def test_someone_who_leaves_stays_in_the_denominator(asked):
    """Invited are those asked at the start; who leaves before the end counts as missing, not as never there (R67)."""
    from headwater.web.programmes.models import Participant

    asked.open(asked.start)
    for each in asked.of("partner"):
        asked.answer(asked.start, each, confidence=2)
    asked.finish(asked.start)
    Participant.objects.filter(person=asked.cast.partner).update(status="withdrawn")
    asked.open(asked.end)
    asked.answer(asked.end, asked.cast.second_partner, confidence=2)
    asked.finish(asked.end)
    counts = next(f.counts for f in findings(asked.start, asked.end) if f.item.code == "confidence")
    assert (counts.same, counts.missing, counts.invited) == (1, 1, 2)
