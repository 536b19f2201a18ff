"""The duties people have, each with what it may do. No duty inherits from another (promises.md 4.3, rule 1)."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from headwater.web.hosts.permissions import Permission as P
from headwater.web.hosts.relations import Relation as R


@dataclass(frozen=True)
class Grant:
    """A permission, and the relations and states that must all hold for the record asked for."""

    permission: P
    relations: tuple[R, ...] = ()


def may(permission: P, *relations: R) -> Grant:
    """A line of a role: the permission, where all these relations hold."""
    return Grant(permission, relations)


class Role:
    """A duty. ``grants`` is all it may do."""

    code: ClassVar[str]
    name: ClassVar[Promise]
    description: ClassVar[Promise]
    grants: ClassVar[tuple[Grant, ...]]


class SignedIn(Role):
    """Everyone who has signed in, whatever else they are: their own things only."""

    code = "signed_in"
    name = _("Signed in")
    description = _("Anyone with an account: sees and changes what is their own.")
    grants = (
        may(P.APPLY, R.OPEN_TO_ALL),
        may(P.SEE_OWN_APPLICATIONS),
        may(P.EDIT_APPLICATION, R.OWN, R.UNSUBMITTED),
        may(P.READ_APPLICATION, R.OWN),
        may(P.WITHDRAW_APPLICATION, R.OWN),
        may(P.ANSWER_EQUALITY, R.OWN, R.SUBMITTED),
        may(P.READ_DECISION, R.OWN, R.RELEASED),
        may(P.ANSWER_OFFER, R.OWN, R.RELEASED),
        may(P.READ_OWN_TRAIL),
        may(P.RAISE_CONCERN),
        may(P.READ_OWN_DATA),
        may(P.TAKE_DATA_REQUEST_BACK, R.OWN, R.RUNNING),
        may(P.DECIDE_OWN_TEXT, R.ADDRESSED),
        may(P.READ_CONCERN, R.OWN),
        may(P.READ_CHANGE, R.OWN),
        may(P.READ_CHANGE, R.PAIR, R.RELEASED),
        may(P.READ_OPENING, R.CONCERNED),
        may(P.READ_STORY, R.OWN),
        may(P.EDIT_STORY, R.OWN),
        may(P.READ_STORY, R.ASSIGNED, R.CONSENTED),
        may(P.CHOOSE_STORIES, R.ASSIGNED),
    )


class Coordinator(Role):
    code = "coordinator"
    name = _("Coordinator")
    description = _(
        "Runs the programme for the host. Sees applications, pairs and dates; never what a pair says."
    )
    grants = (
        may(P.SEE_HOME),
        may(P.MANAGE_HOST),
        may(P.MANAGE_MEMBERS),
        may(P.READ_ORGANISATIONS),
        may(P.EDIT_ORGANISATIONS),
        may(P.READ_PROGRAMME),
        may(P.EDIT_PROGRAMME),
        may(P.READ_PARTICIPANTS),
        may(P.READ_LETTERS),
        may(P.SEND_LETTERS),
        may(P.LIST_APPLICATIONS),
        may(P.READ_APPLICATION, R.SUBMITTED, R.NO_CONFLICT),
        may(P.READ_REVIEWS, R.PANEL_CLOSED, R.NO_CONFLICT),
        may(P.DECLARE_CONFLICT, R.SUBMITTED),
        may(P.MANAGE_SELECTION),
        may(P.DECIDE_APPLICATION, R.SUBMITTED, R.NO_CONFLICT),
        may(P.READ_DECISION, R.NO_CONFLICT),
        may(P.RUN_MATCHING),
        may(P.READ_PROPOSAL),
        may(P.UNWIND_PAIR),
        may(P.MANAGE_EVENTS),
        may(P.READ_EVENT),
        may(P.RECORD_ATTENDANCE),
        may(P.READ_TRAINING),
        may(P.READ_ENGAGEMENTS),
        may(P.READ_ENGAGEMENT),
        may(P.CLOSE_ENGAGEMENT, R.RUNNING),
        may(P.ANSWER_EXTENSION, R.RUNNING),
        may(P.TELL_CHANGE),
        may(P.READ_CHANGE),
        may(P.SETTLE_CHANGES),
        may(P.SETTLE_CHANGE, R.RUNNING),
        may(P.SIGN_AGREEMENT, R.SIGNS),
        may(P.ANSWER_POWER),
        may(P.ASSIGN_SUPERVISORS),
        may(P.HANDLE_CONCERNS),
        may(P.READ_CONCERN, R.ADDRESSED),
        may(P.ANSWER_CONCERN, R.ADDRESSED, R.RUNNING),
        may(P.KEEP_COUNCIL_CONTACTS),
        may(P.READ_CASCADE_COUNTS),
        may(P.PLAN_SUPPORT),
        may(P.SEE_SIGNALS),
        may(P.READ_SIGNAL, R.ADDRESSED),
        may(P.ANSWER_SIGNAL, R.ADDRESSED),
        may(P.READ_NETWORK_COUNTS),
        may(P.READ_LINEAGE),
        may(P.MANAGE_WAVES),
        may(P.TELL_STORY),
        may(P.READ_STORY, R.SHARED),
        may(P.READ_REPORT, R.RELEASED),
        may(P.RESPOND_TO_REPORT, R.RELEASED),
        may(P.READ_LESSONS),
        may(P.KEEP_LESSONS),
        may(P.READ_COSTS),
        may(P.EDIT_COSTS),
        may(P.READ_TRAIL),
    )


class PanelMember(Role):
    code = "panel"
    name = _("Panel member")
    description = _(
        "Reads and scores the applications assigned to them; others' scores only after their own."
    )
    grants = (
        may(P.SEE_HOME),
        may(P.REVIEW_APPLICATIONS),
        may(P.READ_APPLICATION, R.SUBMITTED, R.ASSIGNED, R.NO_CONFLICT),
        may(P.SCORE_APPLICATION, R.SUBMITTED, R.ASSIGNED, R.NO_CONFLICT),
        may(P.READ_REVIEWS, R.ASSIGNED, R.NO_CONFLICT, R.OWN_SCORE_GIVEN),
        may(P.DECLARE_CONFLICT, R.SUBMITTED, R.ASSIGNED),
    )


class Faculty(Role):
    code = "faculty"
    name = _("Faculty and supervisor")
    description = _("Trains and supervises consultants. Sees supervisees' practice, never what a pair says.")
    grants = (
        may(P.SEE_HOME),
        may(P.READ_PROGRAMME),
        may(P.MANAGE_EVENTS),
        may(P.READ_EVENT),
        may(P.RECORD_ATTENDANCE),
        may(P.READ_TRAINING),
        may(P.DECIDE_READINESS),
        may(P.SUPERVISE),
        may(P.READ_SUPERVISION, R.OWN),
        may(P.LEAD_SUPERVISION, R.GIVES),
        may(P.READ_ENGAGEMENT, R.SUPERVISEE),
        may(P.READ_STANCE, R.SUPERVISEE),
        may(P.READ_REFLECTION, R.SUPERVISEE, R.SHOWN),
        may(P.TELL_STORY),
        may(P.READ_STORY, R.SHARED),
        may(P.READ_LESSONS),
        may(P.KEEP_LESSONS),
        may(P.READ_REPORT, R.RELEASED),
    )


class PartnerRole(Role):
    code = "partner"
    name = _("Partner")
    description = _("A leader who seeks help, and gives it too.")
    grants = (
        may(P.SEE_HOME),
        may(P.EDIT_OWN_EXCLUSIONS, R.OWN),
        may(P.READ_PROPOSAL, R.PAIR, R.RELEASED),
        may(P.ANSWER_PROPOSAL, R.PAIR, R.RELEASED),
        may(P.UNWIND_PAIR, R.PAIR, R.RELEASED),
        may(P.CHOOSE_FROM_DIRECTORY, R.OWN),
        may(P.READ_EVENT, R.TAKES_PART),
        may(P.PREPARE, R.OWN),
        may(P.READ_ENGAGEMENT, R.PAIR),
        may(P.WORK_TOGETHER, R.PAIR, R.RUNNING),
        may(P.SET_GOALS, R.PAIR, R.RUNNING),
        may(P.READ_GOALS, R.PAIR, R.IN_REACH),
        may(P.GIVE_PULSE, R.PAIR),
        may(P.SEAL_ISSUE, R.SEEKS, R.RUNNING),
        may(P.LOOK_BACK, R.PAIR),
        may(P.READ_NOTES, R.PAIR, R.IN_REACH),
        may(P.WRITE_NOTES, R.PAIR, R.RUNNING, R.NOTES_ON),
        may(P.KEEP_REFLECTIONS, R.PAIR),
        may(P.READ_REFLECTION, R.OWN),
        may(P.END_ENGAGEMENT, R.PAIR, R.RUNNING),
        may(P.TELL_CHANGE, R.OWN),
        may(P.TAKE_CHANGE_BACK, R.OWN, R.RUNNING),
        may(P.KEEP_CASCADE, R.OWN),
        may(P.ANSWER_CROSSING, R.ADDRESSED),
        may(P.SEE_SIGNALS),
        may(P.READ_SIGNAL, R.OWN),
        may(P.READ_SIGNAL, R.ADDRESSED),
        may(P.ANSWER_SIGNAL, R.ADDRESSED),
        may(P.KEEP_NETWORK, R.OWN),
        may(P.SEE_NETWORK),
        may(P.ANSWER_SURVEY, R.ADDRESSED),
        may(P.TELL_STORY),
        may(P.READ_STORY, R.SHARED),
        may(P.READ_LESSONS),
        may(P.READ_REPORT, R.RELEASED),
    )


class ConsultantRole(Role):
    code = "consultant"
    name = _("Consultant")
    description = _("An experienced leader who helps others think, and learns too.")
    grants = (
        *PartnerRole.grants,
        may(P.READ_SUPERVISION, R.OWN),
        may(P.READ_STANCE, R.HELPS),
    )


class Evaluator(Role):
    code = "evaluator"
    name = _("Independent evaluator")
    description = _(
        "Finds out what changed. Sees answers without names; never identities, notes or supervision."
    )
    grants = (
        may(P.SEE_HOME),
        may(P.READ_PSEUDONYMOUS, R.INDEPENDENT, R.READER),
        may(P.CODE_ANSWERS, R.INDEPENDENT, R.ASSIGNED),
        may(P.MANAGE_STORIES, R.INDEPENDENT),
        may(P.VERIFY_STORY, R.INDEPENDENT, R.CONSENTED),
        may(P.READ_STORY, R.INDEPENDENT, R.CONSENTED),
        may(P.RELEASE_FINDINGS, R.INDEPENDENT),
        may(P.READ_REPORT, R.INDEPENDENT),
        may(P.READ_LESSONS),
        may(P.READ_REPORT, R.RELEASED),
        may(P.EDIT_REPORT, R.INDEPENDENT),
        may(P.READ_COSTS),
    )


class CoderRole(Role):
    code = "coder"
    name = _("Second coder")
    description = _(
        "Codes a sample of answers apart from the evaluator who named them. Sees words without names, nothing else."
    )
    grants = (
        may(P.SEE_HOME),
        may(P.CODE_ANSWERS, R.INDEPENDENT, R.ASSIGNED),
    )


class FunderRole(Role):
    code = "funder"
    name = _("Funder")
    description = _("Sees the published report and nothing that tells who said what.")
    grants = (
        may(P.SEE_HOME),
        may(P.READ_REPORT, R.RELEASED),
        may(P.READ_OWN_GRANT, R.FUNDS),
        may(P.SIGN_AGREEMENT, R.SIGNS),
        may(P.ANSWER_POWER),
    )


class ConcernLead(Role):
    code = "concern_lead"
    name = _("Concerns lead")
    description = _("Hears concerns, outside every pair. Sees only what was raised with them.")
    grants = (
        may(P.SEE_HOME),
        may(P.HANDLE_CONCERNS),
        may(P.READ_CONCERN, R.ADDRESSED),
        may(P.ANSWER_CONCERN, R.ADDRESSED, R.RUNNING),
        may(P.KEEP_COUNCIL_CONTACTS),
        may(P.ANSWER_DATA_REQUESTS),
        may(P.ANSWER_DATA_REQUEST, R.RUNNING),
        may(P.LIST_OPENINGS),
        may(P.ASK_TO_OPEN),
        may(P.READ_OPENING, R.OWN),
        may(P.READ_OPENED_GOALS, R.OPENED),
        may(P.READ_OPENED_NOTES, R.OPENED),
        may(P.READ_OPENED_SUPERVISION, R.OPENED),
        may(P.READ_OPENED_CONCERN, R.OPENED),
    )


class Custodian(Role):
    code = "custodian"
    name = _("Custodian")
    description = _(
        "Decides whether something confidential is opened to the concerns lead for a day. Cannot read it."
    )
    grants = (
        may(P.SEE_HOME),
        may(P.LIST_OPENINGS),
        may(P.READ_OPENING),
        may(P.DECIDE_OPENING, R.UNDECIDED),
    )


ROLES: dict[str, type[Role]] = {
    role.code: role
    for role in (
        Coordinator, PanelMember, Faculty, PartnerRole, ConsultantRole, Evaluator, FunderRole, ConcernLead,
        Custodian,
        Coordinator, PanelMember, Faculty, PartnerRole, ConsultantRole, Evaluator, CoderRole, FunderRole, ConcernLead,
    )
}  # fmt: skip
EVERYONE = SignedIn
