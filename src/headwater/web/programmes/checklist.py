"""The launch checklist: "Open" stays closed until every step is done."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from headwater.web.hosts.models import Membership
from headwater.web.programmes.models import Party, Programme


@dataclass(frozen=True)
class Step:
    """A step before opening. ``check`` looks it up; a step without one is ticked by a person."""

    code: str
    title: Promise
    help: Promise
    page: str
    check: Callable[[Programme], bool] | None = None

    @property
    def by_hand(self) -> bool:
        """Whether a person says that it is done."""
        return self.check is None


@dataclass(frozen=True)
class StepState:
    """A step and whether it is done."""

    step: Step
    done: bool

    @property
    def title(self) -> Promise:
        return self.step.title


def _has_role(role: str) -> Callable[[Programme], bool]:
    return lambda programme: any(
        duty.programme_id in (None, programme.pk) for duty in Membership.objects.current().filter(role=role)
    )


def _evaluator_is_independent(programme: Programme) -> bool:
    bodies: dict[str, set[str]] = {}
    for party in programme.parties.all():
        bodies.setdefault(party.capacity, set()).add(party.name)
    evaluators = bodies.get(Party.Capacity.EVALUATOR, set())
    return bool(evaluators) and not evaluators & bodies.get(Party.Capacity.HOST, set())


STEPS = (
    Step("summary", _("Say what the programme is"), _("The text of the public page."), "words",
         lambda p: bool(p.summary.strip())),
    Step("criteria", _("Publish the criteria"), _("At least one for each side."), "route",
         lambda p: {c["for"] for c in p.criteria} == {"partner", "consultant"}),
    Step("told", _("Say what every applicant is told about the choice"), _("So that nobody is left to guess."), "route",
         lambda p: bool(p.what_applicants_are_told.strip())),
    Step("dates", _("Set the dates"), _("When applications open and close, and when decisions are made."), "dates",
         lambda p: all((p.call_opens, p.call_closes, p.decisions_by))),
    Step("competition", _("Write the competition policy"), _("Everyone who takes part accepts it."), "competition",
         lambda p: bool(p.competition_policy.strip())),
    Step("evaluator", _("Name an evaluator who is not the host"), _("Add the body under “Who stands behind it”."), "parties",
         _evaluator_is_independent),
    Step("panel", _("Give someone the duty of panel member"), _("Applications are read by at least two people."), "members",
         _has_role("panel")),
    Step("faculty", _("Give someone the duty of faculty"), _("They train and supervise."), "members", _has_role("faculty")),
    Step("concerns", _("Say who hears concerns"), _("Someone outside every pair."), "host",
         lambda p: bool(p.host.concern_contact.strip())),
    Step("read_aloud", _("Read the public page aloud"), _("A busy manager should understand every line."), "call"),
)  # fmt: skip


def step_states(programme: Programme) -> list[StepState]:
    """Every step with whether it is done, in order."""
    ticked = set(programme.ticks.values_list("step", flat=True))
    return [StepState(step, step.check(programme) if step.check else step.code in ticked) for step in STEPS]


def open_steps(programme: Programme) -> list[StepState]:
    """The steps that are still to do."""
    return [state for state in step_states(programme) if not state.done]
