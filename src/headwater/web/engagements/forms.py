"""What a pair fills in: few fields, each with a sensible beginning."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from headwater.web.engagements.actions.endings import CLOSED_BY_HOST
from headwater.web.engagements.models import (
    Agreement,
    AvoidedIssue,
    Ending,
    Engagement,
    Goal,
    Pulse,
    Session,
    Stance,
    StanceTag,
)
from headwater.web.ui.dates import MomentInput

YES_NO = [("yes", _("Yes")), ("no", _("No"))]


class OneDay(forms.DateInput):
    """The browser's own picker for a day: on a phone one press, already on today."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class AgreementForm(forms.ModelForm):
    """The choices a pair makes; everything else in the agreement is the programme's."""

    class Meta:
        model = Agreement
        fields = ["travels", "pays", "rhythm", "review_at_session", "own_words"]
        widgets = {
            "travels": forms.RadioSelect,
            "pays": forms.RadioSelect,
            "rhythm": forms.RadioSelect,
            "own_words": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {"own_words": _("Only the two of you can read this.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("travels", "pays", "rhythm"):
            self.fields[name].choices = self.fields[name].choices[1:]


class PlanForm(forms.Form):
    """When and how to meet next."""

    starts_at = forms.DateTimeField(label=_("Day and time"), widget=MomentInput)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=480)
    mode = forms.ChoiceField(
        label=_("How you will meet"), choices=Session.Mode.choices, widget=forms.RadioSelect
    )
    place = forms.CharField(
        label=_("Where, or the video link"),
        required=False,
        help_text=_("Only the two of you can read this. The calendar entry says “Meeting” and nothing more."),
    )
    agenda = forms.CharField(
        label=_("What you plan to talk about"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    send = forms.BooleanField(
        label=_("Send a calendar invitation to both of us"), required=False, initial=True
    )

    def __init__(self, *args: Any, engagement: Engagement, moving: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if engagement.competition != Engagement.Competition.RESTRICTED or moving:
            del self.fields["agenda"]

    def clean_starts_at(self) -> Any:
        starts_at = self.cleaned_data["starts_at"]
        if starts_at < timezone.now():
            raise forms.ValidationError(_("This is in the past. To write down a meeting you had, log it."))
        return starts_at


class LogForm(forms.Form):
    """A session that was, in a few presses: every field is filled in already."""

    day = forms.DateField(label=_("Day"), widget=OneDay)
    happened = forms.ChoiceField(
        label=_("Did you meet?"),
        choices=[("yes", _("Yes, we met")), ("no", _("No, it did not happen"))],
        widget=forms.RadioSelect,
        initial="yes",
    )
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=480)
    mode = forms.ChoiceField(label=_("How"), choices=Session.Mode.choices, widget=forms.RadioSelect)
    topics_discussed = forms.CharField(
        label=_("Topics you talked about"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Your organisations may compete, so you two keep a note of the topics. Nobody else reads it."
        ),
    )
    beside_plan = forms.BooleanField(
        label=_("This was beside the sessions we planned"),
        required=False,
        help_text=_("A short call or visit in between. It does not count towards the sessions planned."),
    )
    next_at = forms.DateTimeField(
        label=_("Your next meeting, if you know it"), widget=MomentInput, required=False
    )

    def __init__(self, *args: Any, engagement: Engagement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].widget.attrs["max"] = timezone.localdate().isoformat()
        if engagement.competition == Engagement.Competition.RESTRICTED:
            del self.fields["next_at"]  # planning asks for the agenda as well
        else:
            del self.fields["topics_discussed"]

    def clean_next_at(self) -> Any:
        next_at = self.cleaned_data["next_at"]
        if next_at is not None and next_at < timezone.now():
            raise forms.ValidationError(_("Your next meeting is still to come: choose a later day."))
        return next_at


class CorrectForm(forms.Form):
    """What was logged, to put right."""

    day = forms.DateField(label=_("Day"), widget=OneDay)
    happened = LogForm.base_fields["happened"]
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=480)
    mode = forms.ChoiceField(label=_("How"), choices=Session.Mode.choices, widget=forms.RadioSelect)


def _tap(value: str) -> int | None:
    return int(value) if value else None


class PulseForm(forms.Form):
    """Three taps, and whether contact is enough; for the consultant also how they helped. Each may be left out."""

    useful = forms.TypedChoiceField(coerce=_tap, empty_value=None, choices=Pulse.Tap.choices)
    heard = forms.TypedChoiceField(coerce=_tap, empty_value=None, choices=Pulse.Tap.choices)
    thinking = forms.TypedChoiceField(coerce=_tap, empty_value=None, choices=Pulse.Tap.choices)
    enough = forms.TypedChoiceField(
        label=_("Is this enough contact?"),
        coerce=lambda value: value == "yes",
        empty_value=None,
        choices=YES_NO,
        widget=forms.RadioSelect,
        required=False,
    )
    tell_supervisor = forms.BooleanField(
        label=Pulse._meta.get_field("tell_supervisor").verbose_name,
        required=False,
        help_text=_(
            "The supervisor alone learns it, so that they can help. The one who helps you is not told."
        ),
    )
    stances = forms.MultipleChoiceField(
        label=_("Mostly I was …"), choices=Stance.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    needed = forms.BooleanField(label=StanceTag._meta.get_field("needed").verbose_name, required=False)

    QUESTIONS = {
        "useful": _("Was it useful to you?"),
        "heard": _("Did you feel heard, rather than judged?"),
        "thinking": _("Did you do your own thinking?"),
    }

    def __init__(self, *args: Any, helps: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, question in self.QUESTIONS.items():
            field = self.fields[name]
            field.label, field.required, field.widget = (
                question,
                False,
                forms.RadioSelect(choices=field.choices),
            )
        if helps:
            self.fields["thinking"].label = _("Did they do their own thinking?")
            for name in ("stances", "needed"):
                self.fields[name].help_text = _("Only you and your supervisor see this.")
            del self.fields["tell_supervisor"]
        else:
            del self.fields["stances"], self.fields["needed"]


class GoalForm(forms.Form):
    """A goal of one of two kinds, in a sentence."""

    kind = forms.ChoiceField(label=_("Which kind"), choices=Goal.Kind.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("In your own words"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Only the two of you can read this. If one of you asks for the data held about them, it may be shown to them."
        ),
    )


class RewordForm(forms.Form):
    text = GoalForm.base_fields["text"]


class ProgressForm(forms.Form):
    """The partner's own number and a word."""

    value = forms.TypedChoiceField(
        label=_("How far have you come?"),
        coerce=int,
        choices=[(number, str(number)) for number in range(11)],
        widget=forms.RadioSelect,
        help_text=_("0: not begun. 10: done. It is your own measure, and compared with nobody's."),
    )
    word = forms.CharField(label=_("A word on why"), required=False, max_length=300)


class AvoidedForm(forms.ModelForm):
    class Meta:
        model = AvoidedIssue
        fields = ["text", "shown_to_other"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "text": _(
                "Private from everyone here. If someone you write about asks for their data, this may have to be shown to them."
            )
        }


class EndForm(forms.Form):
    """Why to end, without blame, and what should be carried on."""

    reason = forms.ChoiceField(label=_("Reason"), choices=Ending.Reason.choices, widget=forms.RadioSelect)
    hand_over = forms.CharField(
        label=_("What should be carried on, and by whom"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only the two of you can read this."),
    )


class FacedForm(forms.Form):
    faced = forms.ChoiceField(
        label=_("Have you faced what you had been avoiding?"),
        choices=Ending.Faced.choices,
        widget=forms.RadioSelect,
        help_text=_("Only the answer is counted, with those of many others. What it was stays with you."),
    )


class ExtensionForm(forms.Form):
    sessions = forms.IntegerField(label=_("How many more sessions"), min_value=1, max_value=12, initial=2)


class CloseForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[(reason.value, reason.label) for reason in CLOSED_BY_HOST],
        widget=forms.RadioSelect,
    )


def log_defaults(engagement: Engagement, session: Session | None, today: date) -> dict[str, Any]:
    """What a log is filled in with: the planned session's, else the last session's, else the programme's."""
    like = session or engagement.sessions.filter(state=Session.State.HELD).order_by("-day").first()
    return {
        "day": min(session.day, today) if session else today,
        "happened": "yes",
        "minutes": session.minutes if session else engagement.session_minutes,
        "mode": like.mode if like else Session.Mode.VIDEO,
    }
