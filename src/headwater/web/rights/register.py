"""What is kept of people, why, who can read it, and what becomes of it when somebody asks to be forgotten.

The one register behind "Your information", the copy a person takes away, and erasure (promises.md 4.5, P3, P4).
A test fails on a model that is about a person and is not in it.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from headwater.web.hosts.permissions import Permission as P


class Forgotten(StrEnum):
    """What becomes of a row about somebody who is forgotten."""

    TEXT = "its words go, its facts stay without a name"
    ROW = "it goes"
    KEPT = "it stays, without a name"


@dataclass(frozen=True)
class Held:
    """One kind of record about a person.

    ``about`` are lookups from a row to the person (any of them), ``only`` narrows to rows they may have;
    ``shared`` is the permission a person needs on a row that is about more than one; ``readers`` are the
    permissions that open it to anyone.
    """

    label: str
    what: Promise
    why: Promise
    about: tuple[str, ...]
    forgotten: Forgotten = Forgotten.TEXT
    readers: tuple[P, ...] = ()
    shared: P | None = None
    only: dict[str, Any] = field(default_factory=dict)
    also: tuple[str, ...] = ()  # fields below C2 whose words go as well

    @property
    def model(self) -> type[models.Model]:
        return apps.get_model(self.label)

    def rows(self, person: Any) -> models.QuerySet:
        """The rows about a person in the host whose scope is open."""
        asked = models.Q()
        for path in self.about:
            asked |= models.Q(**{path: person})
        return self.model.objects.filter(asked, **self.only).distinct()


@dataclass(frozen=True)
class WrittenBy:
    """A kind of text that one person writes and that may tell of another: its author is asked before a copy is given."""

    label: str
    what: Promise
    author: str
    may_tell_of: tuple[str, ...]
    text: str

    @property
    def model(self) -> type[models.Model]:
        return apps.get_model(self.label)

    def rows(self, person: Any) -> models.QuerySet:
        """Texts of others that may tell of a person."""
        asked = models.Q()
        for path in self.may_tell_of:
            asked |= models.Q(**{path: person})
        return self.model.objects.filter(asked).exclude(**{self.author: person}).distinct()


_PLACE = _("To run the programme you take part in.")
_CHOICE = _("To choose openly, and to tell you why.")
_PAIR = _("So that the two of you can work together.")
_LEARN = _("To find out whether the programme helps.")
_DUTY = _("To know who does what for the programme.")
_CARE = _("So that what was seen can be looked into.")
_PERSON = ("person",)
_PARTICIPANT = ("participant__person",)
_BOTH = ("engagement__partner__person", "engagement__consultant__person")
_ROW, _KEPT = Forgotten.ROW, Forgotten.KEPT

HELD: tuple[Held, ...] = (
    Held("hosts.Membership", _("Your duties here"), _DUTY, _PERSON, readers=(P.MANAGE_MEMBERS,)),
    Held("applications.Application", _("Your applications"), _CHOICE, _PERSON, readers=(P.READ_APPLICATION,)),
    Held(
        "applications.SelectionStatement", _("What you were told about the choice"), _CHOICE,
        ("application__person",), readers=(P.READ_DECISION,), only={"decision__released_at__isnull": False},
    ),
    Held(
        "applications.Decision", _("Decisions about your applications"), _CHOICE, ("application__person",),
        readers=(P.READ_DECISION,), only={"released_at__isnull": False},
    ),
    Held("applications.SealedWish", _("Whom you asked not to be paired with"), _PLACE, ("application__person",), _ROW),
    Held("applications.Assignment", _("Applications you were asked to read"), _DUTY, _PERSON, readers=(P.MANAGE_SELECTION,)),
    Held("applications.Conflict", _("Conflicts of interest you declared"), _CHOICE, _PERSON, _ROW),
    Held(
        "programmes.Participant", _("Your place in a programme"), _PLACE, _PERSON,
        readers=(P.READ_PARTICIPANTS,), also=("job_title",),
    ),
    Held("matching.Exclusion", _("Whom you are kept apart from, at your wish"), _PLACE, _PARTICIPANT, _ROW),
    Held("preparation.Booking", _("Workshops and training"), _PLACE, _PARTICIPANT, _KEPT, (P.MANAGE_EVENTS,)),
    Held("preparation.ReadinessCheck", _("Whether you were ready to begin"), _PLACE, _PARTICIPANT, readers=(P.DECIDE_READINESS,)),
    Held("preparation.Preparation", _("How you prepared"), _PLACE, _PARTICIPANT, readers=(P.READ_PARTICIPANTS,)),
    Held(
        "preparation.PolicyAcceptance", _("The competition policy you accepted"), _PLACE, _PARTICIPANT, _KEPT,
        (P.READ_PARTICIPANTS,),
    ),
    Held(
        "engagements.Engagement", _("Your pairs"), _PAIR, ("partner__person", "consultant__person"), _KEPT,
        (P.READ_ENGAGEMENT, P.READ_ENGAGEMENTS),
    ),
    Held("engagements.Session", _("Your sessions: when and how long"), _PAIR, _BOTH, _KEPT, (P.READ_ENGAGEMENT,)),
    Held("engagements.Agreement", _("Your agreements"), _PAIR, _BOTH, _KEPT, (P.READ_GOALS,)),
    Held("engagements.Goal", _("Goals of your pairs"), _PAIR, _BOTH, _KEPT, (P.READ_GOALS,), shared=P.READ_GOALS),
    Held("engagements.AvoidedIssue", _("What you have been avoiding"), _PAIR, _PARTICIPANT, _ROW),
    Held("engagements.Pulse", _("What you tapped after sessions"), _LEARN, _PARTICIPANT, _ROW),
    Held("engagements.StanceTag", _("How you said you helped"), _PAIR, _PARTICIPANT, _ROW, (P.READ_STANCE,)),
    Held(
        "engagements.SharedNote", _("Notes of your pairs"), _PAIR, _BOTH, _KEPT, (P.READ_NOTES,), shared=P.READ_NOTES
    ),
    Held("engagements.Exchange", _("What you said you need and offer"), _PAIR, _PARTICIPANT, readers=(P.READ_GOALS,)),
    Held("engagements.Reflection", _("Your reflections"), _PAIR, _PARTICIPANT, _ROW, (P.READ_REFLECTION,)),
    Held("engagements.ThinkingTime", _("Time you kept free to think"), _PAIR, _PARTICIPANT, _ROW),
    Held("engagements.LookBack", _("What you said when you looked back"), _LEARN, _PARTICIPANT, _ROW),
    Held("engagements.PowerPulse", _("What you said of power"), _LEARN, _PERSON, _ROW),
    Held("changes.Change", _("What you told had changed"), _PLACE, _PARTICIPANT, readers=(P.READ_CHANGE,)),
    Held(
        "supervision.SupervisorAssignment", _("Who supervises you"), _DUTY, ("consultant__person",), _KEPT,
        (P.ASSIGN_SUPERVISORS,),
    ),
    Held("supervision.SupervisionPlace", _("Your supervision: when"), _DUTY, ("consultant__person",), _KEPT, (P.SUPERVISE,)),
    Held("supervision.SupervisionNote", _("Your own notes of supervision"), _PLACE, ("author",)),
    Held("supervision.Concern", _("Concerns you raised"), _CARE, ("raised_by",), _KEPT, (P.READ_CONCERN,)),
    Held("supervision.ConcernHearer", _("Concerns that were told to you"), _CARE, _PERSON, _KEPT, (P.READ_CONCERN,)),
    Held("supervision.ConcernStep", _("What you did about a concern"), _CARE, ("by",), _KEPT, (P.READ_CONCERN,)),
    Held(
        "supervision.Opening", _("What you asked to have opened"), _CARE, ("asked_by",), _KEPT, (P.DECIDE_OPENING,)
    ),
    Held("supervision.OpeningPerson", _("When something of yours was opened"), _CARE, _PERSON, _KEPT, (P.READ_OPENING,)),
    Held("cascade.Practice", _("Practices you pass on"), _LEARN, _PARTICIPANT, _KEPT, (P.KEEP_CASCADE,)),
    Held("cascade.Cascade", _("How your practices travel"), _LEARN, ("practice__participant__person",), _KEPT, (P.KEEP_CASCADE,)),
    Held(
        "cascade.PracticeVersion", _("Earlier words of your practices"), _LEARN, ("practice__participant__person",),
        _KEPT, (P.KEEP_CASCADE,),
    ),
    Held(
        "cascade.Crossing", _("Practices told from organisation to organisation"), _LEARN,
        ("practice__participant__person", "to_participant__person"), _KEPT, (P.KEEP_CASCADE, P.ANSWER_CROSSING),
    ),
    Held("cascade.SentSignal", _("Concerns and ideas you sent on"), _LEARN, ("sender__person",), readers=(P.READ_SIGNAL,)),
    Held("network.Reach", _("How many leaders you could ring"), _LEARN, _PARTICIPANT, _KEPT),
    Held("network.Tie", _("Whom you said you are connected with"), _LEARN, _PARTICIPANT, _ROW),
    Held("network.Showing", _("Whether others may see you in the network"), _PLACE, _PARTICIPANT, _ROW, (P.SEE_NETWORK,)),
    Held("network.Alumnus", _("What you said you do afterwards"), _LEARN, _PARTICIPANT, _KEPT),
    Held("evaluation.Reader", _("Answers you were named to read"), _DUTY, _PERSON),
    Held("coding.Coder", _("Answers you were named to code"), _DUTY, _PERSON, _KEPT, (P.READ_PSEUDONYMOUS,)),
    Held("coding.BroughtIn", _("A file of codes you have not brought in yet"), _DUTY, _PERSON, _ROW),
    Held("coding.Story", _("Stories you told"), _LEARN, ("teller",), _ROW, (P.READ_STORY,)),
    Held("coding.Consent", _("How far your stories may go"), _LEARN, ("story__teller",), _ROW, (P.READ_STORY,)),
    Held("coding.Seat", _("Panels you chose stories on"), _DUTY, _PERSON, _KEPT, (P.MANAGE_STORIES,)),
    Held("coding.Voice", _("What you said of stories"), _DUTY, _PERSON),
    Held("funding.FunderContact", _("Funders you speak for"), _DUTY, _PERSON, readers=(P.READ_COSTS,)),
    Held("rights.DataRequest", _("Your requests for data"), _CARE, _PERSON, _KEPT, (P.ANSWER_DATA_REQUESTS,)),
    Held("letters.Letter", _("Letters to you"), _PLACE, ("to",), _ROW, (P.READ_LETTERS,)),
)  # fmt: skip

WRITTEN_BY_OTHERS: tuple[WrittenBy, ...] = (
    WrittenBy(
        "applications.Review", _("What a reader saw in your application"), "person", ("application__person",), "comment"
    ),
    WrittenBy("engagements.Reflection", _("A reflection on your pair"), "participant__person", _BOTH, "text"),
    WrittenBy(
        "supervision.SupervisionNote", _("A note of supervision"), "author",
        (
            "session__places__consultant__person",
            "session__places__consultant__engagements_as_consultant__partner__person",
        ),
        "text",
    ),
)  # fmt: skip

ELSEWHERE: dict[str, Promise] = {
    "people.Person": _("Your account: shown at the top, gone with the last host you take part with."),
    "writes.Draft": _("What you typed and did not send: yours alone, gone at once."),
    "audit.Event": _("Who looked at what: shown as its own list, and without your name when you are gone."),
    "applications.Review": _("What readers wrote: asked of its author."),
    "rights.RequestedText": _("What you were given of it: in the copy you take away."),
}
"""Models about a person that are handled by hand, and where."""
