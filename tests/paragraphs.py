"""Blocks for the tests of what converters read out of running text, and the readable cases that hold them.

A file of cases (fixtures/citations) is a list of these, with a blank line between two::

    # what the case shows
    own: title of the document | its 文号 | its city
    text: a paragraph                     kinds: text, title, heading, annex, note, docno, row (cells between |)
    => title | 文号                       a citation; - where one is missing
    x> title | 文号                       a citation that the document ends
    ?> title | 文号                       what it is looked up by, where that differs from the citation above
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import strategies as st

from converters.annotations.citations import Own
from converters.model import Block, Kind
from tests.conftest import FIXTURES
from tests.rawtext import whole

_KINDS = {
    "text": Kind.PARAGRAPH,
    "title": Kind.TITLE,
    "heading": Kind.HEADING,
    "annex": Kind.ANNEX,
    "note": Kind.NOTE,
    "docno": Kind.DOCNO,
    "row": Kind.ROW,
}

FOLDER = FIXTURES / "citations"

_CHARACTERS = "《》〈〉（）〔〕[]，。；：、“”本现将已经办法条例令第号2019云政和与|同自日起"
_FRAGMENTS = (FOLDER / "fragments.list").read_text(encoding="utf-8").split()
TEXTS = st.text(st.sampled_from(_CHARACTERS)) | st.lists(st.sampled_from(_FRAGMENTS)).map("".join)
"""Texts made of what the rules look for, whole and in pieces, in every order."""

Named = tuple[str | None, str | None]
"""Title and 文号."""


def paragraph(text: str, kind: Kind = Kind.PARAGRAPH, line: int = 1, cells: Sequence[str] = ()) -> Block:
    """One block on one line of a raw file; the text of a row is that of its cells."""
    content = whole("".join(cells) or text)
    return Block(kind, content, (line, line), ((0, line),), cells=tuple(map(whole, cells)))


@dataclass(slots=True)
class Case:
    """One case of a file."""

    name: str
    own: Own = field(default_factory=Own)
    blocks: list[Block] = field(default_factory=list)
    cited: list[Named] = field(default_factory=list)
    ended: list[Named] = field(default_factory=list)
    keys: list[Named] = field(default_factory=list)
    """What the citations are looked up by."""


def paragraphs(*texts: str) -> list[Block]:
    """Ordinary paragraphs, one a line."""
    return [paragraph(text, line=line) for line, text in enumerate(texts, 1)]


def read_cases(path: Path) -> Iterator[Case]:
    """Read the cases of a file. Raises ValueError for a line of no known form."""
    for chunk in path.read_text(encoding="utf-8").strip().split("\n\n"):
        name, *lines = chunk.split("\n")
        case = Case(name.removeprefix("# "))
        for line in lines:
            _read(case, line)
        yield case


def _read(case: Case, line: str) -> None:
    mark, _, rest = line.partition(" ")
    if mark in ("=>", "x>"):
        named = _named(rest)
        case.cited.append(named)
        case.keys.append(named)
        case.ended += [named] * (mark == "x>")
    elif mark == "?>":
        case.keys[-1] = _named(rest)
    elif mark == "own:":
        names, _, city = rest.rpartition("|") if rest.count("|") > 1 else (rest, "", "")
        title, docno = _named(names)
        case.own = Own((title,) if title else (), docno, city.strip())
    elif mark.rstrip(":") in _KINDS:
        cells = [cell.strip() for cell in rest.split("|")] if mark == "row:" else []
        case.blocks.append(paragraph(rest, _KINDS[mark.rstrip(":")], len(case.blocks) + 1, cells))
    else:
        raise ValueError(f"{case.name}: no case has a line {line!r}")


def _named(text: str) -> Named:
    title, docno = (part.strip() for part in text.split("|"))
    return (None if title == "-" else title, None if docno == "-" else docno)
