"""Generations: who helped whom, and who went on to help (R38)."""

from hypothesis import given
from hypothesis import strategies as st

from headwater.web.network.lineage import Help, branches, generation_of, generations, walk

marks = st.sampled_from("abcdefg")
all_helps = st.lists(st.builds(Help, marks, marks, st.booleans()), max_size=12).map(
    lambda helps: [one for one in helps if one.helper != one.helped]
)


def test_a_chain_of_three_has_two_generations_of_helpers():
    helps = [Help("ann", "ben"), Help("ann", "cat"), Help("ben", "dev", ended=False)]
    assert generation_of(helps) == {"ann": 0, "ben": 1, "cat": 1, "dev": 2}
    found = [(row.number, row.helpers, row.helped, row.ended, row.help_on) for row in generations(helps)]
    assert found == [(0, 1, 2, 2, 1), (1, 1, 1, 0, 0)]
    (tree,) = branches(helps)
    assert ([branch.mark for branch in walk(tree)], tree.goes_on) == (["ann", "ben", "dev", "cat"], True)


def test_two_who_help_each_other_are_counted_and_nobody_is_lost():
    helps = [Help("ann", "ben"), Help("ben", "ann")]
    assert generation_of(helps) == {"ann": 0, "ben": 1}
    assert [branch.mark for tree in branches(helps) for branch in walk(tree)] == ["ann", "ben"]


@given(all_helps)
def test_everyone_stands_once_and_one_step_after_someone_who_helped_them(helps):
    number = generation_of(helps)
    stood = [branch for tree in branches(helps) for branch in walk(tree)]
    assert sorted(branch.mark for branch in stood) == sorted(number)
    for branch in stood:
        for child in branch.helped:
            assert child.generation == branch.generation + 1
            assert any((one.helper, one.helped) == (branch.mark, child.mark) for one in helps)


@given(all_helps)
def test_the_generations_hold_every_pair_once(helps):
    pairs = {(one.helper, one.helped) for one in helps}
    number = generation_of(helps)
    for row in generations(helps):
        own = {(helper, helped) for helper, helped in pairs if number[helper] == row.number}
        assert (row.helpers, row.helped) == (len({a for a, _b in own}), len({b for _a, b in own}))
