"""What the pages of organisations read."""

import re

from django.db.models import Count, Q, QuerySet

from headwater.web.organisations.models import Organisation

SHORT_WORDS = {"the", "and", "ltd", "limited", "cic", "trust", "care", "services", "for", "of", "plc", "llp"}


def listed() -> QuerySet[Organisation]:
    """Organisations that were not merged into another, with how many sites they have."""
    counted = Organisation.objects.filter(merged_into=None).annotate(site_count=Count("sites", distinct=True))
    return counted.order_by("name", "pk")


def maybe_the_same(organisation: Organisation, words: str = "") -> QuerySet[Organisation]:
    """Records that may be the same organisation: the same website or postcode, or a telling word of the name."""
    others = Organisation.objects.filter(merged_into=None).exclude(pk=organisation.pk)
    if words:
        return others.filter(name__icontains=words).order_by("name")[:20]
    telling = [word for word in re.findall(r"\w{4,}", organisation.name.lower()) if word not in SHORT_WORDS]
    alike = Q(pk__in=[])
    for word in telling:
        alike |= Q(name__icontains=word)
    if organisation.website:
        alike |= Q(website=organisation.website)
    postcodes = [code for code in organisation.sites.values_list("postcode", flat=True) if code]
    alike |= Q(sites__postcode__in=postcodes)
    return others.filter(alike).distinct().order_by("name")[:20]
