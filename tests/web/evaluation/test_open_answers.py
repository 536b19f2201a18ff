"""Open answers for the evaluator's coding: under a pseudonym, with an id that stays, never while a wave is open."""

from headwater.web.evaluation.actions.answers import save_answers
from headwater.web.evaluation.actions.waves import close_wave, freeze_wave
from headwater.web.evaluation.queries import open_answers


def test_open_answers_keep_their_id_and_pseudonym_when_the_wave_is_frozen(asked):
    asked.open(asked.end)
    asked.answer(asked.end, asked.cast.partner, helped="I ask more.", hindered=" ")
    asked.answer(asked.end, asked.cast.consultant, helped="I listen longer.", gained=5)
    save_answers(wave=asked.end, answers={"helped": "never sent"}, by=asked.cast.second_partner)
    assert open_answers(asked.cast.programme) == []
    close_wave(wave=asked.end, by=asked.cast.coordinator)
    closed = open_answers(asked.cast.programme)
    freeze_wave(wave=asked.end, by=asked.cast.evaluator)
    frozen = open_answers(asked.cast.programme, asked.end)
    assert {(a.role, a.item.code, a.text) for a in frozen} == {
        ("partner", "helped", "I ask more."),
        ("consultant", "helped", "I listen longer."),
    }
    assert [(a.id, a.code, a.thread) for a in frozen] == [(a.id, a.code, a.thread) for a in closed]
    assert len({a.id for a in frozen}) == len({a.code for a in frozen}) == 2
    assert asked.cast.partner.name not in repr(frozen)
