"""A project as the bytes of a QDPX file, the same bytes for the same project and time."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

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

ORIGIN = "Headwater"
ALLOWED_CONTROLS = "\t\n\r"


def write_qdpx(project: Project, *, at: datetime) -> bytes:
    """The project as a QDPX file. ``at`` (with its time zone) is the time of writing that the file states."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        _put(package, PROJECT_FILE, _project_xml(project, at), at)
        for source in project.sources:
            _put(package, f"{FOLDER}/{source.guid}.txt", source.text.encode("utf-8"), at)
    return out.getvalue()


def _put(package: zipfile.ZipFile, name: str, data: bytes, at: datetime) -> None:
    written = at.astimezone(UTC).timetuple()[:6]
    entry = zipfile.ZipInfo(name, date_time=(max(written[0], 1980), *written[1:]))
    entry.compress_type = zipfile.ZIP_DEFLATED
    package.writestr(entry, data)


def _project_xml(project: Project, at: datetime) -> bytes:
    root = ET.Element(
        "Project",
        {"xmlns": NAMESPACE, "name": _clean(project.name), "origin": ORIGIN, "creationDateTime": _time(at)},
    )
    if project.coders:
        users = ET.SubElement(root, "Users")
        for coder in project.coders:
            _user(users, coder)
    if project.codes:
        codes = ET.SubElement(ET.SubElement(root, "CodeBook"), "Codes")
        for code in project.codes:
            _code(codes, code)
    if project.sources:
        sources = ET.SubElement(root, "Sources")
        for source in project.sources:
            _source(sources, source)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _user(parent: ET.Element, coder: Coder) -> None:
    ET.SubElement(parent, "User", {"guid": coder.guid, "name": _clean(coder.name)})


def _code(parent: ET.Element, code: Code) -> None:
    element = ET.SubElement(
        parent, "Code", {"guid": code.guid, "name": _clean(code.name), "isCodable": "true"}
    )
    if code.description:
        ET.SubElement(element, "Description").text = _clean(code.description)


def _source(parent: ET.Element, source: Source) -> None:
    element = ET.SubElement(
        parent,
        "TextSource",
        {
            "guid": source.guid,
            "name": _clean(source.name),
            "plainTextPath": f"{INTERNAL}{source.guid}.txt",
        },
    )
    for selection in source.selections:
        _selection(element, selection)


def _selection(parent: ET.Element, selection: Selection) -> None:
    attributes = {
        "guid": selection.guid,
        "startPosition": str(selection.start),
        "endPosition": str(selection.end),
    }
    if selection.coder:
        attributes["creatingUser"] = selection.coder
    element = ET.SubElement(parent, "PlainTextSelection", attributes)
    for coding in selection.codings:
        _coding(element, coding)


def _coding(parent: ET.Element, coding: Coding) -> None:
    attributes = {"guid": coding.guid}
    if coding.coder:
        attributes["creatingUser"] = coding.coder
    if coding.at:
        attributes["creationDateTime"] = _time(coding.at)
    ET.SubElement(ET.SubElement(parent, "Coding", attributes), "CodeRef", {"targetGUID": coding.code})


def _time(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _clean(text: str) -> str:
    """Text without the control characters that XML cannot hold."""
    return "".join(c for c in text if c >= " " or c in ALLOWED_CONTROLS)
