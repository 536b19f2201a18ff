"""The settings page in the order a host decides (domain.md 8.1)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Section:
    """One page of settings: its short name, title, what it decides, and the fields on it."""

    code: str
    title: Promise
    help: Promise
    fields: tuple[str, ...]


SECTIONS = (
    Section("words", _("Words"), _("What the programme and the roles are called, in English and Welsh."),
            ("name", "summary")),
    Section("people", _("Who may take part"), _("Who can apply on either side, and how many places there are."),
            ("eligibility", "consultant_criteria", "trustees_may_apply", "places", "consultant_places")),
    Section("route", _("Way in and criteria"), _("What is looked for, and what each applicant is told about the choice."),
            ("what_applicants_are_told",)),
    Section("dates", _("Dates"), _("When applications open and close, decisions are made, and the programme runs."),
            ("call_opens", "call_closes", "decisions_by", "starts", "ends")),
    Section("matching", _("Matching"), _("How pairs are made, and how far apart they may be."),
            ("matching_mode", "proposals_each", "next_place_by_itself", "maximum_miles", "remote_allowed", "cross_sector_only")),
    Section("competition", _("Competitors"), _("The policy everyone accepts, and how near a rival may be."),
            ("competition_policy", "catchment_miles")),
    Section("dose", _("How often pairs meet"), _("Number, length and span, and the fewest that are enough."),
            ("planned_sessions", "session_minutes", "span_months", "session_floor")),
    Section("training", _("Training and supervision"), _("Hours, gates, and how much supervision there is."),
            ("training_hours", "readiness_gate", "preparation_gate", "supervision_ratio", "supervision_floor_hours")),
    Section("phases", _("Phases and goals"), _("By when both kinds of goal are agreed, what pairs agree, and whether they keep notes."),
            ("both_goals_by_session", "agreed_issue_by_weeks", "agreement_words", "shared_notes")),
    Section("cascade", _("How practice travels"), _("Whether what is learned is followed to the front line."),
            ("cascade_on",)),
    Section("evaluation", _("Questions asked"), _("How many minutes of forms each person is asked for at most."),
            ("minutes_of_forms",)),
    Section("privacy", _("Who sees what"), _("The fewest answers behind any figure, and how long things are kept."),
            ("floor_host", "floor_leader", "floor_public", "retention_months")),
    Section("money", _("Money"), _("What an hour given is worth, and what it is compared with."),
            ("given_time_rate", "comparator_day_rate", "comparator_source")),
    Section("ending", _("Ending"), _("When people are asked again after the end."), ("follow_up_months",)),
    Section("publication", _("Publication"), _("What will be published, by whom, and who may not edit it."),
            ("publication",)),
)  # fmt: skip

BY_CODE = {section.code: section for section in SECTIONS}
