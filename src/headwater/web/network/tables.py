"""Lists of the network."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

NUMBER = {"th": {"class": "hw-number"}, "td": {"class": "hw-number"}}


class LineageTable(tables.Table):
    """Who helped whom."""

    helper = tables.Column(verbose_name=_("Helped"))
    helped = tables.Column(verbose_name=_("Was helped"))
    programme = tables.Column(verbose_name=_("In"))
    generation = tables.Column(verbose_name=_("Generation of who helped"), attrs=NUMBER)

    downloads = ("csv", "xlsx")

    class Meta:
        empty_text = _("Nobody has helped anyone yet.")
