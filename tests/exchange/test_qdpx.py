"""Coded texts travel to other programs and back, and a hostile file gets nowhere."""

import io
import re
import zipfile
from datetime import UTC, datetime
from uuid import UUID
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.exchange.qdpx import (
    Code,
    Coder,
    Coding,
    Limits,
    Project,
    QdpxError,
    Selection,
    Source,
    read_qdpx,
    write_qdpx,
)

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
Q = "{urn:QDA-XML:project:1.0}"


def guid(number):
    return str(UUID(int=number))


FIRST, SECOND = Coder(guid(1), "First coder"), Coder(guid(2), "Second coder & co <x>")
TIME, ALONE = Code(guid(11), "Time", "Room to think.\nCue words: plan"), Code(guid(12), "Less alone")
TEXT = "I plan — at last. 👩🏽‍🍳 Nobody died.\nLess alone."
PROJECT = Project(
    "Open answers",
    (FIRST, SECOND),
    (TIME, ALONE),
    (
        Source(
            guid(21),
            "Answer 1",
            TEXT,
            (
                Selection(guid(31), 0, 17, FIRST.guid, (Coding(guid(41), TIME.guid, FIRST.guid, AT),)),
                Selection(guid(32), 0, 17, SECOND.guid),
                Selection(
                    guid(33),
                    TEXT.index("Less"),
                    len(TEXT),
                    FIRST.guid,
                    (Coding(guid(42), ALONE.guid, FIRST.guid, AT), Coding(guid(43), TIME.guid, FIRST.guid, AT)),
                ),
            ),
        ),
        Source(guid(22), "Answer 2", ""),
    ),
)  # fmt: skip


def package(qde="", **texts):
    """A zip as another program might write it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("project.qde", qde)
        for name, text in texts.items():
            made.writestr(f"Sources/{name}.txt", text)
    return out.getvalue()


def project(inner="", attributes="", head=""):
    return f'{head}<Project xmlns="urn:QDA-XML:project:1.0" name="P"{attributes}>{inner}</Project>'


def source(inner="", attributes='plainTextPath="internal://a.txt"'):
    return project(
        f'<CodeBook><Codes><Code guid="{guid(11)}" name="Time" isCodable="true"/></Codes></CodeBook>'
        f'<Sources><TextSource guid="{guid(21)}" name="Answer 1" {attributes}>{inner}</TextSource></Sources>'
    )


def test_what_is_written_is_read_back_the_same():
    assert read_qdpx(write_qdpx(PROJECT, at=AT)) == PROJECT


def test_the_same_project_gives_the_same_bytes():
    assert write_qdpx(PROJECT, at=AT) == write_qdpx(PROJECT, at=AT)


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=30)


@given(st.lists(st.tuples(TEXTS, st.integers(0, 30), st.integers(0, 30)), max_size=4), TEXTS)
def test_any_text_and_any_selection_comes_back(told, name):
    sources = tuple(
        Source(
            guid(100 + number),
            f"Answer {number}",
            text.removeprefix("\ufeff"),
            (Selection(guid(200 + number), *sorted(min(x, len(text.removeprefix("\ufeff"))) for x in span)),),
        )
        for number, (text, *span) in enumerate(told)
    )
    kept = "".join(c for c in name if c >= " " and c not in "\x85\u2028\ufffe\uffff")
    made = Project(kept, (FIRST,), (TIME,), sources)
    assert read_qdpx(write_qdpx(made, at=AT)) == made


SHAPE = {  # what the schema of 18 March 2019 lets stand in what, in this order, and which attributes it asks for
    "Project": (["Users", "CodeBook", "Sources"], {"name"}, {"origin", "creationDateTime"}),
    "Users": (["User"], set(), set()),
    "User": ([], {"guid"}, {"name"}),
    "CodeBook": (["Codes"], set(), set()),
    "Codes": (["Code"], set(), set()),
    "Code": (["Description"], {"guid", "name", "isCodable"}, set()),
    "Description": ([], set(), set()),
    "Sources": (["TextSource"], set(), set()),
    "TextSource": (["PlainTextSelection"], {"guid", "plainTextPath"}, {"name"}),
    "PlainTextSelection": (["Coding"], {"guid", "startPosition", "endPosition"}, {"creatingUser"}),
    "Coding": (["CodeRef"], {"guid"}, {"creatingUser", "creationDateTime"}),
    "CodeRef": ([], {"targetGUID"}, set()),
}
GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def test_the_project_has_the_shape_that_refi_qda_asks_for():
    with zipfile.ZipFile(io.BytesIO(write_qdpx(PROJECT, at=AT))) as made:
        assert made.namelist() == ["project.qde", f"Sources/{guid(21)}.txt", f"Sources/{guid(22)}.txt"]
        root = ET.fromstring(made.read("project.qde"))
    seen = set()
    for element in root.iter():
        tag = element.tag.removeprefix(Q)
        within, needed, more = SHAPE[tag]
        order = [within.index(child.tag.removeprefix(Q)) for child in element]
        assert (order, needed - element.attrib.keys(), element.attrib.keys() - needed - more) == (
            sorted(order),
            set(),
            set(),
        )
        guids = [
            element.get(name) for name in ("guid", "creatingUser", "targetGUID") if name in element.attrib
        ]
        assert [value for value in guids if not GUID.fullmatch(value)] == []
        seen.add(tag)
    assert seen == SHAPE.keys()


def test_no_guid_stands_for_two_things():
    with zipfile.ZipFile(io.BytesIO(write_qdpx(PROJECT, at=AT))) as made:
        guids = [e.get("guid") for e in ET.fromstring(made.read("project.qde")).iter() if e.get("guid")]
    assert len(guids) == len(set(guids))


def test_a_file_of_another_program_is_read_with_its_own_habits():
    """GUIDs in braces and capitals, a byte order mark, Windows line breaks, codes within codes, a coder on the selection."""
    user, code = guid(1).upper(), guid(12).upper()
    qde = project(
        f'<Users><User guid="{{{user}}}" id="AB"/></Users>'
        f'<CodeBook><Codes><Code guid="{guid(10)}" name="Group" isCodable="false">'
        f'<Code guid="{code}" name="Inner" isCodable="true"/></Code></Codes></CodeBook>'
        f'<Sources><PictureSource guid="{guid(5)}"/><TextSource guid="{guid(21)}" plainTextPath="internal://a.txt">'
        f'<PlainTextSelection guid="{guid(31)}" startPosition="6" endPosition="11" creatingUser="{user}">'
        f'<Coding guid="{guid(41)}"><CodeRef targetGUID="{code}"/></Coding>'
        "</PlainTextSelection></TextSource></Sources>"
    )
    read = read_qdpx(package(qde, a="\ufeffOne.\r\nTwo.\r\n"))
    assert read.coders == (Coder(guid(1), "AB"),)
    assert read.codes == (Code(guid(12), "Inner"),)
    [[selection]] = [each.selections for each in read.sources]
    assert read.sources[0].text[selection.start : selection.end] == "Two.\n"
    assert selection.codings == (Coding(guid(41), guid(12), guid(1)),)


def test_text_may_stand_in_the_project_itself():
    qde = source("<PlainTextContent>Words.</PlainTextContent>", "")
    assert read_qdpx(package(qde)).sources[0].text == "Words."


SELECTION = (
    f'<PlainTextSelection guid="{guid(31)}" startPosition="%s" endPosition="%s">%s</PlainTextSelection>'
)
CODING = f'<Coding guid="{guid(41)}"><CodeRef targetGUID="%s"/></Coding>'
BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"name,code\n", "not a QDPX file"),
        (b"PK\x03\x04 nothing", "damaged"),
        (package(project()).replace(b"project.qde", b"project.xyz"), "no project.qde"),
        (package("<Project"), "not well-formed"),
        (package("<Project/>"), "not a REFI-QDA project"),
        (package(project("&b;", head=BOMB)), "entities or a document type"),
        (package(source(attributes='plainTextPath="internal://../project.qde"')), "points outside"),
        (package(source(attributes='plainTextPath="internal://..\\a.txt"')), "points outside"),
        (package(source(attributes='plainTextPath="file:///etc/passwd"')), "points outside"),
        (package(source(attributes='plainTextPath="/etc/passwd"')), "points outside"),
        (package(source(attributes='plainTextPath="relative:///a.txt"')), "points outside"),
        (package(source(attributes="")), "no plain text"),
        (package(source()), "no Sources/a.txt"),
        (package(source(), a=b"\xff\xfe"), "not UTF-8"),
        (package(source(SELECTION % (2, 9, "")), a="Words."), "from 2 to 9, outside its 6"),
        (package(source(SELECTION % (4, 2, "")), a="Words."), "outside"),
        (package(source(SELECTION % ("-1", 2, "")), a="Words."), "no place in a text"),
        (package(source(SELECTION % ("9" * 5000, 2, "")), a="Words."), "no place in a text"),
        (package(source(SELECTION % (0, 2, CODING % guid(99))), a="Words."), "not in the codebook"),
        (package(source(SELECTION % (0, 2, CODING % "x")), a="Words."), "no GUID"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_words(data, said):
    with pytest.raises(QdpxError, match=said):
        read_qdpx(data)


def test_a_zip_bomb_is_refused_before_it_is_unpacked_and_while_it_is():
    large = package(source(), a=b" " * 3_000_000)
    with pytest.raises(QdpxError, match="far more than its size"):
        read_qdpx(large)
    with pytest.raises(QdpxError, match="unpacks to more"):
        read_qdpx(large, Limits(unpacked=1_000_000))
    with pytest.raises(QdpxError, match="unpacks to more"):
        read_qdpx(package(source(), a="x", b="y"), Limits(parts=2))
    with pytest.raises(QdpxError, match="larger than 1 MB"):
        read_qdpx(b"PK\x03\x04" + b"0" * 1_500_000, Limits(packed=1_000_000))
    with pytest.raises(QdpxError, match="holds more"):
        read_qdpx(write_qdpx(PROJECT, at=AT), Limits(elements=5))


def test_a_zip_that_lies_about_its_sizes_is_refused():
    data = bytearray(package(source(), a=b" " * 500_000))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.rindex(mark)
        data[at + offset : at + offset + 4] = (10).to_bytes(4, "little")
    with pytest.raises(QdpxError, match=r"damaged|more than"):
        read_qdpx(bytes(data))
