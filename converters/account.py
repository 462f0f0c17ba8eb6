"""The account of a raw file: every character of it is in the text, or in a record that says why not.

The account is the list of edits that turn the raw text into the words of the documents. It balances when each edit has
a rule; undone, the edits give the raw text back.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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


def words_of(blocks: Iterable[Block]) -> str:
    """The words of blocks in raw order, each character at the place of the raw one that it stands for."""
    return "".join(words for _, _, words in _placed(blocks))


def account(raw: str, blocks: Iterable[Block], furniture: frozenset[int], log: Log) -> Account:
    """Hold the words of all blocks of a file against its raw text.

    `furniture` has the 1-based lines that belong to no document; `log` the rules that changed or dropped characters.
    """
    ledger = _Ledger(raw, furniture, log.rules)
    place = 0
    for start, end, words in _side_by_side(_placed(blocks)):
        ledger.drop(place, start)
        if not isinstance(words, str) or not raw.startswith(words, start):
            for at, new in enumerate(words, start):
                if raw[at] != new:
                    ledger.edit(at, new)
        place = end
    ledger.drop(place, len(raw))
    return Account(raw, ledger.closed())


_Placed = tuple[int, int, str]
"""Raw offset, number of the block, words that stand together in the raw text too."""


def _placed(blocks: Iterable[Block]) -> list[_Placed]:
    """The words of all blocks, in raw order."""
    placed = [
        (raw, i, block.content.s[start:end])
        for i, block in enumerate(blocks)
        for start, end, raw in block.content.spans()
    ]
    return sorted(placed, key=lambda item: item[:2])


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
            for raw, _, more in sorted(placed[first:i], key=lambda item: item[1]):
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
        if start < end:
            self.line += self.raw.count("\n", self.counted, start)
            for at, char in enumerate(self.raw[start:end], start):
                self._edit(at, char, "")
                self.line += char == "\n"
            self.counted = end

    def edit(self, at: int, new: str) -> None:
        """A raw character for which something else stands."""
        self.line += self.raw.count("\n", self.counted, at)
        self.counted = at
        self._edit(at, self.raw[at], new)

    def _edit(self, at: int, char: str, new: str) -> None:
        rule = FURNITURE if self.line in self.furniture else self.rules.get(at)
        if rule is None:
            rule = LAYOUT if char in _LAYOUT else UNACCOUNTED
        if rule != self.rule or at != self.end:
            self._close()
            self.start, self.start_line, self.rule, self.new = at, self.line, rule, ""
        self.new += new
        self.end = at + 1

    def _close(self) -> None:
        if self.rule:
            old = self.raw[self.start : self.end]
            self.edits.append(Edit(self.start, self.start_line, old, self.new, self.rule))

    def closed(self) -> tuple[Edit, ...]:
        """All edits; the ledger is done with."""
        self._close()
        return tuple(self.edits)


_LAYOUT = frozenset(BLANK + "\n")
