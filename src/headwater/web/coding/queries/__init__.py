"""What is read of codings and stories. Reports use ``released_themes``, ``quotes_to_print`` and ``stories_to_print``."""

from headwater.web.coding.queries.released import quotes_to_print, released_themes
from headwater.web.coding.queries.stories import stories_to_print

__all__ = ["quotes_to_print", "released_themes", "stories_to_print"]
