"""Known documents: the right answer first, from which every raw text of the dialect matrix is made.

A known document is written as it should be read: one logical block a line. `read` understands this small markup::

    kind: notice                     fields that the text alone does not show, up to the first blank line
    signed: 2024-05-20

    = title: 云州市人民政府|关于印发办法的通知      `= kind: text` where the kind cannot be told from the text
    一、总体要求                                 everything else is a paragraph, with its printed number if it has one
    （一）工作目标。到¦2026年……                   ¦ ends a page, | (in rows ↵) a printed line; **words。** are bold
    = row: 范里|市商务局局长                       cells of a row of a list; = cells: of a table with rules
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from converters.model import Kind, Level
from converters.printed.numerals import HAN_NUMERAL

LINE_END: Final = "\n"
"""Inside a unit's text: a printed line ends here, in every dialect."""
PAGE_END: Final = "\f"
"""Inside a unit's text: a page ends here, in the middle of a sentence."""
CELL_END: Final = "\t"
"""Inside a row's text: a cell ends here."""

_ARTICLE_RE = re.compile(rf"第{HAN_NUMERAL}条(?:之{HAN_NUMERAL})?(?=[ 　])")
_NUMBERS: Final[tuple[tuple[Level, Level | None, re.Pattern[str]], ...]] = (
    # outside articles, inside them, what is printed
    ("part", "part", re.compile(rf"第{HAN_NUMERAL}编(?=[ 　])")),
    ("chapter", "chapter", re.compile(rf"第{HAN_NUMERAL}章(?=[ 　])")),
    ("section", "section", re.compile(rf"第{HAN_NUMERAL}节(?=[ 　])")),
    ("article", "article", _ARTICLE_RE),
    (1, None, re.compile(rf"{HAN_NUMERAL}、")),
    (2, "item", re.compile(rf"（{HAN_NUMERAL}）")),
    (3, "subitem", re.compile(r"[0-9]{1,2}\.(?![0-9])")),
    (4, None, re.compile(r"（[0-9]{1,2}）")),
)
_FIELD_RE = re.compile(r"(?P<key>[a-z_]+): (?P<value>.+)")
_UNIT_RE = re.compile(r"= (?P<kind>[a-z_]+): (?P<text>.+)")
_MARKS = str.maketrans({"|": LINE_END, "¦": PAGE_END})
_SPECIAL: Final = dict.fromkeys(("wide", "subtitle", "speaker", "salutation"), Kind.PARAGRAPH)
_DIVISIONS = frozenset({"part", "chapter", "section"})
LONGEST_HEADING: Final = 40
"""A run-in heading is shorter than this; a longer first sentence is text."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One block as it should come out of the converter."""

    kind: Kind
    text: str
    """Its characters, with the marks LINE_END, PAGE_END, CELL_END and `**` where they were printed."""
    level: Level | None = None
    number: str | None = None
    heading: str | None = None
    """Words of a heading, own line or run-in, without the number and the full stop."""
    wide: bool = False
    """Set across both columns of a page."""
    table: bool = False
    """A row of a table that was printed with rules."""

    @property
    def plain(self) -> str:
        """The text without marks and white space, as the converter's own text is compared."""
        return tight(self.text)


@dataclass(frozen=True, slots=True)
class Known:
    """A document whose right reading is known."""

    units: tuple[Unit, ...]
    fields: dict[str, str]
    """Fields of corpus.json that are expected, by name; `issuers` separated by spaces."""

    def first(self, kind: Kind) -> str | None:
        """Text of the first unit of a kind."""
        return next((unit.plain for unit in self.units if unit.kind == kind), None)


def tight(text: str) -> str:
    """Drop white space and bold marks; spacing is never compared."""
    return "".join(text.replace("**", "").split())


def read(markup: str) -> Known:
    """Read the markup of this module's docstring. Raises ValueError for a unit of unknown kind."""
    head, _, body = markup.partition("\n\n")
    fields = {match["key"]: match["value"] for match in map(_FIELD_RE.fullmatch, head.split("\n")) if match}
    return Known(tuple(_units(body)), fields)


def _units(body: str) -> Iterator[Unit]:
    in_articles = False
    for line in filter(None, body.split("\n")):
        if match := _UNIT_RE.fullmatch(line):
            in_articles = False if match["kind"] in {"title", "annex", "signature"} else in_articles
            yield _marked(match["kind"], match["text"])
        else:
            unit = _paragraph(line.translate(_MARKS), in_articles=in_articles)
            in_articles = in_articles or unit.level in {"article", "chapter"}
            yield unit


def _marked(kind: str, text: str) -> Unit:
    if kind in {"row", "cells"}:
        return Unit(Kind.ROW, text.replace("|", CELL_END).replace("↵", LINE_END), table=kind == "cells")
    return Unit(_SPECIAL.get(kind) or Kind(kind), text.translate(_MARKS), wide=kind == "wide")


def _paragraph(text: str, *, in_articles: bool) -> Unit:
    bare = text.replace("**", "")
    for outside, inside, pattern in _NUMBERS:
        level = inside if in_articles else outside
        if level is not None and (match := pattern.match(bare)):
            return _numbered(text, bare, match.group(), level)
    return Unit(Kind.PARAGRAPH, text)


def _numbered(text: str, bare: str, number: str, level: Level) -> Unit:
    rest = tight(bare[len(number) :])
    if level in _DIVISIONS:
        return Unit(Kind.HEADING, text, level, number, rest)
    if level in {"item", "subitem"}:
        return Unit(Kind.ITEM, text, level, number)
    if level == "article":
        return Unit(Kind.PARAGRAPH, text, level, number)
    words, stop, after = rest.partition("。")
    if len(words) < LONGEST_HEADING and not re.search("[；：]", words) and (after or not stop):
        return Unit(Kind.HEADING if not after else Kind.PARAGRAPH, text, level, number, words)
    return Unit(Kind.ITEM, text, level, number)


_FILES = sorted((Path(__file__).parent / "fixtures" / "dialects").glob("*.txt"))
KNOWN: Final = {path.stem: read(path.read_text("utf-8")) for path in _FILES}
"""The known documents, by their names."""
