"""The event trail only grows, holds no content, and shows when it was tampered with (promises.md 4.4)."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from headwater.web.audit.models import Event
from headwater.web.audit.trail import broken_places, record


def without_triggers(statement, *values):
    """What someone with the database in hand could do."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER IF EXISTS audit_event_no_update")
            cursor.execute("DROP TRIGGER IF EXISTS audit_event_no_delete")
        else:
            cursor.execute("DROP TRIGGER IF EXISTS audit_event_is_final ON audit_event")
        cursor.execute(statement, values)


@pytest.fixture
def three_lines(cast):
    return [record("edit", by=cast.coordinator, on=cast.programme) for _ in range(3)]


def test_a_whole_trail_has_no_broken_place(three_lines, capsys):
    assert list(broken_places()) == []
    call_command("verify_trail")
    assert capsys.readouterr().out == "The trail is whole: 3 lines checked.\n"


def test_the_database_refuses_to_change_or_remove_a_line(three_lines):
    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.filter(pk=three_lines[0].pk).update(action="nothing")
    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.filter(pk=three_lines[0].pk).delete()


def test_a_changed_line_is_found(three_lines):
    without_triggers("UPDATE audit_event SET action = 'other' WHERE id = %s", three_lines[1].pk)
    with pytest.raises(CommandError, match="line 2 was changed"):
        call_command("verify_trail")


def test_a_removed_line_is_found(three_lines):
    without_triggers("DELETE FROM audit_event WHERE id = %s", three_lines[1].pk)
    assert any("lines 2 to 2 are missing" in place for place in broken_places())


def test_a_cut_tail_is_found(three_lines):
    without_triggers("DELETE FROM audit_event WHERE id = %s", three_lines[2].pk)
    assert any("ends at line 2, but 3 were written" in place for place in broken_places())


def test_hosts_have_trails_of_their_own(cast):
    record("edit", by=cast.coordinator, on=cast.programme)
    assert record("edit", by=cast.other_coordinator, on=cast.other_programme).number == 1
