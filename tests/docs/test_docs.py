"""The documentation says what the program does: links lead somewhere, nothing is left out, examples run."""

import contextlib
import importlib
import io
import re
from pathlib import Path

import pytest

from headwater.cli import COMMANDS, RENAMED

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "SECURITY.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
ENGINES = ("matching", "cascade", "evaluation", "geography")
FENCED = re.compile(r"^\s*```.*?^\s*```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
PATH = re.compile(r"`((?:tests|src|docs|benchmarks|frontend|\.ci)/[^`\s*]+)`")
READ = re.compile(r"\b(?:text|flag|words|secret|environ\.get|environ\.setdefault)\(\s*\"([A-Z][A-Z_]+)\"")
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
EXAMPLE = re.compile(r"```python\n(.*?)```\n\n```text\n(.*?)```", re.DOTALL)


def page(path: str) -> str:
    """The text of a page of the documentation."""
    return (DOCS / path).read_text(encoding="utf-8")


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_every_link_of_a_page_leads_to_a_file(path: Path) -> None:
    links = LINK.findall(FENCED.sub("", path.read_text(encoding="utf-8")))
    targets = [link.split("#")[0] for link in links if not re.match(r"[a-z]+:", link)]
    assert [target for target in targets if not (path.parent / target).exists()] == []


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_every_path_a_page_names_is_there(path: Path) -> None:
    named = PATH.findall(path.read_text(encoding="utf-8"))
    assert [target for target in named if not (ROOT / target).exists()] == []


def test_every_variable_that_is_read_is_explained() -> None:
    readers = [
        *(ROOT / "src/headwater/web/settings").glob("*.py"),
        *(ROOT / "src/headwater").glob("cli*.py"),
    ]
    read = {name for reader in readers for name in READ.findall(reader.read_text(encoding="utf-8"))}
    assert {"HEADWATER_MODE", "FIELD_KEY", "BEHIND_PROXY", "WORKERS"} - read == set()  # the search finds them
    explained = set(re.findall(r"`([A-Z][A-Z_]+)`", page("reference/settings.md")))
    assert (read | {"DATABASE_URL"}) - explained == set()


def test_every_section_of_a_programmes_settings_is_explained() -> None:
    from headwater.web.programmes.sections import SECTIONS

    rows = set(re.findall(r"^\| ([^|]+) \|", page("reference/settings.md"), re.MULTILINE))
    assert {str(section.title) for section in SECTIONS} - rows == set()


def test_every_command_is_explained() -> None:
    explained = set(re.findall(r"`headwater ([a-z-]+)", page("reference/commands.md")))
    assert {*COMMANDS, *RENAMED} - explained == set()


def test_every_role_is_explained_in_its_own_words() -> None:
    from headwater.web.hosts.roles import EVERYONE, ROLES

    rows = [f"| {role.name} (`{role.code}`) | {role.description} |" for role in (EVERYONE, *ROLES.values())]
    lines = page("reference/roles.md").splitlines()
    assert [row for row in rows if row not in lines] == []


def test_every_page_is_in_the_index() -> None:
    listed = {(DOCS / link).resolve() for link in LINK.findall(page("README.md"))}
    kinds = ("tutorials", "how-to", "reference", "explanation")
    there = {path.resolve() for kind in kinds for path in (DOCS / kind).glob("*.md")}
    assert there - listed == set()


def test_every_word_a_guide_sets_in_bold_stands_on_a_page() -> None:
    site = [path for kind in ("html", "py") for path in (ROOT / "src/headwater/web").rglob(f"*.{kind}")]
    words = " ".join(" ".join(path.read_text(encoding="utf-8").split()) for path in site).casefold()
    guides = [*(DOCS / "how-to").glob("*.md"), *(DOCS / "tutorials").glob("*.md")]
    bold = {" ".join(said.split()) for guide in guides for said in BOLD.findall(guide.read_text("utf-8"))}
    assert sorted(said for said in bold if said.casefold().rstrip(".,:") not in words) == []


def test_every_decision_is_in_the_list_of_decisions() -> None:
    listed = set(LINK.findall(page("decisions/README.md")))
    assert {path.name for path in (DOCS / "decisions").glob("*.md")} - {"README.md"} == listed


@pytest.mark.parametrize("engine", ENGINES)
def test_every_public_name_of_an_engine_is_explained(engine: str) -> None:
    named = set(re.findall(r"^\| `(\w+)` \|", page("reference/engines.md"), re.MULTILINE))
    assert set(importlib.import_module(f"headwater.engines.{engine}").__all__) - named == set()


@pytest.mark.parametrize("engine", ENGINES)
def test_the_example_of_an_engine_prints_what_stands_under_it(engine: str) -> None:
    section = page("reference/engines.md").split(f"`headwater.engines.{engine}`", 1)[1].split("\n## ", 1)[0]
    [(code, expected)] = EXAMPLE.findall(section)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(code, {})
    assert printed.getvalue() == expected
