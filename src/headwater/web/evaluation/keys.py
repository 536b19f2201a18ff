"""Turning a person into an alias with a secret key, and destroying the key when it is no longer needed."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from typing import Any

from headwater.web.evaluation.models import AliasKey, AnswerSheet, Wave
from headwater.web.programmes.models import Programme


def make_key(programme: Programme, wave: Wave | None = None) -> AliasKey:
    """The key of a wave, or of the whole programme, made on its first use."""
    key = AliasKey.objects.filter(programme=programme, wave=wave).first()
    return key or AliasKey.objects.create(programme=programme, wave=wave, secret=secrets.token_hex(32))


def alias_of(person: Any, wave: Wave) -> str:
    """Under which alias a person answers in a wave; empty once the wave's key is destroyed."""
    return _hash(AliasKey.objects.filter(wave=wave).first(), person)


def thread_of(person: Any, programme: Programme) -> str:
    """What ties one person's answers of several waves together; empty once the programme's key is destroyed."""
    return _hash(AliasKey.objects.filter(programme=programme, wave=None).first(), person)


def sheet_of(person: Any, wave: Wave) -> AnswerSheet | None:
    """A person's own answers in a wave that is not frozen yet, if they have begun."""
    alias = alias_of(person, wave)
    sheet = AnswerSheet.objects.filter(wave=wave, alias=alias).first() if alias else None
    return sheet if sheet is not None and (sheet.answers or sheet.sent) else None


def link_code(wave: Wave, person: Any) -> str:
    """The code of a person's own link to a wave: made anew when it is needed, stored nowhere; empty without the key."""
    key = AliasKey.objects.filter(wave=wave).first()
    return _code(key, person) if key else ""


def holder_of_code(wave: Wave, code: str, people: Iterable[Any]) -> Any | None:
    """Whose own link to a wave a code is, among these people; None if it is nobody's."""
    key = AliasKey.objects.filter(wave=wave).first()
    given = "".join(code.upper().split()).replace("-", "")
    found = None
    for person in people if key else ():
        if hmac.compare_digest(_code(key, person).replace("-", "").encode(), given.encode()):
            found = person
    return found


def _code(key: AliasKey, person: Any) -> str:
    digest = hmac.new(key.secret.encode(), f"link {person.pk}".encode(), hashlib.sha256).digest()
    text = base64.b32encode(digest)[:20].decode()
    return "-".join(text[place : place + 5] for place in range(0, 20, 5))


def _hash(key: AliasKey | None, person: Any) -> str:
    return hashed(key.secret, person) if key else ""


def hashed(secret: str, person: Any) -> str:
    """What a secret makes of a person: the same each time, and nothing that leads back without the secret."""
    return hmac.new(secret.encode(), str(person.pk).encode(), hashlib.sha256).hexdigest()
