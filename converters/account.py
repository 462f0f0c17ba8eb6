"""The account of a raw file: every character of it is in the text, or in a record that says why not.

The account is the list of edits that turn the raw text into the words of the documents. It balances when each edit has
a rule; undone, the edits give the raw text back.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

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


def account(raw: str, blocks: Iterable[Block], furniture: frozenset[int], log: Log) -> Account:
    """Hold the words of all blocks of a file against its raw text.

    `furniture` has the 1-based lines that belong to no document; `log` the rules that changed or dropped characters.
    """
    ledger = _Ledger(raw, furniture, log.rules)
    place = 0
    for start, end, words in _side_by_side(_placed(blocks)):
        ledger.drop(place, start)
        if not isinstance(words, str) or not raw.startswith(words, start):
            ledger.change(start, words)
        place = end
    ledger.drop(place, len(raw))
    return Account(raw, ledger.closed())


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


@dataclass(slots=True)
class _Ledger:
    """The edits of one raw text while its characters are gone over in order."""

    raw: str
    furniture: frozenset[int]
    rules: Mapping[int, str]
    edits: list[Edit] = field(default_factory=list)
    line: int = 1
    counted: int = 0
    """Offset up to which line feeds are counted in `line`."""
    start: int = 0
    """The edit that is open: its offset, line, rule and new characters; it ends where the next one must begin."""
    end: int = 0
    start_line: int = 0
    rule: str = ""
    new: str = ""

    def drop(self, start: int, end: int) -> None:
        """Raw characters for which nothing stands."""
        if start == end:
            return
        raw, line = self.raw, self.line + self.raw.count("\n", self.counted, start)
        for at in range(start, end):
            rule = self._rule(at, line)
            if rule != self.rule or at != self.end:
                self._open(at, line, rule)
            self.end = at + 1
            if raw[at] == "\n":
                line += 1
        self.line, self.counted = line, end

    def change(self, start: int, words: Sequence[str]) -> None:
        """Raw characters for which others stand, one string for each; most are the same."""
        old = self.raw[start : start + len(words)]
        for at in [at for at, (one, other) in enumerate(zip(old, words, strict=True), start) if one != other]:
            self.line += self.raw.count("\n", self.counted, at)
            self.counted = at
            rule = self._rule(at, self.line)
            if rule != self.rule or at != self.end:
                self._open(at, self.line, rule)
            self.new += words[at - start]
            self.end = at + 1

    def _rule(self, at: int, line: int) -> str:
        if line in self.furniture:
            return FURNITURE
        return self.rules.get(at) or (LAYOUT if self.raw[at] in _LAYOUT else UNACCOUNTED)

    def _open(self, at: int, line: int, rule: str) -> None:
        """Begin an edit; the one before ends."""
        if self.rule:
            old = self.raw[self.start : self.end]
            self.edits.append(Edit(self.start, self.start_line, old, self.new, self.rule))
        self.start, self.start_line, self.rule, self.new = at, line, rule, ""

    def closed(self) -> tuple[Edit, ...]:
        """All edits; the ledger is done with."""
        self._open(len(self.raw), 0, "")
        return tuple(self.edits)


_LAYOUT = frozenset(BLANK + "\n")
