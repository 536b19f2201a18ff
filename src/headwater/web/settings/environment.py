"""What the environment says, and what is made on first use when it says nothing.

Three modes. ``demonstration`` shows the example programme and lets anyone sign in as its cast;
``local`` is a real installation on one laptop; ``production`` refuses every convenience of the other two.
"""

import base64
import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

MODES = ("demonstration", "local", "production")


def text(name: str, default: str = "") -> str:
    """The value of an environment variable, without surrounding blanks."""
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool = False) -> bool:
    """Whether an environment variable says yes (1, true, yes, on)."""
    value = text(name).lower()
    return default if not value else value in {"1", "true", "yes", "on"}


def words(name: str, default: str = "") -> list[str]:
    """The comma-separated words of an environment variable."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def mode() -> str:
    """The mode this process runs in; an unknown one is refused rather than guessed."""
    value = text("HEADWATER_MODE", "local")
    if value not in MODES:
        raise ImproperlyConfigured(f"HEADWATER_MODE is {value!r}. Set it to one of: {', '.join(MODES)}.")
    return value


def data_folder() -> Path:
    """Where the embedded database, the keys and uploaded files live (HEADWATER_DATA, else ./var)."""
    folder = Path(text("HEADWATER_DATA", "var")).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def secret(name: str, *, running_mode: str, data: Path) -> str:
    """A secret from the environment; on a laptop made once and kept in a file only its owner reads."""
    value = text(name)
    if running_mode == "production":
        if len(value) < 32 or "change" in value.lower() or "insecure" in value.lower():
            raise ImproperlyConfigured(
                f"{name} is missing, short or a placeholder. Make one with "
                f"`python -c 'import secrets; print(secrets.token_urlsafe(48))'` and set it in the environment."
            )
        return value
    return value or _kept(data / "keys" / name.lower())


def _kept(path: Path) -> str:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text().strip()
        with os.fdopen(descriptor, "w") as file:
            file.write(base64.urlsafe_b64encode(secrets.token_bytes(48)).decode())
    return path.read_text().strip()
