"""A QDPX file as a project, or a refusal that says what is wrong with it and what to do."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID
from xml.etree.ElementTree import Element, ParseError

from headwater.exchange.qdpx.project import (
    FOLDER,
    INTERNAL,
    NAMESPACE,
    PROJECT_FILE,
    Code,
    Coder,
    Coding,
    Project,
    Selection,
    Source,
)

ZIP = b"PK\x03\x04"
BOM = "\ufeff"


class QdpxError(ValueError):
    """A file that cannot be read as a QDPX project; the message says why."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be, in bytes; ``parts`` counts what is in it, ``elements`` those of its XML."""

    packed: int = 20_000_000
    unpacked: int = 60_000_000
    ratio: float = 100.0
    small: int = 2_000_000
    parts: int = 5_000
    elements: int = 400_000


LIMITS = Limits()


def read_qdpx(data: bytes, limits: Limits = LIMITS) -> Project:
    """The project of a QDPX file. Codes within codes are read as codes of their own; pictures and sound are left out."""
    with _opened(data, limits) as package:
        root = _root(_part(package, PROJECT_FILE, limits), limits)
        texts = _Texts(package, limits)
        return Project(
            name=root.get("name", ""),
            coders=tuple(_coders(root)),
            codes=tuple(_codes(root)),
            sources=tuple(_sources(root, texts)),
        )


def _opened(data: bytes, limits: Limits) -> zipfile.ZipFile:
    if len(data) > limits.packed:
        raise QdpxError(f"The file is larger than {limits.packed // 1_000_000} MB. Export the texts only.")
    if not data.startswith(ZIP):
        raise QdpxError(
            "This is not a QDPX file. Export a REFI-QDA project (.qdpx) from the other program and choose that."
        )
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise QdpxError("The file is damaged. Export it again and retry.") from error
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > limits.parts or unpacked > limits.unpacked:
        raise QdpxError("The file unpacks to more than this program opens. Export the texts only.")
    if unpacked > limits.small and unpacked > limits.ratio * len(data):
        raise QdpxError("The file unpacks to far more than its size, as a harmful file would.")
    return package


def _part(package: zipfile.ZipFile, name: str, limits: Limits) -> bytes:
    """The bytes of one part; what the package says of its size is not believed."""
    try:
        with package.open(name) as part:
            data = part.read(limits.unpacked + 1)
    except KeyError as error:
        raise QdpxError(f"There is no {name} in the file. Export it again as a REFI-QDA project.") from error
    except (RuntimeError, zipfile.BadZipFile, NotImplementedError, OSError, EOFError) as error:
        raise QdpxError(f"{name} is damaged or locked by a password. Export the file again.") from error
    if len(data) > limits.unpacked:
        raise QdpxError("The file unpacks to more than this program opens. Export the texts only.")
    return data


def _root(xml: bytes, limits: Limits) -> Element:
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(xml, forbid_dtd=True)
    except DefusedXmlException as error:
        raise QdpxError(
            f"{PROJECT_FILE} declares entities or a document type, which no export needs."
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise QdpxError(f"{PROJECT_FILE} is not well-formed: {error}.") from error
    if root.tag != f"{{{NAMESPACE}}}Project":
        raise QdpxError(f"{PROJECT_FILE} is not a REFI-QDA project of version 1.0 ({NAMESPACE}).")
    if sum(1 for _element in root.iter()) > limits.elements:
        raise QdpxError("The project holds more than this program opens. Export fewer sources.")
    return root


def _coders(root: Element) -> Iterator[Coder]:
    for element in root.findall(f"{_q('Users')}/{_q('User')}"):
        yield Coder(_guid(element, "guid"), element.get("name", "") or element.get("id", ""))


def _codes(root: Element) -> Iterator[Code]:
    for element in root.findall(f"{_q('CodeBook')}/{_q('Codes')}//{_q('Code')}"):
        if element.get("isCodable", "true") in ("true", "1"):
            description = element.find(_q("Description"))
            yield Code(
                _guid(element, "guid"),
                element.get("name", ""),
                (description.text or "") if description is not None else "",
            )


class _Texts:
    """The texts beside the project, read from within the file and nowhere else."""

    def __init__(self, package: zipfile.ZipFile, limits: Limits) -> None:
        self.package, self.limits = package, limits
        self.left = limits.unpacked

    def read(self, path: str) -> str:
        name = path.removeprefix(INTERNAL)
        if name == path or not name or {"/", "\\", ":", "\0"} & set(name) or name in (".", ".."):
            raise QdpxError(
                f"A source points outside the file ({path!r}). Export the project with its texts inside."
            )
        data = _part(self.package, f"{FOLDER}/{name}", self.limits)
        self.left -= len(data)
        if self.left < 0:
            raise QdpxError("The file unpacks to more than this program opens. Export the texts only.")
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise QdpxError(f"{FOLDER}/{name} is not UTF-8 text. Export the file again.") from error


def _sources(root: Element, texts: _Texts) -> Iterator[Source]:
    known = {code.guid for code in _codes(root)}
    for element in root.findall(f"{_q('Sources')}/{_q('TextSource')}"):
        guid, name = _guid(element, "guid"), element.get("name", "")
        raw = _text_of(element, texts, name)
        marked = 1 if raw.startswith(BOM) else 0
        raw = raw[marked:]
        selections = tuple(
            _selection(each, raw, name, known) for each in element.findall(_q("PlainTextSelection"))
        )
        yield Source(guid, name, raw.replace("\r\n", "\n"), selections)


def _text_of(element: Element, texts: _Texts, name: str) -> str:
    content = element.find(_q("PlainTextContent"))
    if content is not None:
        return content.text or ""
    path = element.get("plainTextPath")
    if not path:
        raise QdpxError(f"The source {name!r} has no plain text. Export it as plain text and retry.")
    return texts.read(path)


def _selection(element: Element, raw: str, name: str, known: set[str]) -> Selection:
    start, end = (_number(element, attribute) for attribute in ("startPosition", "endPosition"))
    if not 0 <= start <= end <= len(raw):
        raise QdpxError(
            f"A selection of {name!r} goes from {start} to {end}, outside its {len(raw)} characters."
        )
    coder = _guid(element, "creatingUser", required=False)
    return Selection(
        guid=_guid(element, "guid"),
        start=start - raw.count("\r\n", 0, start),
        end=end - raw.count("\r\n", 0, end),
        coder=coder,
        codings=tuple(_coding(each, coder, known, name) for each in element.findall(_q("Coding"))),
    )


def _coding(element: Element, coder: str, known: set[str], name: str) -> Coding:
    reference = element.find(_q("CodeRef"))
    code = _guid(reference, "targetGUID") if reference is not None else ""
    if code not in known:
        raise QdpxError(f"A coding of {name!r} names a code that is not in the codebook of the file.")
    return Coding(
        guid=_guid(element, "guid"),
        code=code,
        coder=_guid(element, "creatingUser", required=False) or coder,
        at=_time(element.get("creationDateTime", "")),
    )


def _q(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"


def _guid(element: Element, attribute: str, *, required: bool = True) -> str:
    value = element.get(attribute, "")
    if not value and not required:
        return ""
    try:
        return str(UUID(value))
    except ValueError as error:
        tag = element.tag.rpartition("}")[2]
        raise QdpxError(f"A {tag} has {value!r} for its {attribute}, which is no GUID.") from error


def _number(element: Element, attribute: str) -> int:
    value = element.get(attribute, "")
    if not value.isascii() or not value.strip().isdigit() or len(value) > 12:
        raise QdpxError(f"A selection has {value!r} for its {attribute}, which is no place in a text.")
    return int(value)


def _time(value: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
