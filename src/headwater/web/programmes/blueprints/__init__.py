"""Programme templates: every rule and word of a programme as data (R78)."""

import tomllib
from importlib.resources import files
from typing import Any

BLUEPRINTS = {"pilot": "The pilot: fifteen who seek help, about as many who give it, seven months"}


def blueprint(name: str) -> dict[str, Any]:
    """The settings of a programme template by name; raises KeyError for one that does not exist."""
    if name not in BLUEPRINTS:
        raise KeyError(f"There is no programme template {name!r}. Choose one of: {', '.join(BLUEPRINTS)}.")
    text = files(__package__).joinpath(f"{name}.toml").read_text()
    return {
        key: value.strip() if isinstance(value, str) else value for key, value in tomllib.loads(text).items()
    }
