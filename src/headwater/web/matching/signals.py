"""What matching tells the apps after it."""

from django.dispatch import Signal

pair_agreed = Signal()  # partner, consultant, by, competition ("clear" or "restricted")
