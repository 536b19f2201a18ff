"""What can be wrong with a whole file. The message may be shown to the person who chose it."""

PERSON_ONLY = "The register names only a person here, and people are not imported."
BY_HAND = "Enter the organisation by hand under the name it trades by."


class RegisterError(ValueError):
    """The file cannot be read; the message says what to do about it."""


class UnreadableFile(RegisterError):
    """Not a table this importer can open."""


class FileTooLarge(RegisterError):
    """A table larger than the limits, found before it is unpacked."""


class MappingError(RegisterError):
    """A column mapping that does not fit the file."""


class RowRefused(ValueError):
    """One row cannot be used. Never leaves `read`, where it becomes a Refusal."""

    def __init__(self, reason: str, what_to_do: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.what_to_do = what_to_do
