"""Narrowing the lists of a host."""

import django_filters
from django.utils.translation import gettext_lazy as _

from headwater.web.audit.models import Event
from headwater.web.hosts.models import Membership
from headwater.web.hosts.roles import ROLES


class MembershipFilter(django_filters.FilterSet):
    """By name and duty."""

    name = django_filters.CharFilter(label=_("Name"), field_name="person__name", lookup_expr="icontains")
    role = django_filters.ChoiceFilter(
        label=_("Duty"), choices=[(code, role.name) for code, role in ROLES.items()], empty_label=_("All")
    )

    class Meta:
        model = Membership
        fields = ["name", "role"]


class EventFilter(django_filters.FilterSet):
    """By what was done and whether it was refused."""

    action = django_filters.CharFilter(label=_("Action"), lookup_expr="icontains")
    allowed = django_filters.ChoiceFilter(
        label=_("Allowed"), choices=[("1", _("Allowed")), ("0", _("Refused"))], empty_label=_("All")
    )

    class Meta:
        model = Event
        fields = ["action", "allowed"]
