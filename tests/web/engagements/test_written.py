"""What is written and by whom it can be read: notes, reflections, offers and needs, looking back (R20, R22, R53, R64, R65)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from icalendar import Calendar

from headwater.web.audit.models import Event
from headwater.web.engagements.actions import (
    CannotWorkTogether,
    ask_to_end,
    begin,
    carry_over,
    confirm_end,
    keep_free,
    keep_reflection,
    let_go,
    look_back,
    say_exchange,
    seal_avoided_issue,
    set_goal,
    show_reflection,
    thinking_time_file,
    write_note,
)
from headwater.web.engagements.models import Engagement, Goal, LookBack, Reflection, SharedNote
from headwater.web.supervision.actions import assign_supervisor
from tests.web.engagements.pairs import at_work
from tests.web.engagements.test_sessions import soon


def switch_notes_on(cast):
    cast.programme.shared_notes = True
    cast.programme.save()


def who(cast, as_, address, word):
    pages = {name: as_(person).get(address) for name, person in cast.everyone().items()}
    return {name for name, page in pages.items() if word in page.content.decode()}


def test_no_session_content_is_stored_unless_the_programme_switches_notes_on(cast, as_):
    engagement = at_work(cast)
    address = f"/care-network/engagements/{engagement.pk}/notes/write/"
    with pytest.raises(CannotWorkTogether, match="keeps no notes"):
        write_note(engagement, by=cast.partner, text="canary")
    assert as_(cast.partner).post(address, {"text": "canary"}).status_code == 404
    assert (
        "Notes for the two"
        not in as_(cast.partner).get(f"/care-network/engagements/{engagement.pk}/").content.decode()
    )
    switch_notes_on(cast)
    assert as_(cast.partner).post(address, {"text": "canary"}).status_code == 302
    assert SharedNote.objects.get().text == "canary"


def test_notes_are_read_by_the_two_and_nobody_else_and_changed_by_their_author(cast, as_):
    switch_notes_on(cast)
    engagement = at_work(cast)
    assign_supervisor(cast.participant(cast.consultant), supervisor=cast.faculty, by=cast.coordinator)
    note = write_note(engagement, by=cast.partner, text="canary-note")
    assert who(cast, as_, f"/care-network/engagements/{engagement.pk}/notes/", "canary-note") == {
        "partner", "consultant",
    }  # fmt: skip
    as_(cast.consultant).post(f"/care-network/notes/{note.pk}/edit/", {"text": "taken over"})
    assert SharedNote.objects.get().text == "canary-note"
    as_(cast.partner).post(f"/care-network/notes/{note.pk}/edit/", {"text": "better words"})
    assert SharedNote.objects.get().text == "better words"


def test_who_can_read_a_note_is_said_before_the_first_keystroke(cast, as_):
    switch_notes_on(cast)
    engagement = at_work(cast)
    page = as_(cast.partner).get(f"/care-network/engagements/{engagement.pk}/notes/write/").content.decode()
    said, field = page.index("Who can read it: you two, and nobody else"), page.index("<textarea")
    assert said < field
    assert "asks for the data held about them" in page[:field]


def test_notes_close_to_the_consultant_thirty_days_after_the_end_and_stay_with_the_partner(cast, as_):
    switch_notes_on(cast)
    engagement = at_work(cast)
    write_note(engagement, by=cast.partner, text="canary-note")
    ask_to_end(engagement, by=cast.partner, reason="planned")
    confirm_end(engagement, by=cast.consultant)
    Engagement.objects.update(ended_on=timezone.localdate() - timedelta(days=31))
    address = f"/care-network/engagements/{engagement.pk}/notes/"
    assert who(cast, as_, address, "canary-note") == {"partner"}


@pytest.mark.parametrize("name", ["partner", "consultant"])
def test_a_reflection_is_its_authors_alone_and_the_editor_says_so_first(cast, as_, name):
    engagement = at_work(cast)
    assign_supervisor(cast.participant(cast.consultant), supervisor=cast.faculty, by=cast.coordinator)
    address = f"/care-network/engagements/{engagement.pk}/reflections/"
    client = as_(getattr(cast, name))
    page = client.get(address).content.decode()
    assert (
        page.index("Private from everyone here")
        < page.index("may have to be shown to them")
        < page.index("<textarea")
    )
    typed = {"text": "canary-thought", "minutes": "25", "on": timezone.localdate().isoformat()}
    assert client.post(address, typed).status_code == 302
    kept = Reflection.objects.get()
    assert (kept.text, kept.minutes, kept.participant.role) == ("canary-thought", 25, name)
    assert who(cast, as_, f"/care-network/reflections/{kept.pk}/", "canary-thought") == {name}
    assert who(cast, as_, address, "25 minutes") == {name}


def test_reflections_are_encrypted_and_their_existence_is_not_in_the_hosts_trail(cast):
    engagement = at_work(cast)
    reflection = keep_reflection(engagement, by=cast.partner, text="canary-thought")
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM engagements_reflection")
        stored = cursor.fetchall()
    assert (len(stored), "canary" in str(stored)) == (1, False)
    assert Event.objects.filter(host_id=cast.host.pk, object_id=str(reflection.pk)).count() == 0


def test_a_consultant_shows_a_reflection_to_their_supervisor_and_stops_again(cast, as_):
    engagement = at_work(cast)
    assign_supervisor(cast.participant(cast.consultant), supervisor=cast.faculty, by=cast.coordinator)
    kept = keep_reflection(engagement, by=cast.consultant, text="canary-thought", shown_to_supervisor=True)
    address = f"/care-network/reflections/{kept.pk}/"
    assert who(cast, as_, address, "canary-thought") == {"consultant", "faculty"}
    assert (
        str(kept.pk)
        in as_(cast.faculty).get(f"/care-network/engagements/{engagement.pk}/stance/").content.decode()
    )
    as_(cast.faculty).post(f"{address}show/", {"shown": "yes"})
    as_(cast.faculty).post(f"{address}erase/")
    as_(cast.consultant).post(f"{address}show/", {"shown": "no"})
    assert who(cast, as_, address, "canary-thought") == {"consultant"}
    as_(cast.consultant).post(f"{address}erase/")
    assert Reflection.objects.count() == 0


def test_a_partners_reflection_is_shown_to_no_supervisor(cast):
    kept = keep_reflection(at_work(cast), by=cast.partner, text="x", shown_to_supervisor=True)
    assert kept.shown_to_supervisor is False
    with pytest.raises(CannotWorkTogether, match="Only the one who helps"):
        show_reflection(kept, by=cast.partner, shown=True)


def test_r22_time_to_think_is_kept_free_counted_and_given_back_by_the_same_calendar_entry(cast, as_):
    engagement = at_work(cast)
    keep_reflection(engagement, by=cast.partner, minutes=40)
    keep_reflection(engagement, by=cast.partner, minutes=20)
    kept = keep_free(engagement, by=cast.partner, starts_at=soon(), minutes=90)
    page = as_(cast.partner).get(f"/care-network/engagements/{engagement.pk}/reflections/").content.decode()
    assert ("60 minutes" in page, f"{timezone.localtime(kept.starts_at):%H:%M}" in page) == (True, True)

    def event(record):
        calendar = Calendar.from_ical(thinking_time_file(record))
        entry = calendar.walk("VEVENT")[0]
        return calendar["method"], str(entry["uid"]), entry["sequence"], str(entry["summary"])

    first, gone = event(kept), event(let_go(kept, by=cast.partner))
    assert (first[0], gone[0], first[1] == gone[1], first[2:], gone[2]) == (
        "REQUEST", "CANCEL", True, (0, "Time to think"), 1,
    )  # fmt: skip
    assert as_(cast.consultant).get(f"/care-network/thinking/{kept.pk}/time-to-think.ics").status_code == 404


def test_r53_both_sides_say_what_they_need_and_offer_and_both_read_it(cast, as_):
    engagement = at_work(cast)
    base = f"/care-network/engagements/{engagement.pk}"
    for name in ("partner", "consultant"):
        typed = {"needs": f"canary-need-{name}", "offers": f"canary-offer-{name}"}
        as_(getattr(cast, name)).post(f"{base}/both-ways/", typed)
    words = [f"canary-{what}-{name}" for what in ("need", "offer") for name in ("partner", "consultant")]
    for word in words:
        assert who(cast, as_, f"{base}/", word) == {"partner", "consultant"}


def test_r53_each_review_asks_both_what_they_gained_and_only_the_words_to_the_other_are_read_by_them(
    cast, as_
):
    engagement = at_work(cast)
    base = f"/care-network/engagements/{engagement.pk}"
    fields = {name: list(as_(getattr(cast, name)).get(f"{base}/look-back/").context["form"].fields) for name in (
        "partner", "consultant",
    )}  # fmt: skip
    assert [("gained" in names, "gained_words" in names) for names in fields.values()] == [(True, True)] * 2
    assert set(fields["partner"]) - set(fields["consultant"]) == {"decides_alone"}
    as_(cast.consultant).post(f"{base}/look-back/", {"gained": "2", "gained_words": "canary-gain"})
    assert who(cast, as_, f"{base}/", "canary-gain") == {"partner"}
    assert LookBack.objects.get().gained == 2


def test_r57_whether_the_partner_could_decide_alone_is_their_own_self_check(cast, as_):
    engagement = at_work(cast)
    as_(cast.partner).post(f"/care-network/engagements/{engagement.pk}/look-back/", {"decides_alone": "0"})
    as_(cast.consultant).post(f"/care-network/engagements/{engagement.pk}/look-back/", {"decides_alone": "0"})
    found = LookBack.objects.order_by("participant__role").values_list("participant__role", "decides_alone")
    assert list(found) == [("consultant", None), ("partner", 0)]
    page = as_(cast.consultant).get(f"/care-network/engagements/{engagement.pk}/stance/")
    assert page.context["practice"].signals == []


def test_r64_r65_at_the_end_the_partner_is_asked_what_they_now_do_alone_and_whether_they_faced_it(cast, as_):
    engagement = at_work(cast)
    seal_avoided_issue(engagement, by=cast.partner, text="canary-sealed")
    address = f"/care-network/engagements/{engagement.pk}/look-back/"
    asked = set(as_(cast.partner).get(address).context["form"].fields)
    assert asked & {"faced", "without_help"} == set()
    ask_to_end(engagement, by=cast.partner, reason="planned")
    confirm_end(engagement, by=cast.consultant)
    page = as_(cast.partner).get(address)
    assert set(page.context["form"].fields) & {"faced", "without_help"} == {"faced", "without_help"}
    assert "canary-sealed" not in page.content.decode()
    assert set(as_(cast.consultant).get(address).context["form"].fields) & {"faced", "without_help"} == set()
    as_(cast.partner).post(address, {"faced": "faced", "without_help": "canary-alone"})
    engagement.avoided_issue.refresh_from_db()
    assert (engagement.avoided_issue.faced, LookBack.objects.get().without_help) == ("faced", "canary-alone")
    assert who(cast, as_, address, "canary-alone") == {"partner"}
    assert who(cast, as_, f"/care-network/engagements/{engagement.pk}/facts/", "Faced it") == set()


def test_the_next_one_begins_where_the_partner_wants_to_and_reads_nothing_else(cast, as_):
    engagement = at_work(cast)
    kept = set_goal(engagement, by=cast.partner, kind="pressing", text="canary-kept")
    set_goal(engagement, by=cast.partner, kind="development", text="canary-left-behind")
    with pytest.raises(CannotWorkTogether, match="say what should be carried on"):
        ask_to_end(engagement, by=cast.consultant, reason="person_left")
    ask_to_end(engagement, by=cast.consultant, reason="person_left", hand_over="canary-hand-over")
    confirm_end(engagement, by=cast.partner)
    second = begin(
        partner=engagement.partner, consultant=cast.participant(cast.second_consultant), by=cast.coordinator
    )
    assert second.follows == engagement
    with pytest.raises(CannotWorkTogether):
        carry_over(second, by=cast.partner, goals=[kept])
    agreed(second, cast)
    base = f"/care-network/engagements/{second.pk}"
    page = as_(cast.partner).get(f"{base}/carry-over/").content.decode()
    assert ["canary-hand-over" in page, "canary-left-behind" in page] == [True, True]
    as_(cast.partner).post(f"{base}/carry-over/", {"goals": [str(kept.pk)]})
    seen = as_(cast.second_consultant).get(f"{base}/").content.decode()
    assert [word for word in ("kept", "left-behind", "hand-over") if f"canary-{word}" in seen] == ["kept"]
    assert Goal.objects.filter(engagement=second).count() == 1
    assert as_(cast.second_consultant).get(f"/care-network/engagements/{engagement.pk}/").status_code == 404


def agreed(engagement, cast):
    from headwater.web.engagements.actions import accept_agreement, propose_agreement

    agreement = propose_agreement(
        engagement, by=cast.partner, travels="nobody", pays="nothing", rhythm="month"
    )
    accept_agreement(agreement, by=engagement.consultant.person)


def test_only_the_partner_carries_goals_over_and_only_their_own_from_before(cast):
    engagement = at_work(cast)
    other = set_goal(at_work(cast, which="second"), by=cast.second_partner, kind="pressing", text="x")
    with pytest.raises(CannotWorkTogether, match="for the one whose goals"):
        carry_over(engagement, by=cast.consultant, goals=[])
    with pytest.raises(CannotWorkTogether, match="before this one"):
        carry_over(engagement, by=cast.partner, goals=[other])


def test_nothing_is_looked_back_on_before_there_is_an_agreement(cast):
    from tests.web.engagements.pairs import proposed

    with pytest.raises(CannotWorkTogether, match="First everyone"):
        look_back(proposed(cast), by=cast.partner, gained=2)


def test_what_is_said_of_needs_can_be_said_anew(cast):
    engagement = at_work(cast)
    say_exchange(engagement, by=cast.partner, needs="one")
    assert say_exchange(engagement, by=cast.partner, needs="two", offers="a good ear").needs == "two"
    assert engagement.exchanges.count() == 1
