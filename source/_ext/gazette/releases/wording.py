"""What differs between two readings of one paragraph, character by character. Pure.

The comparison looks at words only (:mod:`gazette.releases.typography`), so typography never disturbs it; where words
are equal and characters are not, that is told as typography. A confirmed correction of the text counts as what is
printed, and is told as a correction where only that changed.

A shortest edit script scatters Chinese text into confetti, since any two sentences share 的 and 应当. So the longest
equal stretches are found first, those of whole sentences before all others (:mod:`difflib`, which is made for readers,
not for the shortest script); edits that have next to nothing between them are one; numbers are never cut; and what is
added or removed begins and ends at punctuation where it can.

>>> for piece in compare(Line("a1-k1", "", "应当公开，并接受监督。"), Line("a1-k1", "", "应当公开, 并接受社会监督。")):
...     print(piece.kind, repr(piece.old), repr(piece.new))
same '应当公开' '应当公开'
typography '，' ', '
same '并接受' '并接受'
edit '' '社会'
same '监督。' '监督。'
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import accumulate, groupby

from .texts import Line
from .typography import PUNCTUATION, key

__all__ = ["Kind", "Piece", "compare"]


class Kind(StrEnum):
    """How two pieces of text differ."""

    SAME = "same"
    TYPOGRAPHY = "typography"
    """Only in typography."""
    CORRECTION = "correction"
    """Only in a correction by the editors: both print the same."""
    EDIT = "edit"
    """In words: either may be empty."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of both texts; all pieces joined are the texts."""

    kind: Kind
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class _Cell:
    """A character that counts, and what stands there in the text, with the spaces after it."""

    key: str
    text: str
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class _Edit:
    """Cells of the old text that others of the new one replace."""

    i1: int
    i2: int
    j1: int
    j2: int

    @property
    def size(self) -> int:
        return max(self.i2 - self.i1, self.j2 - self.j1)

    @property
    def one_sided(self) -> bool:
        return self.i1 == self.i2 or self.j1 == self.j2


def compare(old: Line, new: Line) -> tuple[Piece, ...]:
    """Give the pieces of two paragraphs, in order; neighbours are of different kinds."""
    before, after = _cells(old), _cells(new)
    a, b = "".join(cell.key for cell in before), "".join(cell.key for cell in after)
    pieces: list[Piece] = []
    i = j = 0
    for edit in [*_edits(a, b), _Edit(len(a), len(a), len(b), len(b))]:
        pieces += _alike(before[i : edit.i1], after[j : edit.j1])
        pieces.append(_edited(before[edit.i1 : edit.i2], after[edit.j1 : edit.j2]))
        i, j = edit.i2, edit.j2
    return tuple(_joined(pieces))


def _cells(line: Line) -> list[_Cell]:
    """Cut a paragraph into characters that count: those printed, showing what is read."""
    cells: list[_Cell] = []
    start = 0
    lead = ""
    for at, right, printed in (*line.corrections, (len(line.text), "", "")):
        keyed = [(key(c), c) for c in line.text[start:at]]
        marks = [mark for mark in map(key, printed) if mark]
        keyed_right = [(mark, right if n == 0 else "") for n, mark in enumerate(marks)] or [("", right)]
        for mark, text, corrected in [*((*k, False) for k in keyed), *((*k, True) for k in keyed_right)]:
            if mark:
                cells.append(_Cell(mark, lead + text, corrected))
                lead = ""
            elif cells:
                cells[-1] = _Cell(
                    cells[-1].key, cells[-1].text + text, cells[-1].corrected or (corrected and text != "")
                )
            else:
                lead += text
        start = at + len(right)
    return [*cells, _Cell(_END, lead)]


_END = "\0"
"""Counts as the character behind every text: what holds the spaces of one that has nothing else."""


def _alike(old: Sequence[_Cell], new: Sequence[_Cell]) -> Iterator[Piece]:
    """Tell equal words apart by whether their characters are equal, too."""
    pairs = list(zip(old, new, strict=True))
    for kind, group in groupby(pairs, lambda pair: _kind(*pair)):
        cells = list(group)
        before, after = "".join(o.text for o, _ in cells), "".join(n.text for _, n in cells)
        yield Piece(Kind.SAME if before == after else kind, before, after)


def _kind(old: _Cell, new: _Cell) -> Kind:
    if old.corrected != new.corrected:
        return Kind.CORRECTION
    if old.text == new.text:
        return Kind.SAME
    return Kind.CORRECTION if old.corrected else Kind.TYPOGRAPHY


def _edited(old: Sequence[_Cell], new: Sequence[_Cell]) -> Piece:
    """Make a piece of an edit; what is printed now may be what was read before."""
    before, after = "".join(cell.text for cell in old), "".join(cell.text for cell in new)
    return Piece(Kind.SAME if before == after else Kind.EDIT, before, after)


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Join neighbours of one kind; leave out empty ones."""
    filled = (piece for piece in pieces if piece.old or piece.new)
    for kind, group in groupby(filled, lambda piece: piece.kind):
        row = list(group)
        yield Piece(kind, "".join(piece.old for piece in row), "".join(piece.new for piece in row))


def _edits(a: str, b: str) -> list[_Edit]:
    """Give the edits that turn one word string into another, as a reader would tell them."""
    edits = _merged(_raw(a, b), a)
    ends = [*(edit.i1 for edit in edits[1:]), len(a)]
    slid: list[_Edit] = []
    for edit, end in zip(edits, ends, strict=False):
        start = slid[-1].i2 if slid else 0
        slid.append(_slid(edit, a, b, edit.i1 - start, end - edit.i2))
    return slid


def _raw(a: str, b: str) -> Iterator[_Edit]:
    """Compare sentence by sentence, and words where sentences differ: long texts would take too long otherwise."""
    for i1, i2, j1, j2 in _differing(a, b, _SENTENCE_RE):
        for m1, m2, n1, n2 in _differing(a[i1:i2], b[j1:j2], _WORD_RE):
            yield _Edit(i1 + m1, i1 + m2, j1 + n1, j1 + n2)


_SENTENCE_RE = re.compile("[^。；]+[。；]?|[。；]")
_WORD_RE = re.compile("[0-9.]+%?|[〇一二三四五六七八九十百千万亿]+|[A-Za-z]+|.", re.DOTALL)
"""A number is never cut: 15 → 12, not 1[5 → 2]."""


def _differing(a: str, b: str, unit: re.Pattern[str]) -> Iterator[tuple[int, int, int, int]]:
    """Give where two strings differ, compared by units that a pattern cuts them into."""
    one, other = unit.findall(a), unit.findall(b)
    at, to = list(accumulate(map(len, one), initial=0)), list(accumulate(map(len, other), initial=0))
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag != "equal":
            yield at[i1], at[i2], to[j1], to[j2]


def _merged(edits: Iterable[_Edit], a: str) -> list[_Edit]:
    """Join edits that have too little between them to be read apart."""
    done: list[_Edit] = []
    for edit in edits:
        joined = edit
        while done and _close(done[-1], joined, a):
            last = done.pop()
            joined = _Edit(last.i1, max(last.i2, joined.i2), last.j1, max(last.j2, joined.j2))
        done.append(joined)
    return done


def _close(left: _Edit, right: _Edit, a: str) -> bool:
    """Tell whether equal words between two edits are an accident: fewer than either edit takes.

    Punctuation alone keeps short edits apart, and counts three times beside words: it is where readers halt.
    """
    between = a[left.i2 : right.i1]
    marks = sum(character in PUNCTUATION for character in between)
    least = min(left.size, right.size)
    if marks == len(between):
        return not between or least >= _CHANCE
    return len(between) + 2 * marks <= min(least, _CHANCE)


_CHANCE = 4
"""Equal characters in a row that two unrelated sentences may well share."""


def _slid(edit: _Edit, a: str, b: str, before: int, after: int) -> _Edit:
    """Move what is only added or only removed to where it begins after punctuation, or ends with it.

    ``before`` and ``after`` are how many equal characters stand at its sides.
    """
    if not edit.one_sided:
        return edit
    text, start, end = (b, edit.j1, edit.j2) if edit.i1 == edit.i2 else (a, edit.i1, edit.i2)
    back = next((n for n in range(before) if text[start - n - 1] != text[end - n - 1]), before)
    ahead = next((n for n in range(after) if text[start + n] != text[end + n]), after)
    by = max(range(-back, ahead + 1), key=lambda step: (_cut(text, start + step, end + step), -abs(step)))
    return _Edit(edit.i1 + by, edit.i2 + by, edit.j1 + by, edit.j2 + by)


_OPENING = frozenset("(<[")
_HALTS = PUNCTUATION - _OPENING
"""Where a stretch can end, and another begin behind it."""


def _cut(text: str, start: int, end: int) -> int:
    """Say how well a stretch stands by itself."""
    after = start == 0 or text[start - 1] in _HALTS
    closed = end == len(text) or text[end - 1] in _HALTS
    return 2 * (after and closed) + (after or closed or text[start] in PUNCTUATION)
