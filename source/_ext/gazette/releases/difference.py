"""What differs between two versions of a document: by article, by paragraph in it, by character in that. Pure.

Kept apart: the words of the gazette, their typography, the editors' corrections, their notes, and what the head of the
page says. What both versions have is left out, but for the paragraphs of an article that changed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from .align import Pair, Part, align
from .texts import Correction, Line, Note, Passage, Text
from .typography import fold
from .wording import Kind, Piece, compare

__all__ = ["Change", "Difference", "LineChange", "Matter", "Row", "difference"]


class Change(StrEnum):
    """What became of a part."""

    SAME = "same"
    TYPOGRAPHY = "typography"
    CORRECTION = "correction"
    EDIT = "edit"
    ADDED = "added"
    REMOVED = "removed"


class Matter(StrEnum):
    """What of a document changed; the value is what readers see."""

    WORDS = "文字"
    NUMBERS = "条序"
    FACTS = "著录"
    CORRECTIONS = "校勘"
    NOTES = "注释"
    TYPOGRAPHY = "版式"


@dataclass(frozen=True, slots=True)
class LineChange:
    """A paragraph, an item or a row in both versions; None where a version lacks it."""

    old: Line | None
    new: Line | None
    pieces: tuple[Piece, ...]
    moved: bool = False

    @property
    def change(self) -> Change:
        """What became of it; the words decide, then corrections, then typography."""
        if self.old is None or self.new is None:
            return Change.ADDED if self.new else Change.REMOVED
        return _greatest(Change(piece.kind.value) for piece in self.pieces)

    @property
    def renumbered(self) -> bool:
        """Whether its number is another one."""
        return self.old is not None and self.new is not None and fold(self.old.number) != fold(self.new.number)


@dataclass(frozen=True, slots=True)
class Row:
    """An article, or a line that stands in none, in both versions."""

    old: Passage | None
    new: Passage | None
    lines: tuple[LineChange, ...]
    moved: bool = False
    """Whether it stands elsewhere among the others than before."""

    @property
    def change(self) -> Change:
        """What became of its words."""
        if self.old is None or self.new is None:
            return Change.ADDED if self.new else Change.REMOVED
        changes = {line.change for line in self.lines}
        return Change.EDIT if changes & {Change.ADDED, Change.REMOVED} else _greatest(changes)

    @property
    def renumbered(self) -> bool:
        """Whether its number is another one: 第五条 → 第六条."""
        return self.old is not None and self.new is not None and fold(self.old.number) != fold(self.new.number)

    @property
    def quiet(self) -> bool:
        """Whether nothing changed but its typography, if that."""
        shifted = self.moved or self.renumbered or any(line.moved or line.renumbered for line in self.lines)
        return self.change in (Change.SAME, Change.TYPOGRAPHY) and not shifted


@dataclass(frozen=True)
class Difference:
    """Two versions of a document, held together."""

    old: Text
    new: Text
    rows: tuple[Row, ...]
    """All articles and lines of both, in the order of the new version."""
    facts: tuple[tuple[str, str | None, str | None], ...]
    """What the head of the page says otherwise: label, before, after."""
    corrections: tuple[tuple[Correction | None, Correction | None], ...]
    """Corrections that one version lacks, or gives another reason for: before, after."""
    notes: tuple[tuple[Note | None, Note | None, tuple[Piece, ...]], ...]
    """Notes that one version lacks, or has otherwise: before, after, and how they differ."""

    @cached_property
    def matters(self) -> tuple[Matter, ...]:
        """What changed; empty when nothing did."""
        changes = {row.change for row in self.rows} | {line.change for row in self.rows for line in row.lines}
        shifted = any(
            row.moved or row.renumbered or any(n.moved or n.renumbered for n in row.lines) for row in self.rows
        )
        found = {
            Matter.WORDS: changes & {Change.EDIT, Change.ADDED, Change.REMOVED},
            Matter.NUMBERS: shifted,
            Matter.FACTS: self.facts,
            Matter.CORRECTIONS: self.corrections,
            Matter.NOTES: self.notes,
            Matter.TYPOGRAPHY: Change.TYPOGRAPHY in changes,
        }
        return tuple(matter for matter in Matter if found[matter])

    def count(self, change: Change) -> int:
        """Count the articles and lines of which something became."""
        return sum(row.change == change for row in self.rows)


def difference(old: Text, new: Text) -> Difference:
    """Compare two versions of a document, or two documents of which one follows the other."""
    return Difference(
        old=old,
        new=new,
        rows=tuple(_row(pair, old.units, new.units) for pair in align(_parts(old.units), _parts(new.units))),
        facts=_facts(old.facts, new.facts),
        corrections=tuple(_corrections(old.corrections, new.corrections)),
        notes=tuple(_notes(old.notes, new.notes)),
    )


_ORDER = (Change.EDIT, Change.CORRECTION, Change.TYPOGRAPHY, Change.SAME)


def _greatest(changes: Iterable[Change]) -> Change:
    found = set(changes)
    return next((change for change in _ORDER if change in found), Change.SAME)


def _parts(units: Sequence[Passage]) -> list[Part]:
    return [Part(fold("".join(line.text for line in unit.lines)), unit.anchor) for unit in units]


def _row(pair: Pair, old: Sequence[Passage], new: Sequence[Passage]) -> Row:
    before = None if pair.old is None else old[pair.old]
    after = None if pair.new is None else new[pair.new]
    one, other = before.lines if before else (), after.lines if after else ()
    parts = [[Part(fold(line.text), line.anchor) for line in lines] for lines in (one, other)]
    pairs = align(*parts) if before and after else [*_alone(one, other)]
    return Row(before, after, tuple(_line(p, one, other) for p in pairs), pair.moved)


def _alone(old: Sequence[Line], new: Sequence[Line]) -> list[Pair]:
    return [Pair(n, None) for n in range(len(old))] + [Pair(None, n) for n in range(len(new))]


def _line(pair: Pair, old: Sequence[Line], new: Sequence[Line]) -> LineChange:
    before = None if pair.old is None else old[pair.old]
    after = None if pair.new is None else new[pair.new]
    return LineChange(before, after, _pieces(before, after), pair.moved)


def _pieces(old: Line | None, new: Line | None) -> tuple[Piece, ...]:
    if old and new:
        return compare(old, new)
    return (Piece(Kind.EDIT, old.text if old else "", new.text if new else ""),)


def _facts(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[tuple[str, str | None, str | None], ...]:
    labels = dict.fromkeys([*new, *old])
    return tuple((label, old.get(label), new.get(label)) for label in labels if old.get(label) != new.get(label))


def _corrections(
    old: Sequence[Correction], new: Sequence[Correction]
) -> list[tuple[Correction | None, Correction | None]]:
    before = {(c.anchor, c.printed): c for c in old}
    after = {(c.anchor, c.printed): c for c in new}
    keys = dict.fromkeys([*before, *after])
    return [(before.get(key), after.get(key)) for key in keys if before.get(key) != after.get(key)]


def _notes(old: Sequence[Note], new: Sequence[Note]) -> list[tuple[Note | None, Note | None, tuple[Piece, ...]]]:
    before, after = {note.anchor: note for note in old}, {note.anchor: note for note in new}
    pairs = [(before.get(anchor), after.get(anchor)) for anchor in dict.fromkeys([*before, *after])]
    return [(one, other, _pieces(_as_line(one), _as_line(other))) for one, other in pairs if one != other]


def _as_line(note: Note | None) -> Line | None:
    return Line(note.anchor, "", note.text) if note else None
