"""The text of a document as a release keeps it for later comparisons: ``doc/<id>/text.json``. Pure.

Units are what a lawyer would set side by side: an article with its 款, 项 and 目; where there are no articles, a
paragraph, a heading, a row of a table. Each line of a unit has its anchor and number apart from its words, so that
第五条 which became 第六条 is still the same words. ::

    {"schema": 1, "title", "docno", "facts": {name: value},
     "units": [[anchor, number, [[anchor, number, text, [[at, right, printed], …]], …]], …],
     "notes": [[anchor, place, text], …], "corrections": [[anchor, printed, right, reason], …]}

Read off the finished page (:mod:`.extract`), which is what the release publishes.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..compact import compact

__all__ = ["Correction", "Line", "Note", "Passage", "Text", "dump", "parse"]

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, an item, a row."""

    anchor: str
    """Its own, or that of what stands before it; empty before the first."""
    number: str
    """As printed: （一）, 1.; empty for what has none."""
    text: str
    """Its words, as the page reads."""
    corrections: tuple[tuple[int, str, str], ...] = ()
    """Where the editors corrected it, in order: index in ``text``, the words there, what is printed."""


@dataclass(frozen=True, slots=True)
class Passage:
    """An article, or a line that stands in none."""

    anchor: str
    number: str
    """第十二条, 一、; empty for what has none."""
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """An editor's note."""

    anchor: str
    """Its own: n1."""
    place: str
    """第六条第二款."""
    text: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A confirmed correction, as the page lists it."""

    anchor: str
    printed: str
    right: str
    reason: str


@dataclass(frozen=True, slots=True)
class Text:
    """A document of a release; its id is no part of it, so that a document that was renamed is still the same."""

    title: str
    """What people call it."""
    docno: str | None
    facts: Mapping[str, str]
    """What the head of the page says, by its label: 发文机关, 施行日期 …; without what is not known."""
    units: tuple[Passage, ...]
    notes: tuple[Note, ...] = ()
    corrections: tuple[Correction, ...] = ()


def dump(text: Text) -> str:
    """Spell a text as JSON; equal texts give equal bytes."""
    units = [[u.anchor, u.number, [_line(line) for line in u.lines]] for u in text.units]
    value = {
        "schema": SCHEMA,
        "title": text.title,
        "docno": text.docno,
        "facts": dict(text.facts),
        "units": units,
        "notes": [[n.anchor, n.place, n.text] for n in text.notes],
        "corrections": [[c.anchor, c.printed, c.right, c.reason] for c in text.corrections],
    }
    return compact(value) + "\n"


def _line(line: Line) -> list[object]:
    row: list[object] = [line.anchor, line.number, line.text]
    return [*row, [list(c) for c in line.corrections]] if line.corrections else row


def parse(content: str) -> Text:
    """Read what :func:`dump` wrote.

    Raises:
        ValueError: it is no JSON, or not of this schema.

    """
    raw: dict[str, Any] = json.loads(content)
    if raw.get("schema") != SCHEMA:
        raise ValueError(f"schema {raw.get('schema')!r}, expected {SCHEMA}")
    return Text(
        title=raw["title"],
        docno=raw["docno"],
        facts=raw["facts"],
        units=tuple(Passage(anchor, number, _lines(lines)) for anchor, number, lines in raw["units"]),
        notes=tuple(Note(*row) for row in raw["notes"]),
        corrections=tuple(Correction(*row) for row in raw["corrections"]),
    )


def _lines(rows: Iterable[list[Any]]) -> tuple[Line, ...]:
    return tuple(Line(row[0], row[1], row[2], tuple(map(tuple, row[3] if row[3:] else ()))) for row in rows)
