"""What the cascade engine says when it is asked something it cannot answer."""


class CascadeError(ValueError):
    """The question cannot be answered as put; the message says what to change."""
