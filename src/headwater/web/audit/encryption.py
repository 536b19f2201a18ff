"""Model fields whose text is unreadable without the key that lives outside the database (S15).

Each host has a key of its own, derived with HKDF from FIELD_KEY; the value is bound to its host and
its field, so that a row copied elsewhere does not open. Format: ``hw1:<host>:<base64 nonce+ciphertext>``.
"""

import base64
import json
import os
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models

PREFIX = "hw1"


class CannotOpen(ValueError):
    """An encrypted value does not open: the key in FIELD_KEY is not the one it was written with."""


@lru_cache(maxsize=256)
def _cipher(master: str, host: str) -> AESGCM:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"headwater field " + host.encode())
    return AESGCM(derived.derive(master.encode()))


def seal(text: str, *, host: str, place: str) -> str:
    """``text`` encrypted for a host and bound to a place (``app.Model.field``)."""
    nonce = os.urandom(12)
    sealed = _cipher(settings.FIELD_KEY, host).encrypt(nonce, text.encode(), f"{host}|{place}".encode())
    return f"{PREFIX}:{host}:{base64.b64encode(nonce + sealed).decode()}"


def unseal(value: str, *, place: str) -> str:
    """The text of a sealed value; raises CannotOpen with the remedy when the key is another."""
    prefix, _, rest = value.partition(":")
    host, _, body = rest.partition(":")
    if prefix != PREFIX:
        raise CannotOpen(f"{place} holds a value this version did not encrypt.")
    raw = base64.b64decode(body)
    try:
        return (
            _cipher(settings.FIELD_KEY, host).decrypt(raw[:12], raw[12:], f"{host}|{place}".encode()).decode()
        )
    except InvalidTag as error:
        raise CannotOpen(
            f"{place} does not open. Set FIELD_KEY to the key this database was written with."
        ) from error


class EncryptedTextField(models.TextField):
    """Text encrypted in the database and in every backup; empty text stays empty."""

    def _place(self) -> str:
        return f"{self.model._meta.label}.{self.attname}"

    def _to_text(self, value: Any) -> str:
        return value or ""

    def _from_text(self, text: str) -> Any:
        return text

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        text = self._to_text(getattr(model_instance, self.attname))
        if not text:
            return ""
        return seal(
            text, host=str(getattr(model_instance, "host_id", None) or "installation"), place=self._place()
        )

    def get_prep_value(self, value: Any) -> Any:
        if value and not (isinstance(value, str) and value.startswith(f"{PREFIX}:")):
            raise TypeError(f"{self.name} is encrypted: save the record, do not update() or filter on it.")
        return value

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        return self._from_text(unseal(value, place=self._place()) if value else "")


class EncryptedJSONField(EncryptedTextField):
    """A JSON value encrypted in the database; empty is an empty dict."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)

    def _to_text(self, value: Any) -> str:
        return json.dumps(value) if value else ""

    def _from_text(self, text: str) -> Any:
        return json.loads(text) if text else self.get_default()

    def value_to_string(self, obj: models.Model) -> str:
        return json.dumps(self.value_from_object(obj))
