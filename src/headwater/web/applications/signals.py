"""What later apps may listen to."""

from django.dispatch import Signal

place_taken_up = (
    Signal()
)  # sent with participant, application and wishes (its sealed wishes), inside the transaction
