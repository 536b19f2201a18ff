"""What stops an action of matching; the message says why and may be shown."""


class CannotMatch(Exception):
    """A match cannot be made, published, changed or answered this way now."""
