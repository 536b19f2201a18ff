"""The pairs of a run as a list."""

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headwater.web.hosts.links import href
from headwater.web.matching.models import MatchProposal
from headwater.web.matching.reasons import miles_in_words, tags
from headwater.web.programmes.models import Programme


class ProposalTable(tables.Table):
    """Who with whom, how far, why, and how it stands."""

    partner = tables.Column(accessor="partner__organisation__name", order_by="partner__organisation__name")
    consultant = tables.Column(
        accessor="consultant__organisation__name", order_by="consultant__organisation__name"
    )
    journey = tables.Column(
        verbose_name=gettext_lazy("Journey by road"), accessor="miles", empty_values=(), order_by="miles"
    )
    why = tables.Column(verbose_name=gettext_lazy("Why"), accessor="detail", orderable=False)
    competition = tables.Column(
        verbose_name=gettext_lazy("Competition"), accessor="get_competition_display", order_by="competition"
    )
    state = tables.Column(verbose_name=gettext_lazy("State"), accessor="get_state_display", order_by="state")
    change = tables.Column(
        verbose_name=gettext_lazy("Look"), accessor="pk", orderable=False, exclude_from_export=True
    )

    downloads = ("csv", "xlsx")

    class Meta:
        model = MatchProposal
        fields = ("partner", "consultant", "journey", "why", "competition", "state", "change")
        order_by = ("partner",)
        empty_text = gettext_lazy("No pairs here.")

    def __init__(self, *args: Any, programme: Programme, draft: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, exclude=("state",) if draft else (), **kwargs)
        self.columns["partner"].column.verbose_name = programme.word("partner").capitalize()
        self.columns["consultant"].column.verbose_name = programme.word("consultant").capitalize()

    def render_journey(self, record: MatchProposal) -> str:
        return miles_in_words(record.miles, record.is_remote)

    def render_why(self, record: MatchProposal) -> SafeString:
        return tag_list(record)

    def value_why(self, record: MatchProposal) -> str:
        return "; ".join(str(tag["words"]) for tag in tags(record.detail["reasons"], most=99))

    def render_change(self, record: MatchProposal) -> SafeString:
        return format_html(
            '<a class="govuk-link" href="{}">{}<span class="govuk-visually-hidden"> {}</span></a>',
            href("matching:pair", record),
            _("Look"),
            record.partner.organisation,
        )


def tag_list(proposal: MatchProposal) -> SafeString:
    """The reasons of a pair as tags."""
    shown = tags(proposal.detail["reasons"])
    if proposal.by_hand:
        shown.insert(0, {"words": _("By hand"), "colour": "yellow"})
    return format_html_join(
        " ",
        '<span class="hw-tag hw-tag--{}">{}</span>',
        ((one["colour"], one["words"]) for one in shown),
    )
