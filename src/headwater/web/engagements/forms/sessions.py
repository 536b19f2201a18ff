"""Planning and logging a session: few fields, each with a sensible beginning."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from headwater.web.engagements.models import Engagement, Session
from headwater.web.ui.dates import DayInput, MomentInput


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

    day = forms.DateField(label=_("Day"), widget=DayInput)
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

    day = forms.DateField(label=_("Day"), widget=DayInput)
    happened = LogForm.base_fields["happened"]
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=480)
    mode = forms.ChoiceField(label=_("How"), choices=Session.Mode.choices, widget=forms.RadioSelect)


class ExtensionForm(forms.Form):
    sessions = forms.IntegerField(label=_("How many more sessions"), min_value=1, max_value=12, initial=2)


def log_defaults(engagement: Engagement, session: Session | None, today: date) -> dict[str, Any]:
    """What a log is filled in with: the planned session's, else the last session's, else the programme's."""
    like = session or engagement.sessions.filter(state=Session.State.HELD).order_by("-day").first()
    return {
        "day": min(session.day, today) if session else today,
        "happened": "yes",
        "minutes": session.minutes if session else engagement.session_minutes,
        "mode": like.mode if like else Session.Mode.VIDEO,
    }
