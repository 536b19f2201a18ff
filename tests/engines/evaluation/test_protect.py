"""What is shown of true tables: each rule, the whole life of a cohort, and builds with one rule taken out."""

import random
from collections import defaultdict
from functools import partial
from itertools import combinations_with_replacement

import pytest

from headwater.engines.evaluation import (
    EvaluationError,
    Question,
    Release,
    Rules,
    Table,
    audit,
    protect,
    reader_range,
)
from headwater.engines.evaluation.disclosure.forms import merged, own_form
from tests.engines.evaluation.cohorts import QUESTIONS, live_through
from tests.engines.evaluation.reader import someone_determined

CHANGE = Question("confidence", ("better", "same", "worse"))
GUARDED = Question("could say no", ("always", "mostly", "seldom", "never"), "guarded")
UNORDERED = Question("who set the agenda", ("me", "them", "both"), "guarded", ordered=False)


def table(counts, question=CHANGE, prefix="p", name="all", asked=None):
    said = [c for c, k in zip(question.categories, counts, strict=True) for _ in range(k)]
    return Table.of(name, question, {f"{prefix}{i:04}": c for i, c in enumerate(said)}, asked)


def shown(release):
    return {cell.label: cell.shown for cell in release.cells}


def one(counts, question=CHANGE, **how):
    return protect([table(counts, question, **how)]).releases[0]


# --- each rule -------------------------------------------------------------------------------------------------------


def test_counts_that_tell_on_no_one_are_shown_as_they_are():
    release = one((8, 4, 3))
    assert (release.form, shown(release)) == ("numbers", {"better": "8", "same": "4", "worse": "3"})


def test_one_or_two_who_got_worse_are_merged_with_those_who_stayed():
    assert shown(one((8, 5, 2))) == {"better": "8", "same or worse": "7"}
    assert shown(one((8, 2, 5))) == {"better": "8", "same": "2", "worse": "5"}


def test_derived_figures_can_be_made_only_of_counts_that_are_shown_exactly():
    # R5: an interval or a percentage leaks its count
    release = one((8, 5, 2))
    assert release.exact(["better"]) == 8
    assert release.exact(["same", "worse"]) == 7
    assert release.exact(["worse"]) is None
    assert one((13, 1, 1)).exact(["better"]) is None
    assert one((7, 6, 2), UNORDERED).exact(["both"]) is None


def test_on_a_guarded_question_every_shown_cell_is_empty_or_holds_three():
    for counts in ((6, 5, 2, 2), (1, 6, 7, 1), (5, 0, 5, 5), (7, 1, 0, 7)):
        release = one(counts, GUARDED)
        assert release.form == "numbers"
        assert all(cell.low == cell.high and (cell.low == 0 or cell.low >= 3) for cell in release.cells)
        assert sum(cell.low for cell in release.cells) == 15


@pytest.mark.parametrize("better", [11, 12, 13, 14, 15])
def test_near_unanimity_is_told_in_the_same_words_whatever_the_count(better):
    # R3: all or none of a group discloses everyone
    release = one((better, 15 - better, 0))
    assert (release.form, shown(release)) == ("words", {"better": "at least 11 of 15"})


def test_unordered_small_cells_are_hidden_and_the_others_rounded_so_that_they_cannot_be_subtracted():
    tab = table((7, 6, 2), UNORDERED)
    release = protect([tab]).releases[0]
    assert (release.form, shown(release)["both"]) == ("some hidden", "not shown")
    low, high = reader_range([release], tab.people, UNORDERED, ["both"])
    assert low <= 2 <= high and high - low >= 3


def test_too_few_and_sealed_are_not_shown_at_all():
    for tab in (
        table((4, 3, 0), asked=15),
        table((4, 4, 1), asked=9),
        table((8, 7), Question("felt judged", ("no", "yes"), "sealed")),
    ):
        release = protect([tab]).releases[0]
        assert (release.form, release.cells) == ("withheld", ())
        assert release.note


def test_late_answers_wait_for_the_next_wave_and_a_repeat_is_the_same_release():
    first = table((7, 5, 3))
    done = protect([first])
    later = Table.of("later", CHANGE, {**dict(first.answers), "late": "worse"})
    again = Table.of("again", CHANGE, dict(first.answers))
    fewer = Table.of("erased", CHANGE, dict(first.answers[1:]))
    released = protect([later, again, fewer], ledger=done.ledger)
    assert [r.form for r in released.releases] == ["withheld", "numbers", "withheld"]
    assert released.releases[1] == done.releases[0]
    assert released.ledger == done.ledger


def test_the_refusal_of_a_table_does_not_depend_on_the_answers():
    first = table((7, 5, 3))
    done = protect([first])
    notes = {
        protect(
            [Table.of("later", CHANGE, {**dict(first.answers), "late": said})], ledger=done.ledger
        ).releases[0]
        for said in CHANGE.categories
    }
    assert len(notes) == 1


def both_roles(partners, consultants):
    one, other = (
        table(partners, prefix="p", name="partners"),
        table(consultants, prefix="c", name="consultants"),
    )
    return [one, other, Table.of("all", CHANGE, dict(one.answers + other.answers))]


def test_each_person_stands_in_one_table_of_a_question_unless_overlap_is_allowed():
    partners, consultants, everyone = protect(both_roles((8, 4, 3), (7, 5, 3))).releases
    assert (partners.form, consultants.form, everyone.form) == ("numbers", "numbers", "withheld")
    allowed = protect(both_roles((8, 4, 3), (7, 5, 3)), Rules(overlap=True)).releases
    assert [r.form for r in allowed] == ["numbers"] * 3


def test_where_a_part_and_the_whole_would_tell_on_the_other_part_they_are_rounded_and_the_cheapest_hidden():
    made = protect(both_roles((9, 3, 3), (14, 1, 0)), Rules(overlap=True))
    assert made.audit.safe
    exact = [Release.plain(t) for t in both_roles((9, 3, 3), (14, 1, 0))]
    assert not audit([exact[0], exact[2]]).safe
    figures = [cell.shown for r in made.releases for cell in r.cells]
    assert figures.count("not shown") == 1
    assert {"10", "25"} <= set(figures)


def test_overlapping_tables_must_differ_by_more_people_than_can_pool():
    first = table((7, 5, 3))
    four = Table.of("four more", CHANGE, {**dict(first.answers), **{f"x{i}": "same" for i in range(4)}})
    five = Table.of("five more", CHANGE, {**dict(first.answers), **{f"x{i}": "same" for i in range(5)}})
    rules = Rules(overlap=True)
    ledger = protect([first], rules).ledger
    assert protect([four], rules, ledger).releases[0].form == "withheld"
    assert protect([five], rules, ledger).audit.safe


def test_an_unsafe_ledger_is_not_added_to():
    with pytest.raises(EvaluationError, match="already unsafe"):
        protect([table((8, 4, 3), prefix="x")], ledger=[Release.plain(table((15, 0, 0)))])


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: protect([table((8, 4, 3)), table((8, 4, 3), prefix="x")]),
        lambda: Rules(insiders=-1),
        lambda: Rules(rounding=2),
        lambda: Rules(gap=0),
    ],
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(EvaluationError):
        wrong()


# --- a reader who knows the rules ------------------------------------------------------------------------------------


def pinned_by_one_who_knows_the_rules(fibre, insiders=3):
    """Whether, among all truths that come out as one and the same release, some pool pins down all others."""
    size = range(len(fibre[0]))
    for chosen in combinations_with_replacement(size, insiders):
        pool = [chosen.count(c) for c in size]
        left = [t for t in fibre if all(k >= p for k, p in zip(t, pool, strict=True))]
        if left and len({c for t in left for c in size if t[c] > pool[c]}) == 1:
            return True
    return False


def compositions(n, parts):
    if parts == 1:
        return [(n,)]
    return [(k, *rest) for k in range(n + 1) for rest in compositions(n - k, parts - 1)]


@pytest.mark.parametrize(
    ("question", "n"),
    [
        (CHANGE, 10),
        (Question("q", ("yes", "no"), "guarded"), 10),
        (Question("q", ("yes", "no")), 15),
        (Question("q", ("a", "b", "c"), "guarded"), 10),
        (Question("q", ("a", "b", "c"), "guarded", ordered=False), 10),
    ],
)
def test_reckoning_backwards_from_the_form_chosen_tells_nothing(question, n):
    truths = compositions(n, len(question.categories))
    fibres = defaultdict(list)
    for truth in truths:
        release = one(truth, question)
        fibres[release.form, release.cells].append(truth)
    assert sum(map(len, fibres.values())) == len(truths)
    assert [f for f in fibres.values() if pinned_by_one_who_knows_the_rules(f)] == []


def test_the_check_of_those_who_know_the_rules_can_fail():
    # words one person later, as the audit alone would have it: then "at least 12" tells of the twelfth
    assert pinned_by_one_who_knows_the_rules([(12, 3), (13, 2), (14, 1), (15, 0)])
    assert not pinned_by_one_who_knows_the_rules([(11, 4), (12, 3), (13, 2), (14, 1), (15, 0)])


# --- whole cohorts, and builds with one rule taken out -----------------------------------------------------------------


def as_built(tables, ledger, rules):
    return protect(tables, rules, ledger).ledger


def without_the_ledger(tables, ledger):
    return (*ledger, *protect(tables).ledger)


def without_insiders(tables, ledger):
    return protect(tables, Rules(insiders=0, overlap=True), ledger).ledger


def with_merging_only(tables, ledger):
    return (*ledger, *(r for r in map(merged_only, tables) if r.cells))


def merged_only(tab):
    from headwater.engines.evaluation.disclosure.tables import count_cell

    counts = [(part, tab.count(part)) for part in merged(tab.question, [tab], 3)]
    cells = tuple(count_cell(tab.question, part, k, k, str(k)) for part, k in counts)
    return Release(tab.name, tab.question, tab.people, cells)


def with_rounding_only(tables, ledger):
    from headwater.engines.evaluation.disclosure.forms import rounded

    return (*ledger, *(rounded(t, Release.plain(t), 5) for t in tables))


def with_each_table_alone(tables, ledger):
    """Every table protected as though there were no other."""
    return (*ledger, *(r for t in tables for r in protect([t]).ledger))


def without_the_audit(tables, ledger):
    """Each table in the form that the rules for one table give it, and nothing looked at together."""
    fresh = [
        own_form(t, merged(t.question, [t], 3), Rules()) for t in tables if t.question.sensitivity != "sealed"
    ]
    return (*ledger, *(r for r in fresh if r.cells))


def caught(build, seeds, lots=lambda seed: True):
    """The first cohort that has someone whose answer the independent reader determines, or None."""
    for seed in seeds:
        story = live_through(seed, build)
        lot = random.Random(seed) if lots(seed) else None
        if someone_determined(story.ledger, QUESTIONS, story.truth, lot):
            return seed
    return None


@pytest.mark.parametrize("seeds", [range(first, first + 50) for first in range(0, 200, 50)], ids=str)
def test_no_one_is_determined_in_two_hundred_cohorts_with_late_answers_erasures_and_repeats(seeds):
    """The rarest three of every group pool what they said; in every fifth cohort three drawn by lot do so as well."""
    assert caught(partial(as_built, rules=Rules()), seeds, lots=lambda seed: seed % 5 == 0) is None


def test_no_one_is_determined_where_tables_may_overlap():
    assert caught(partial(as_built, rules=Rules(overlap=True)), range(1)) is None


@pytest.mark.parametrize(
    "build",
    [
        without_the_ledger,
        without_insiders,
        without_the_audit,
        with_merging_only,
        with_rounding_only,
        with_each_table_alone,
    ],
)
def test_a_build_with_one_rule_taken_out_is_caught(build):
    assert caught(build, range(3)) is not None
