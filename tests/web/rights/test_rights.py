"""One's own information: complete, fair to others, taken away, and forgotten everywhere (promises.md 4.5, P3, P4, P8)."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from headwater.web.applications.models import Application, Review
from headwater.web.audit.privacy import own_models
from headwater.web.changes.actions import tell_change
from headwater.web.engagements.actions import (
    give_pulse,
    keep_reflection,
    log_session,
    note_progress,
    seal_avoided_issue,
    set_goal,
    tag_stance,
)  # fmt: skip
from headwater.web.engagements.models import Engagement
from headwater.web.evaluation.actions.answers import save_answers
from headwater.web.evaluation.actions.waves import open_wave, plan_waves
from headwater.web.evaluation.models import AnswerSheet
from headwater.web.hosts.models import Membership
from headwater.web.messages.models import AccountMail
from headwater.web.people.models import Person
from headwater.web.programmes.models import Participant
from headwater.web.rights.actions import CannotAnswer, answer_request, ask_for_the_rest, decide_text
from headwater.web.rights.erasing import CannotForget, forget, words_of
from headwater.web.rights.models import DataRequest, RequestedText
from headwater.web.rights.queries import copies, counts_held, pointing_at_people
from headwater.web.rights.register import ELSEWHERE, HELD, WRITTEN_BY_OTHERS
from headwater.web.rights.taking_away import gathered
from headwater.web.supervision.actions import (
    assign_supervisor,
    hold_supervision,
    plan_supervision,
    raise_concern,
    write_note,
)  # fmt: skip
from headwater.web.writes.models import Draft
from tests.web.engagements.pairs import at_work
from tests.web.engagements.test_sessions import days
from tests.web.evaluation.conftest import Asked

HOME = "/care-network/your-information/"


@pytest.fixture
def lived(cast):
    """A pair that has worked, been supervised, and left words in every place there is."""
    pair = at_work(cast)
    Participant.objects.filter(person=cast.partner).update(
        access_needs="canary-access", job_title="canary-job"
    )
    goal = set_goal(pair, by=cast.partner, kind="pressing", text="canary-goal-partner")
    set_goal(pair, by=cast.consultant, kind="development", text="canary-goal-consultant")
    note_progress(goal, by=cast.partner, value=3, word="canary-word")
    seal_avoided_issue(pair, by=cast.partner, text="canary-avoided")
    held = log_session(pair, by=cast.consultant, day=days(10), minutes=75)
    give_pulse(held, by=cast.partner, useful=0, heard=0, thinking=0, enough=False)
    tag_stance(held, by=cast.consultant, stances=["doing"])
    tell_change(pair.partner, by=cast.partner, kind="merged", note="canary-change")
    assign_supervisor(pair.consultant, supervisor=cast.faculty, by=cast.coordinator)
    session = plan_supervision(
        programme=cast.programme, consultants=[pair.consultant], minutes=60, by=cast.faculty,
        starts_at=timezone.now() - timedelta(days=2),
    )  # fmt: skip
    hold_supervision(session, by=cast.faculty, came=[pair.consultant_id])
    write_note(session, by=cast.faculty, text="canary-supervisor-note")
    write_note(session, by=cast.consultant, text="canary-own-note")
    raise_concern(
        by=cast.partner,
        host=cast.host,
        kind="welfare",
        addressed_to=cast.concern_lead,
        details="canary-concern",
    )
    application = Application.objects.create(
        programme=cast.programme, person=cast.partner, role="partner", answers={"why": "canary-answer"}
    )
    Review.objects.create(application=application, person=cast.panel, comment="canary-review", marks={})
    Draft.objects.create(person=cast.partner, form="/care-network/x/", typed={"text": "canary-draft"})
    return pair


def everything_kept():
    """Every value of every record of every host, decrypted, as one text."""
    with scopes_disabled():
        return "\n".join(
            f"{model._meta.label}.{one.name}: {getattr(row, one.attname)}"
            for model in own_models()
            for row in model._base_manager.all()
            for one in model._meta.concrete_fields
        )


def test_every_model_about_a_person_is_in_the_register_or_named_as_handled_elsewhere():
    known = {held.label for held in HELD} | {kind.label for kind in WRITTEN_BY_OTHERS} | set(ELSEWHERE)
    about = {
        model._meta.label
        for model in own_models()
        if "privacy" in model.__dict__ and model.__dict__["privacy"].about
    }
    assert about - known == set()


def test_the_page_names_every_kind_with_those_whom_the_policy_lets_read_it(cast, as_, lived):
    kinds = as_(cast.partner).get(HOME).context["kinds"]
    readers = {kind.held.label: kind.readers for kind in kinds}
    assert readers["engagements.Goal"] == ["the other one of your pair"]
    assert readers["applications.Application"] == ["Coordinator", "Panel member"]
    assert readers["changes.Change"] == ["Coordinator"]


def test_the_copy_holds_every_word_of_ones_own_and_none_of_anothers(cast, as_, lived):
    """P3: all own canaries present, 0 of others'."""
    answer = as_(cast.partner).post(f"{HOME}take-away/")
    packed = zipfile.ZipFile(io.BytesIO(answer.content))
    assert answer["Content-Disposition"] == 'attachment; filename="your-information.zip"'
    text, page = packed.read("your-information.json").decode(), packed.read("your-information.html").decode()
    own = ("access", "job", "goal-partner", "goal-consultant", "avoided", "change", "concern", "answer")
    assert [word for word in own if f"canary-{word}" not in text or f"canary-{word}" not in page] == []
    others = ("supervisor-note", "own-note", "review")
    assert [word for word in others if f"canary-{word}" in text or f"canary-{word}" in page] == []
    assert json.loads(text)["account"]["email"] == cast.partner.email


def test_the_consultant_has_goals_of_the_pair_only_while_they_are_in_reach(cast, lived):
    """promises.md 4.3, rule 2: closed to the consultant 30 days after the end."""
    assert "canary-goal-partner" in json.dumps(gathered(cast.consultant, cast.host))
    long_ago = timezone.localdate() - timedelta(days=31)
    Engagement.objects.filter(pk=lived.pk).update(state="ended", ended_on=long_ago)
    assert "canary-goal-partner" not in json.dumps(gathered(cast.consultant, cast.host))
    assert "canary-goal-partner" in json.dumps(gathered(cast.partner, cast.host))


def test_who_has_seen_it_lists_each_look_of_another_and_none_of_ones_own(cast, as_, lived):
    """P8: 0 missing, 0 invented."""
    application = Application.objects.get()
    Application.objects.filter(pk=application.pk).update(state="submitted")
    before = len(as_(cast.partner).get(f"{HOME}seen/").context["lines"])
    as_(cast.coordinator).get(f"/care-network/applications/{application.pk}/")
    as_(cast.partner).get(f"/care-network/applications/{application.pk}/")
    lines = as_(cast.partner).get(f"{HOME}seen/").context["lines"]
    assert len(lines) == before + 1
    assert (lines[0]["who"], str(lines[0]["duty"]), str(lines[0]["did"])) == (
        "Coordinator",
        "Coordinator",
        "looked at",
    )


def test_what_others_wrote_goes_by_its_author_who_alone_reads_it(cast, as_, lived):
    as_(cast.partner).post(f"{HOME}ask/")
    request = DataRequest.objects.get()
    assert sorted((text.kind, text.author.name) for text in request.texts.all()) == [
        ("applications.Review", "Panel"),
        ("supervision.SupervisionNote", "Consultant"),
        ("supervision.SupervisionNote", "Faculty"),
    ]
    assert {"Faculty", "Panel", "Consultant"} == {
        Person.objects.get(email=mail.to).name for mail in AccountMail.objects.order_by("-pk")[:3]
    }
    text = request.texts.get(author=cast.faculty)
    page = f"/care-network/requested-texts/{text.pk}/"
    assert "canary-supervisor-note" in as_(cast.faculty).get(page).content.decode()
    for name in (
        "partner",
        "coordinator",
        "concern_lead",
        "consultant",
        "panel",
        "stranger",
        "other_coordinator",
    ):
        assert as_(getattr(cast, name)).get(page).status_code == 404
    listed = as_(cast.concern_lead).get("/care-network/requests/").content.decode()
    assert (request.person.name in listed, "canary" in listed) == (True, False)


def test_a_request_is_answered_when_every_author_has_decided_and_only_what_was_given_is_in_the_copy(
    cast, as_, lived
):
    request = ask_for_the_rest(by=cast.partner)
    with pytest.raises(CannotAnswer, match="An author has not decided yet"):
        answer_request(request, by=cast.concern_lead)
    as_(cast.faculty).post(
        f"/care-network/requested-texts/{request.texts.get(author=cast.faculty).pk}/",
        {"decision": "part", "copy": "canary-part", "ground": ""},
    )
    decide_text(request.texts.get(author=cast.panel), by=cast.panel, decision="given")
    own = request.texts.get(author=cast.consultant)
    with pytest.raises(CannotAnswer, match="Say why it is held back"):
        decide_text(own, by=cast.consultant, decision="withheld")
    decide_text(own, by=cast.consultant, decision="withheld", ground="others")
    as_(cast.concern_lead).post(f"/care-network/requests/{request.pk}/settle/", {"do": "answer"})
    assert DataRequest.objects.get().state == "answered"
    copy = json.dumps(gathered(cast.partner, cast.host))
    assert [word for word in ("part", "review", "own-note", "supervisor-note") if f"canary-{word}" in copy] == [
        "part", "review",
    ]  # fmt: skip


def test_the_clock_of_a_request_runs_30_days(cast):
    request = ask_for_the_rest(by=cast.partner)
    assert (request.due_on - request.asked_on).days == 30
    DataRequest.objects.update(asked_on=timezone.localdate() - timedelta(days=31))
    assert DataRequest.objects.get().days_left == -1
    with pytest.raises(CannotAnswer, match="You asked already"):
        ask_for_the_rest(by=cast.partner)


def test_a_request_taken_back_leaves_no_copy_behind(cast, as_, lived):
    request = ask_for_the_rest(by=cast.partner)
    decide_text(request.texts.get(author=cast.panel), by=cast.panel, decision="given")
    as_(cast.partner).post(f"/care-network/requests/{request.pk}/take-back/")
    assert (DataRequest.objects.get().state, RequestedText.objects.count()) == ("withdrawn", 0)


def test_forgetting_reaches_everything_and_leaves_the_others_theirs(cast, as_, lived):
    """P4: 0 of the person's own words, name or address left; others' data unchanged; no figure computed anew."""
    client = as_(cast.partner)
    refused = client.post(f"{HOME}forget/", {})
    assert refused.context["form"].errors["sure"] == ["Tick this to say that you are sure."]
    answer = client.post(f"{HOME}forget/", {"sure": "on"})
    assert answer["Location"] == "/"
    assert client.get("/care-network/").status_code == 302  # signed out
    left = everything_kept()
    gone = ("access", "job", "avoided", "change", "answer", "draft")
    assert [word for word in gone if f"canary-{word}" in left] == []
    named = (": Partner", f": {cast.partner.email}")
    assert [line for line in left.splitlines() if line.endswith(named)] == []
    stays = ("goal-partner", "goal-consultant", "own-note", "supervisor-note", "concern")
    assert [word for word in stays if f"canary-{word}" not in left] == []
    pair = Engagement.objects.get()
    assert (pair.state, pair.partner.person.name) == ("ended", "Former participant")
    assert not Person.objects.filter(email=cast.partner.email).exists()
    assert (
        "Former participant"
        in as_(cast.consultant).get(f"/care-network/engagements/{pair.pk}/").content.decode()
    )


def test_nothing_of_anybody_else_changes_when_one_is_forgotten(cast, lived):
    def others():
        with scopes_disabled():
            return {
                (model._meta.label, str(row.pk)): [
                    str(getattr(row, one.attname)) for one in model._meta.concrete_fields
                ]
                for model in own_models()
                if model._meta.label
                in {"supervision.SupervisionNote", "applications.Review", "engagements.Goal"}
                for row in model._base_manager.all()
            }

    before = others()
    forget(cast.second_partner, host=cast.host)
    assert others() == before


def test_forgotten_by_one_host_is_not_forgotten_by_another(cast):
    with scope(host=cast.other_host):
        Membership.objects.create(person=cast.partner, role="panel")
    assert forget(cast.partner, host=cast.host) is False
    with scope(host=cast.other_host):
        assert Membership.objects.current().filter(person=cast.partner).count() == 1
    assert Person.objects.get(pk=cast.partner.pk).name == "Partner"


def test_nobody_is_forgotten_while_others_depend_on_their_duty(cast, lived):
    with pytest.raises(CannotForget, match="only coordinator"):
        forget(cast.coordinator, host=cast.host)
    with pytest.raises(CannotForget, match="A concern was told to you"):
        forget(cast.concern_lead, host=cast.host)


def test_every_field_that_names_a_person_is_stood_in_for(cast):
    fields = {(model._meta.label, one.name) for model, one in pointing_at_people()}
    expected = {
        (model._meta.label, one.name)
        for model in own_models()
        for one in model._meta.concrete_fields
        if one.related_model is Person and hasattr(model, "host_id") and model._meta.label != "hosts.Host"
    }
    assert fields == expected


def test_words_are_free_text_and_lists_and_never_a_state_or_a_choice():
    held = next(one for one in HELD if one.label == "programmes.Participant")
    assert sorted(one.name for one in words_of(held)) == (
        [
            "access",
            "access_needs",
            "job_title",
            "meeting_languages",
            "offers",
            "route_in",
            "situations",
            "topics",
            "values",
        ]
    )


@pytest.mark.parametrize("name", ("stranger", "other_partner"))
def test_whoever_takes_no_part_finds_nothing_held_and_no_requests(cast, as_, name):
    client = as_(getattr(cast, name))
    assert client.get(HOME).context["kinds"] == []
    assert client.get("/care-network/requests/").status_code == 404


@pytest.mark.parametrize("name", ("coordinator", "faculty", "panel", "evaluator", "funder", "partner"))
def test_only_whoever_hears_concerns_sees_requests(cast, as_, name):
    request = ask_for_the_rest(by=cast.partner)
    client = as_(getattr(cast, name))
    assert client.get("/care-network/requests/").status_code == 404
    assert client.post(f"/care-network/requests/{request.pk}/settle/", {"do": "answer"}).status_code == 404


def test_a_reflection_that_may_tell_of_someone_is_asked_of_its_author_and_never_given_by_itself(cast):
    engagement = at_work(cast)
    keep_reflection(engagement, by=cast.consultant, text="canary-thought")
    keep_reflection(engagement, by=cast.partner, text="own-thought")
    request = ask_for_the_rest(by=cast.partner)
    asked = [(text.author, text.kind) for text in request.texts.all()]
    assert asked == [(cast.consultant, "engagements.Reflection")]
    given = str(list(copies(cast.partner, cast.host)))
    assert ("own-thought" in given, "canary-thought" in given) == (True, False)


def test_what_is_held_is_counted_in_one_query(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        counts = counts_held(cast.partner)
    assert {label: count for label, count in counts.items() if count} == {
        "hosts.Membership": 1,
        "programmes.Participant": 1,
    }


def test_answers_not_yet_counted_go_and_their_row_stays_so_that_no_gap_tells(cast):
    """promises.md 4.5: answers before close are deleted; whose they were cannot be read off a missing row."""
    plan_waves(programme=cast.programme, by=cast.coordinator)
    wave = open_wave(wave=Asked(cast).start, by=cast.coordinator)
    save_answers(wave=wave, answers={"confidence": 4}, by=cast.partner, send=True)
    rows = AnswerSheet.objects.filter(wave=wave).count()
    assert AnswerSheet.objects.filter(wave=wave, sent=True).count() == 1
    forget(cast.partner, host=cast.host)
    assert AnswerSheet.objects.filter(wave=wave, sent=True).count() == 0
    assert [sheet.answers for sheet in AnswerSheet.objects.filter(wave=wave) if sheet.answers] == []
    assert AnswerSheet.objects.filter(wave=wave).count() == rows
