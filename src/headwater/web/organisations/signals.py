"""What later apps may want to know of organisations."""

from django.dispatch import Signal

organisations_changed = Signal()
"""Sent with ``organisations``: ids of those of which something on record has changed."""

rating_fell = Signal()
"""Sent with ``organisations``: a register now gives a site of theirs one of the two lowest ratings."""

LOW_RATINGS = ("inadequate", "requires improvement")
