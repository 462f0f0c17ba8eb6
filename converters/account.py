"""The account of a raw file: every character of it is in the text, or in a record that says why not.

The account is the list of edits that turn the raw text into the words of the documents. It balances when each edit has
a rule; undone, the edits give the raw text back.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from converters.model import Block
from converters.text import BLANK, Log

LAYOUT, FURNITURE, UNACCOUNTED = "layout", "furniture", "unaccounted"
"""Rules of the account itself: white space between blocks; lines of no document; a fault of the converter."""


@dataclass(frozen=True, slots=True)
class Edit:
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
    placed = [
        (at, i, char)
        for i, block in enumerate(blocks)
        for at, char in zip(block.content.at, block.content.s, strict=True)
    ]
    return "".join(char for _, _, char in sorted(placed, key=lambda item: item[:2]))


def account(raw: str, blocks: Iterable[Block], furniture: frozenset[int], log: Log) -> Account:
    """Hold the words of all blocks of a file against its raw text.

    `furniture` has the 1-based lines that belong to no document; `log` the rules that changed or dropped characters.
    """
    kept: dict[int, str] = {}
    for block in blocks:
        for at, char in zip(block.content.at, block.content.s, strict=True):
            kept[at] = kept.get(at, "") + char
    edits: list[Edit] = []
    line = 1
    for at, char in enumerate(raw):
        new = kept.get(at, "")
        if new != char:
            rule = _rule(at, char, line, furniture, log)
            last = edits[-1] if edits else None
            if last and last.rule == rule and last.start + len(last.old) == at:
                edits[-1] = Edit(last.start, last.line, last.old + char, last.new + new, rule)
            else:
                edits.append(Edit(at, line, char, new, rule))
        line += char == "\n"
    return Account(raw, tuple(edits))


def _rule(at: int, char: str, line: int, furniture: frozenset[int], log: Log) -> str:
    if line in furniture:
        return FURNITURE
    if at in log.rules:
        return log.rules[at]
    return LAYOUT if char in BLANK or char == "\n" else UNACCOUNTED
