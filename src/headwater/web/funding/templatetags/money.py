"""Pounds as people write them."""

from decimal import Decimal

from django import template

register = template.Library()


@register.filter
def pounds(amount: Decimal | float | None) -> str:
    """£1,234, with pence only where there are some and the amount is under £100."""
    if amount is None:
        return "–"
    rounded = round(float(amount), 2)
    if rounded < 100 and rounded != int(rounded):
        return f"£{rounded:,.2f}"
    return f"£{round(rounded):,}"
