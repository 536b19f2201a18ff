from headwater.web.messages.models import Letter
from headwater.web.writes.versions import VersionedForm


class LetterForm(VersionedForm):
    """A draft that can still be changed."""

    class Meta:
        model = Letter
        fields = ["subject", "body"]
