"""The account of a raw file: every character of it is in the text, or in a record that says why not.

The account is the list of edits that turn the raw text into the words of the documents. It balances when each edit has
a rule; undone, the edits give the raw text back. It is kept as one byte for each raw character, the number of its rule,
because texts have as many edits as lines and more.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, groupby, islice, pairwise
from operator import attrgetter
from typing import NamedTuple

from converters.model import Block, Code, Finding
from converters.printed.characters import blanked, blanks_as, line_around
from converters.text import GUESS, WIDENED, Log, Text

LAYOUT, FURNITURE, UNACCOUNTED = "layout", "furniture", "unaccounted"
"""Rules of the account itself: white space between blocks; lines of no document; a fault of the converter."""


_NAMES = ("", UNACCOUNTED, LAYOUT, FURNITURE, WIDENED)
_WIDENED = _NAMES.index(WIDENED)


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
    clean: str
    """The same, with what stands for half-width punctuation where a whole line has nothing else."""
    names: tuple[str, ...]
    """The rules; the first is that of characters that stand as they are."""
    rules: bytes
    """For each raw character the place of its rule among the names."""
    new: Mapping[int, str]
    """Raw offset → what stands for any other character that was not dropped."""

    @property
    def balanced(self) -> bool:
        """Whether every edit has a rule."""
        return self.names.index(UNACCOUNTED) not in self.rules

    @property
    def edits(self) -> Iterator[Edit]:
        """The edits, in order, none overlapping another."""
        raw, spans = self.raw, [match.span() for match in _EDIT_RE.finditer(self.rules)]
        starts = [start for start, _ in spans]
        new = [""] * len(spans)
        for place in sorted(self.new):
            new[bisect_right(starts, place) - 1] += self.new[place]
        lines = accumulate([raw.count("\n", *stretch) for stretch in pairwise([0, *starts])], initial=1)
        old = [raw[start:end] for start, end in spans]
        rules = [self.names[self.rules[start]] for start in starts]
        for i, span in enumerate(spans):
            if rules[i] == WIDENED and (clean := self.clean[slice(*span)]) != old[i]:
                new[i] = clean
        return map(Edit._make, zip(starts, islice(lines, 1, None), old, new, rules, strict=True))

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


def find_guesses(found: Account, file: str) -> Iterator[Finding]:
    """The lines on which characters were read as others, by rules that guess what the scan shows."""
    guesses = {name for name in found.names if name.startswith(GUESS)}
    edits = [edit for edit in found.edits if edit.rule in guesses] if guesses else []
    for line, group in groupby(edits, attrgetter("line")):
        on_line = [*group]
        first, last = line_around(found.raw, on_line[0].start)
        start, read = max(on_line[0].start - _BESIDE, first), ""
        place = start
        for edit in on_line:
            read += found.raw[place : edit.start] + edit.new
            place = edit.start + len(edit.old)
        end = min(place + _BESIDE, last)
        yield Finding(file, line, Code.READ_AS, (found.raw[start:end], read + found.raw[place:end]))


_BESIDE = 3
"""How many characters around such a one are told with it."""


def account(raw: str, documents: Iterable[Iterable[Block]], furniture: frozenset[int], log: Log) -> Account:
    """Hold the words of all blocks of a file, those of each document behind those of the one before, against its text.

    `furniture` has the 1-based lines that belong to no document; `log` the rules that changed or dropped characters.
    """
    names = tuple(dict.fromkeys((*_NAMES, *log.names)))
    sheet = _Sheet(raw, names, list(_spans(raw, furniture)), log)
    for block in chain.from_iterable(documents):
        sheet.enter(block.content)
    return Account(raw, sheet.clean, names, *sheet.closed())


class _Sheet:
    """The account while words are put into it."""

    def __init__(self, raw: str, names: Sequence[str], furniture: Sequence[tuple[int, int]], log: Log) -> None:
        """Begin with nothing put in: every character has the rule by which it is not in the text."""
        self.raw, self.clean = raw, "\n".join(log.clean) or raw
        narrow = blanks_as(blanked(self.clean, furniture), " ")
        self.tight = narrow.replace(" ", "").replace("\n", "")
        self.idle = narrow.encode("latin-1", "replace").translate(_IDLE)
        self.widened = dict.fromkeys(_widened(raw, self.clean))
        self.why = _why(self.idle, names, furniture, log)
        self.gaps = _both(self.why, self.idle.translate(_ALL))
        self.rules, self.new = bytearray(self.why), dict[int, str]()
        self.reach = self.seen = 0
        """Up to where words were put in, in the raw text and in that without white space and furniture."""

    def enter(self, text: Text) -> None:
        """Put in the words of a block: those of most are a stretch of the raw text but for what is idle."""
        words, runs, reach, count = text.s, text.runs, self.reach, self.idle.count
        if not runs:
            return
        at, (last, behind) = runs[0][1], runs[-1]
        behind += len(words) - last
        seen = self.seen + at - reach - count(1, reach, at)
        if at >= reach and self.tight.startswith(words, seen) and behind - at - count(1, at, behind) == len(words):
            self.rules[at:behind] = self.gaps[at:behind]
            self.reach, self.seen = behind, seen + len(words)
        else:
            self._enter_runs(text)
            self.seen += self.reach - reach - count(1, reach, self.reach)

    def closed(self) -> tuple[bytes, dict[int, str]]:
        """Give the rules and what stands for characters, those that were widened included."""
        for place in self.widened:
            self.rules[place] = self.rules[place] or _WIDENED
        return bytes(self.rules), self.new

    def _enter_runs(self, text: Text) -> None:
        for start, end, first in text.spans():
            behind = first + end - start
            at = max(first, min(self.reach, behind))
            self._add(text.s[start : start + at - first], first)
            words = text.s[start + at - first : end]
            if not words:
                continue
            self.rules[at:behind] = bytes(len(words))
            if not self.clean.startswith(words, at):
                for place, char in [(at + i, char) for i, char in enumerate(words) if char != self.clean[at + i]]:
                    self.widened.pop(place, None)
                    if char != self.raw[place]:
                        self.rules[place], self.new[place] = self.why[place], char
            self.reach = behind

    def _add(self, words: str, at: int) -> None:
        """Put words before where others were put, or in the same place: behind what stands there already."""
        for place, char in enumerate(words, at):
            if not self.rules[place]:
                self.rules[place], self.new[place] = self.why[place], self.raw[place] + char
            elif place in self.new:
                self.new[place] += char
            elif char in (self.raw[place], self.clean[place]):
                self.rules[place] = 0
                if char == self.raw[place]:
                    self.widened.pop(place, None)
            else:
                self.new[place] = char


def _spans(raw: str, furniture: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Where lines begin and end, their line feed counted."""
    if furniture:
        sizes = list(accumulate(map(len, raw.split("\n")), initial=0))  # up to each line, without line feeds
        for line in sorted(furniture):
            yield sizes[line - 1] + line - 1, min(sizes[line] + line, len(raw))


_IDLE = bytes(chr(i) in " \n" for i in range(256))
"""Latin-1 character → whether it is white space."""
_ALL = bytes((0, *[255] * 255))
"""A byte → one with all bits of it set, or none."""
_OF_IDLE = bytes((1, *[2] * 255))
"""Whether it is white space → number of a character's rule: layout where it is, else unaccounted."""


def _both(one: bytes, other: bytes) -> bytes:
    """The bits that are set in both, as one operation on long numbers."""
    both = int.from_bytes(one, "little") & int.from_bytes(other, "little")
    return both.to_bytes(len(one), "little")


def _widened(raw: str, clean: str) -> Iterator[int]:
    """Where half-width punctuation stands for which the other text has other one."""
    for half in ",;:?!()" if clean != raw else "":
        at = -1
        while (at := raw.find(half, at + 1)) >= 0:
            if clean[at] != half:
                yield at


def _why(idle: bytes, names: Sequence[str], furniture: Iterable[tuple[int, int]], log: Log) -> bytes:
    """For each raw character the number of the rule by which it is not in the text, if it is not."""
    why = bytearray(idle.translate(_OF_IDLE))
    number = {name: i for i, name in enumerate(names)}
    for start, end, rule in log.last_first():
        if end - start == 1:  # as nine in ten
            why[start] = number[rule]
        else:
            why[start:end] = bytes((number[rule],)) * (end - start)
    for start, end in furniture:
        why[start:end] = bytes((number[FURNITURE],)) * (end - start)
    return bytes(why)
