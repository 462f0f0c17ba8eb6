"""The account of a raw file: every character of it is in the text, or in a record that says why not.

The account is the list of edits that turn the raw text into the words of the documents. It balances when each edit has
a rule; undone, the edits give the raw text back.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple

from converters.model import Block
from converters.text import BLANK, Log

LAYOUT, FURNITURE, UNACCOUNTED = "layout", "furniture", "unaccounted"
"""Rules of the account itself: white space between blocks; lines of no document; a fault of the converter."""


class Edit(NamedTuple):
    """A run of raw characters that the text does not hold as they stand."""

    start: int
    """Offset of the first raw character."""
    line: int
    """1-based raw line."""
    old: str
    new: str
    """What stands for it in the text; empty where it was dropped."""
    rule: str


@dataclass(frozen=True, slots=True)
class Account:
    """All edits of one raw file, in order, none overlapping another."""

    raw: str
    edits: tuple[Edit, ...]

    def __reduce__(self) -> tuple[object, ...]:
        """Go from process to process with plain tuples for edits, which takes a third of the time."""
        return _of_tuples, (self.raw, [tuple(edit) for edit in self.edits])

    @property
    def balanced(self) -> bool:
        """Whether every edit has a rule."""
        return all(edit.rule != UNACCOUNTED for edit in self.edits)

    @property
    def text(self) -> str:
        """The raw text with the edits done: the words of all documents, in raw order."""
        out, place = [], 0
        for edit in self.edits:
            out += [self.raw[place : edit.start], edit.new]
            place = edit.start + len(edit.old)
        return "".join(out) + self.raw[place:]

    def summary(self) -> dict[str, int]:
        """How many raw characters each rule took, most first."""
        counts = Counter({edit.rule: 0 for edit in self.edits})
        for edit in self.edits:
            counts[edit.rule] += len(edit.old)
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _of_tuples(raw: str, edits: Iterable[Iterable[Any]]) -> Account:
    return Account(raw, tuple(map(Edit._make, edits)))


def account(raw: str, documents: Iterable[Iterable[Block]], furniture: frozenset[int], log: Log) -> Account:
    """Hold the words of all blocks of a file, those of each document behind those of the one before, against its text.

    `furniture` has the 1-based lines that belong to no document; `log` the rules that changed or dropped characters.
    """
    edits: list[Edit] = []
    line = begun = 1
    start = end = 0
    rule = words = ""
    alike: dict[str, str] = {}  # one string for all that are alike: a quarter less memory
    for at, new in _touched(raw, documents):
        logged = FURNITURE if line in furniture else log.rules.get(at)
        found = logged or (LAYOUT if raw[at] in _LAYOUT else UNACCOUNTED)
        if found != rule or at != end:
            if rule:
                old = raw[start:end]
                edits.append(Edit(start, begun, alike.setdefault(old, old), words, rule))
            start, begun, words, rule = at, line, "", found
        words += new
        end = at + 1
        if raw[at] == "\n":
            line += 1
    if rule:
        edits.append(Edit(start, begun, raw[start:end], words, rule))
    return Account(raw, tuple(edits))


_LAYOUT = frozenset(BLANK + "\n")


def _touched(raw: str, documents: Iterable[Iterable[Block]]) -> Iterator[tuple[int, str]]:
    """Raw characters that do not stand in the blocks as they are, and what stands there; line feeds are among them."""
    place = 0
    placed = (found for blocks in documents for found in _side_by_side(_placed(blocks)))
    for start, end, words in placed:
        for at in range(place, start):
            yield at, ""
        if not isinstance(words, str) or not raw.startswith(words, start):
            for at, new in enumerate(words, start):
                if raw[at] != new:
                    yield at, new
        place = end
    for at in range(place, len(raw)):
        yield at, ""


_Placed = tuple[int, int, str]
"""Raw offset, number of the block, words that stand together in the raw text too."""


def _placed(blocks: Iterable[Block]) -> list[_Placed]:
    """The words of all blocks, in raw order."""
    placed: list[_Placed] = []
    for i, block in enumerate(blocks):
        words, runs = block.content.s, block.content.runs
        for (start, raw), (end, _) in zip(runs, (*runs[1:], (len(words), 0)), strict=True):
            placed.append((raw, i, words[start:end]))
    return sorted(placed, key=itemgetter(0, 1))


def _side_by_side(placed: Sequence[_Placed]) -> Iterator[tuple[int, int, str | list[str]]]:
    """Raw offsets, and what stands there: words, or a string for each character where several share one."""
    i = 0
    while i < len(placed):
        start, _, words = placed[i]
        end, first = start + len(words), i
        i += 1
        while i < len(placed) and placed[i][0] < end:
            end = max(end, placed[i][0] + len(placed[i][2]))
            i += 1
        if i == first + 1:
            yield start, end, words
        else:
            stacked = [""] * (end - start)
            for raw, _, more in sorted(placed[first:i], key=itemgetter(1)):
                for at, char in enumerate(more, raw - start):
                    stacked[at] += char
            yield start, end, stacked
