"""The account of a raw file: every character of it is in the text, or in a record that says why not.

The account is the list of edits that turn the raw text into the words of the documents. It balances when each edit has
a rule; undone, the edits give the raw text back. It is kept as one byte for each raw character, the number of its rule,
because texts have as many edits as lines and more.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple

from converters.model import Block
from converters.text import BLANK, Log, replaced

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
    """All edits of one raw file."""

    raw: str
    names: tuple[str, ...]
    """The rules; the first is that of characters that stand as they are."""
    rules: bytes
    """For each raw character the place of its rule among the names."""
    new: Mapping[int, str]
    """Raw offset → what stands for a character that was not dropped."""

    @property
    def balanced(self) -> bool:
        """Whether every edit has a rule."""
        return self.names.index(UNACCOUNTED) not in self.rules

    @property
    def edits(self) -> Iterator[Edit]:
        """The edits, in order, none overlapping another."""
        line, place = 1, 0
        for match in _EDIT_RE.finditer(self.rules):
            start, end = match.span()
            line, place = line + self.raw.count("\n", place, start), start
            new = "".join(filter(None, map(self.new.get, range(start, end))))
            yield Edit(start, line, self.raw[start:end], new, self.names[self.rules[start]])

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
        counts = {name: count for i, name in enumerate(self.names) if i and (count := self.rules.count(i))}
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


_EDIT_RE = re.compile(rb"([^\0])\1*", re.DOTALL)


def account(raw: str, documents: Iterable[Iterable[Block]], furniture: frozenset[int], log: Log) -> Account:
    """Hold the words of all blocks of a file, those of each document behind those of the one before, against its text.

    `furniture` has the 1-based lines that belong to no document; `log` the rules that changed or dropped characters.
    """
    names = ("", UNACCOUNTED, LAYOUT, FURNITURE, *dict.fromkeys(log.names))
    why = _why(raw, names, furniture, log)
    rules = bytearray(why)
    new: dict[int, str] = {}
    clean, widened = replaced(raw, log.widened), dict(log.widened)
    reach = 0
    for blocks in documents:
        for block in blocks:
            words, runs = block.content.s, block.content.runs
            for (start, at), (end, _) in pairwise((*runs, (len(words), 0))):
                part, behind = words[start:end], at + end - start
                if at < reach:
                    _add(part, at, raw, why, rules, new)
                    continue
                rules[at:behind] = bytes(end - start)
                if not clean.startswith(part, at):
                    for place, char in enumerate(part, at):
                        widened.pop(place, None)
                        if char != raw[place]:
                            rules[place], new[place] = why[place], char
                reach = behind
    for place in [place for place in widened if not rules[place]]:
        rules[place], new[place] = why[place], widened[place]
    return Account(raw, names, bytes(rules), new)


def _why(raw: str, names: Sequence[str], furniture: frozenset[int], log: Log) -> bytes:
    """For each raw character the number of the rule by which it is not in the text, if it is not."""
    narrow = raw
    for blank in BLANK:
        narrow = narrow.replace(blank, " ")
    why = bytearray(narrow.encode("latin-1", "replace").translate(_LAYOUT))
    number = {name: i for i, name in enumerate(names)}
    for start, end, rule in log.last_first():
        if end - start == 1:  # as nine in ten
            why[start] = number[rule]
        else:
            why[start:end] = bytes((number[rule],)) * (end - start)
    if furniture:
        words = [0, *accumulate(map(len, raw.split("\n")))]  # of all lines up to each, their ends not counted
        for line in furniture:
            start, end = words[line - 1] + line - 1, min(words[line] + line, len(raw))
            why[start:end] = bytes((number[FURNITURE],)) * (end - start)
    return bytes(why)


_LAYOUT = bytes(2 if chr(i) in " \n" else 1 for i in range(256))
"""Latin-1 character → number of its rule: layout where it is white space, else unaccounted."""


def _add(words: str, at: int, raw: str, why: bytes, rules: bytearray, new: dict[int, str]) -> None:
    """Put words before where others were put, or in the same place: behind what stands there already."""
    for place, char in enumerate(words, at):
        if not rules[place]:
            rules[place], new[place] = why[place], raw[place] + char
        elif place in new:
            new[place] += char
        elif raw[place] == char:
            rules[place] = 0
        else:
            new[place] = char
