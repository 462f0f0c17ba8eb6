"""Suspected faults of the source: reported with a ready correction, never mended.

What makes a fault suspect is read off `_RULES`. The evidence is the file itself: a character doubled at a line break is
suspect only where the same doubling stands nowhere else in it (农民工|工资 and 市|市场监管局 are right).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from converters.model import Block, Code, Document, Finding, Kind
from converters.text import HAN


class Flaw(StrEnum):
    """What looks wrong."""

    DOUBLED = "a character stands twice at a line break"
    ENGLISH = "an English word in the place of a Chinese one"
    STRAY_MARK = "《 opens inside a title"
    LOST_STOP = "a sentence without its full stop"
    PRIVATE = "a private-use character"


@dataclass(frozen=True, slots=True)
class Fault:
    """A place in a block, and what should probably stand there."""

    start: int
    """Offset into the block's words."""
    end: int
    right: str | None
    """A ready correction; None where only the gazette itself can tell."""
    flaw: Flaw


class _Around(NamedTuple):
    """The words of the file before and behind a block: what speaks for and against a fault."""

    words: str
    start: int
    end: int

    def often(self, words: str) -> int:
        """How often some words stand there."""
        return self.words.count(words, self.start, self.end)

    def holds(self, words: str) -> bool:
        """Whether some words stand there."""
        return self.words.find(words, self.start, self.end) >= 0


_SEEN = 100_000
"""How many characters on either side are searched; a limit keeps the time in proportion to the length of the file."""

_Rule = Callable[[Block, Block | None, _Around], Iterator[Fault]]
"""Block, the one after it, the words around → faults."""

_ENGLISH_RE = re.compile(f"(?:and(?<=[{HAN}]and)|or(?<=[{HAN}]or))(?=[{HAN}])")
_ENGLISH = {"and": "和", "or": "或"}
_NESTED_RE = re.compile("《[^《》]{1,60}(?P<stray>《)[^《》]{1,60}》(?![^《]{0,20}》)")
_PRIVATE_RE = re.compile("[\ue000-\uf8ff]")
_HAN_RE, _HAN_END_RE = re.compile(f"[{HAN}]"), re.compile(f"[{HAN}]$")
_LEAST_SENTENCE = 25
_STOPS = "。；："


def _doubled(block: Block, _after: Block | None, around: _Around) -> Iterator[Fault]:
    words = block.text
    for at in _doubles(block):
        pair = words[at - 1 : at + 1]
        if not _HAN_RE.match(pair):
            continue
        single = block.text[max(at - 3, 0) : at] + block.text[at + 1 : at + 3]
        alone = around.often(pair) == 1 or (around.often(block.text[at - 1 : at + 2]) == 1 and around.holds(single))
        if alone:
            yield Fault(at - 1, at + 1, pair[0], Flaw.DOUBLED)


def _doubles(block: Block) -> list[int]:
    """Where a line of a block begins with the character with which the one before it ends."""
    words = block.content.s
    size = len(words)
    return [at for at, _ in block.marks[1:] if 0 < at < size and words[at - 1] == words[at]]


def _english(block: Block, _after: Block | None, _around: _Around) -> Iterator[Fault]:
    for match in _ENGLISH_RE.finditer(block.text):
        yield Fault(match.start(), match.end(), _ENGLISH[match[0]], Flaw.ENGLISH)


def _stray_mark(block: Block, _after: Block | None, _around: _Around) -> Iterator[Fault]:
    for match in _NESTED_RE.finditer(block.text):
        start = match.start("stray")
        yield Fault(start, start + 2, block.text[start + 1], Flaw.STRAY_MARK)


def _lost_stop(block: Block, after: Block | None, _around: _Around) -> Iterator[Fault]:
    ends = after is not None and (after.level is not None or after.anchor is not None)
    if ends and block.style in (None, "paragraph") and _HAN_END_RE.search(block.text):
        last = len(block.text) - 1
        yield Fault(last, last + 1, block.text[last] + "。", Flaw.LOST_STOP)


def _may_lack_stop(block: Block) -> bool:
    words = block.content.s
    return words[-1:] not in _STOPS and len(words) > _LEAST_SENTENCE and block.kind is Kind.PARAGRAPH


def _private(block: Block, _after: Block | None, _around: _Around) -> Iterator[Fault]:
    for match in _PRIVATE_RE.finditer(block.text):
        yield Fault(match.start(), match.end(), None, Flaw.PRIVATE)


_RULES: tuple[tuple[_Rule, Callable[[str], object], Callable[[Block], object]], ...] = (
    # rule, what the words of a file must hold for it to be asked of their blocks, and of which it is
    (_doubled, lambda _: True, lambda block: len(block.marks) > 1 and _doubles(block)),
    (_english, lambda words: any(word in words for word in _ENGLISH) and _ENGLISH_RE.search(words), lambda _: True),
    (_stray_mark, lambda words: "《" in words, lambda block: block.content.s.count("《") > 1),
    (_lost_stop, lambda _: True, _may_lack_stop),
    (_private, _PRIVATE_RE.search, lambda _: True),
)


def find_faults(documents: Sequence[Document], raw: str, file: str) -> list[Finding]:
    """Report what looks wrong in the source; what an editor has corrected already is left out."""
    words = "".join([block.content.s for document in documents for block in document.blocks])
    rules = [(rule, concerns) for rule, needs, concerns in _RULES if needs(words)]
    findings: list[Finding] = []
    place = 0
    for document in documents:
        for block, after in zip(document.blocks, [*document.blocks[1:], None], strict=True):
            asked = [rule for rule, concerns in rules if concerns(block)]
            if asked:
                around = _Around(words, max(place - _SEEN, 0), place + _SEEN)
                faults = (fault for rule in asked for fault in rule(block, after, around))
                findings += [_finding(block, fault, raw, file) for fault in faults if _open(block, fault)]
            place += len(block.content.s)
    return findings


def _open(block: Block, fault: Fault) -> bool:
    return not any(e.start < fault.end and fault.start < e.end for e in block.emendations)


def _finding(block: Block, fault: Fault, raw: str, file: str) -> Finding:
    near = block.text[max(fault.start - 6, 0) : fault.end + 6]
    near = _PRIVATE_RE.sub(lambda match: f"〔U+{ord(match[0]):04X}〕", near)  # which no font shows
    ready = None
    if fault.right is not None:
        first, last = block.content.raw_at(fault.start), block.content.raw_at(fault.end - 1)
        ready = raw[first : last + 1], fault.right
    return Finding(file, block.line_at(fault.start), Code.SUSPECTED_FAULT, (fault.flaw, near), ready)
