"""Everything a person can be allowed to do, each named once, with the kind of data it opens."""

from enum import StrEnum


class DataKind(StrEnum):
    """The kinds of data of promises.md 4.3; the number is the row of that matrix."""

    PUBLIC = "public pages"
    HOST = "the host and its members"
    ORGANISATIONS = "organisations and sites"
    PROGRAMME = "programme settings"
    LETTERS = "letters"
    APPLICATION = "1 application"
    REVIEW = "2 panel scores and comments"
    DECISION = "3 decision and reason"
    MATCHING = "4 match scores and exclusions"
    RATIONALE = "5 match rationale shown to the pair"
    FACTS = "6 engagement facts"
    SHARED_NOTES = "7 shared meeting notes"
    PRIVATE_NOTES = "8 private notes"
    REFLECTIONS = "9 reflections"
    GOALS = "10 goals and progress"
    SIGNALS = "11 dependency signals"
    ANSWERS = "12 survey answers, identified"
    PSEUDONYMOUS = "13 survey answers, pseudonymous"
    AGGREGATES = "14 survey aggregates"
    QUOTES = "15 free-text quotes"
    RESPONSE = "16 who has answered"
    SUPERVISION = "17 supervision notes"
    CONCERNS = "18 concerns and complaints"
    COSTS = "19 costs"
    DIRECTORY = "20 directory entry"
    CASCADE = "21 front-line cascade answers"
    SENT = "concerns and ideas sent on"
    DRAFTS = "22 drafts"
    TRAIL = "23 audit trail"
    POWER = "own word on power"
    STORIES = "stories of change"
    EVENTS = "workshops, training and attendance"
    OPENINGS = "that something confidential was opened, and why"


class Permission(StrEnum):
    """What a page or action asks for. ``kind`` is the data it opens."""

    kind: DataKind

    def __new__(cls, value: str, kind: DataKind) -> "Permission":
        member = str.__new__(cls, value)
        member._value_ = value
        member.kind = kind
        return member

    SEE_HOME = "see_home", DataKind.HOST
    MANAGE_HOST = "manage_host", DataKind.HOST
    MANAGE_MEMBERS = "manage_members", DataKind.HOST

    READ_ORGANISATIONS = "read_organisations", DataKind.ORGANISATIONS
    EDIT_ORGANISATIONS = "edit_organisations", DataKind.ORGANISATIONS

    READ_PROGRAMME = "read_programme", DataKind.PROGRAMME
    EDIT_PROGRAMME = "edit_programme", DataKind.PROGRAMME
    READ_PARTICIPANTS = "read_participants", DataKind.FACTS

    READ_LETTERS = "read_letters", DataKind.LETTERS
    SEND_LETTERS = "send_letters", DataKind.LETTERS

    APPLY = "apply", DataKind.APPLICATION
    SEE_OWN_APPLICATIONS = "see_own_applications", DataKind.APPLICATION
    EDIT_APPLICATION = "edit_application", DataKind.APPLICATION
    ANSWER_EQUALITY = "answer_equality", DataKind.APPLICATION
    LIST_APPLICATIONS = "list_applications", DataKind.APPLICATION
    READ_APPLICATION = "read_application", DataKind.APPLICATION
    WITHDRAW_APPLICATION = "withdraw_application", DataKind.APPLICATION
    REVIEW_APPLICATIONS = "review_applications", DataKind.REVIEW
    SCORE_APPLICATION = "score_application", DataKind.REVIEW
    READ_REVIEWS = "read_reviews", DataKind.REVIEW
    DECLARE_CONFLICT = "declare_conflict", DataKind.REVIEW
    MANAGE_SELECTION = "manage_selection", DataKind.DECISION
    DECIDE_APPLICATION = "decide_application", DataKind.DECISION
    READ_DECISION = "read_decision", DataKind.DECISION
    ANSWER_OFFER = "answer_offer", DataKind.DECISION

    RUN_MATCHING = "run_matching", DataKind.MATCHING
    EDIT_OWN_EXCLUSIONS = "edit_own_exclusions", DataKind.MATCHING
    READ_PROPOSAL = "read_proposal", DataKind.RATIONALE
    ANSWER_PROPOSAL = "answer_proposal", DataKind.RATIONALE
    UNWIND_PAIR = "unwind_pair", DataKind.RATIONALE
    CHOOSE_FROM_DIRECTORY = "choose_from_directory", DataKind.DIRECTORY

    MANAGE_EVENTS = "manage_events", DataKind.EVENTS
    READ_EVENT = "read_event", DataKind.EVENTS
    RECORD_ATTENDANCE = "record_attendance", DataKind.EVENTS
    PREPARE = "prepare", DataKind.EVENTS
    READ_TRAINING = "read_training", DataKind.EVENTS
    DECIDE_READINESS = "decide_readiness", DataKind.EVENTS

    READ_ENGAGEMENTS = "read_engagements", DataKind.FACTS
    READ_ENGAGEMENT = "read_engagement", DataKind.FACTS
    WORK_TOGETHER = "work_together", DataKind.FACTS
    SET_GOALS = "set_goals", DataKind.GOALS
    READ_GOALS = "read_goals", DataKind.GOALS
    END_ENGAGEMENT = "end_engagement", DataKind.FACTS
    CLOSE_ENGAGEMENT = "close_engagement", DataKind.FACTS

    TELL_CHANGE = "tell_change", DataKind.FACTS
    READ_CHANGE = "read_change", DataKind.FACTS
    TAKE_CHANGE_BACK = "take_change_back", DataKind.FACTS
    SETTLE_CHANGE = "settle_change", DataKind.FACTS
    SETTLE_CHANGES = "settle_changes", DataKind.FACTS
    ANSWER_EXTENSION = "answer_extension", DataKind.FACTS
    GIVE_PULSE = "give_pulse", DataKind.PRIVATE_NOTES
    SEAL_ISSUE = "seal_issue", DataKind.PRIVATE_NOTES
    LOOK_BACK = "look_back", DataKind.PRIVATE_NOTES
    SIGN_AGREEMENT = "sign_agreement", DataKind.FACTS
    READ_NOTES = "read_notes", DataKind.SHARED_NOTES
    WRITE_NOTES = "write_notes", DataKind.SHARED_NOTES
    KEEP_REFLECTIONS = "keep_reflections", DataKind.REFLECTIONS
    READ_REFLECTION = "read_reflection", DataKind.REFLECTIONS
    ANSWER_POWER = "answer_power", DataKind.POWER
    READ_STANCE = "read_stance", DataKind.SIGNALS

    SUPERVISE = "supervise", DataKind.SUPERVISION
    READ_SUPERVISION = "read_supervision", DataKind.SUPERVISION
    LEAD_SUPERVISION = "lead_supervision", DataKind.FACTS
    ASSIGN_SUPERVISORS = "assign_supervisors", DataKind.FACTS
    RAISE_CONCERN = "raise_concern", DataKind.CONCERNS
    HANDLE_CONCERNS = "handle_concerns", DataKind.CONCERNS
    READ_CONCERN = "read_concern", DataKind.CONCERNS
    ANSWER_CONCERN = "answer_concern", DataKind.CONCERNS
    KEEP_COUNCIL_CONTACTS = "keep_council_contacts", DataKind.HOST
    LIST_OPENINGS = "list_openings", DataKind.OPENINGS
    ASK_TO_OPEN = "ask_to_open", DataKind.OPENINGS
    READ_OPENING = "read_opening", DataKind.OPENINGS
    DECIDE_OPENING = "decide_opening", DataKind.OPENINGS
    READ_OPENED_GOALS = "read_opened_goals", DataKind.GOALS
    READ_OPENED_NOTES = "read_opened_notes", DataKind.SHARED_NOTES
    READ_OPENED_SUPERVISION = "read_opened_supervision", DataKind.SUPERVISION
    READ_OPENED_CONCERN = "read_opened_concern", DataKind.CONCERNS

    KEEP_CASCADE = "keep_cascade", DataKind.CASCADE
    READ_CASCADE_COUNTS = "read_cascade_counts", DataKind.CASCADE
    PLAN_SUPPORT = "plan_support", DataKind.PROGRAMME
    ANSWER_CROSSING = "answer_crossing", DataKind.FACTS
    SEE_SIGNALS = "see_signals", DataKind.SENT
    READ_SIGNAL = "read_signal", DataKind.SENT
    ANSWER_SIGNAL = "answer_signal", DataKind.SENT

    KEEP_NETWORK = "keep_network", DataKind.DIRECTORY
    SEE_NETWORK = "see_network", DataKind.DIRECTORY
    READ_NETWORK_COUNTS = "read_network_counts", DataKind.DIRECTORY
    READ_LINEAGE = "read_lineage", DataKind.FACTS

    ANSWER_SURVEY = "answer_survey", DataKind.ANSWERS
    MANAGE_WAVES = "manage_waves", DataKind.RESPONSE
    READ_PSEUDONYMOUS = "read_pseudonymous", DataKind.PSEUDONYMOUS
    RELEASE_FINDINGS = "release_findings", DataKind.AGGREGATES
    CODE_ANSWERS = "code_answers", DataKind.PSEUDONYMOUS
    TELL_STORY = "tell_story", DataKind.STORIES
    EDIT_STORY = "edit_story", DataKind.STORIES
    READ_STORY = "read_story", DataKind.STORIES
    CHOOSE_STORIES = "choose_stories", DataKind.STORIES
    VERIFY_STORY = "verify_story", DataKind.STORIES
    MANAGE_STORIES = "manage_stories", DataKind.STORIES
    READ_REPORT = "read_report", DataKind.AGGREGATES
    EDIT_REPORT = "edit_report", DataKind.AGGREGATES
    RESPOND_TO_REPORT = "respond_to_report", DataKind.AGGREGATES
    READ_LESSONS = "read_lessons", DataKind.PROGRAMME
    KEEP_LESSONS = "keep_lessons", DataKind.PROGRAMME

    READ_COSTS = "read_costs", DataKind.COSTS
    EDIT_COSTS = "edit_costs", DataKind.COSTS
    READ_OWN_GRANT = "read_own_grant", DataKind.COSTS

    READ_TRAIL = "read_trail", DataKind.TRAIL
    READ_OWN_TRAIL = "read_own_trail", DataKind.TRAIL
    READ_OWN_DATA = "read_own_data", DataKind.DIRECTORY
    TAKE_DATA_REQUEST_BACK = "take_data_request_back", DataKind.CONCERNS
    ANSWER_DATA_REQUESTS = "answer_data_requests", DataKind.CONCERNS
    ANSWER_DATA_REQUEST = "answer_data_request", DataKind.CONCERNS
    DECIDE_OWN_TEXT = "decide_own_text", DataKind.PRIVATE_NOTES
