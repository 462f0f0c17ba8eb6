"""Suspected faults of the source: reported with a ready correction, never mended.

What makes a fault suspect is read off `_RULES`. The evidence is the file itself: a character or a word doubled at a
line break is suspect only where the same doubling stands nowhere else in it (农民工|工资 and 市|市场监管局 are right).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate, chain, islice, pairwise
from operator import itemgetter
from typing import NamedTuple

from converters.model import Block, Code, Document, Finding, Kind
from converters.printed.characters import HAN
from converters.printed.surnames import SURNAMES
from converters.printed.traditional import SIMPLIFIED, SIMPLIFIED_RE, TRADITIONAL_RE


class Flaw(StrEnum):
    """What looks wrong."""

    DOUBLED = "a character stands twice at a line break"
    REPEATED = "a word stands twice at a line break"
    ENGLISH = "an English word in the place of a Chinese one"
    STRAY_MARK = "《 opens inside a title"
    LOST_STOP = "a sentence without its full stop"
    PRIVATE = "a private-use character"
    TRADITIONAL = "a character of Traditional in a Simplified text"


@dataclass(frozen=True, slots=True)
class Fault:
    """A place in a block, and what should probably stand there."""

    start: int
    """Offset into the block's words."""
    end: int
    right: str | None
    """A ready correction; None where only the gazette itself can tell."""
    flaw: Flaw


class _File(NamedTuple):
    """What is searched: the blocks of a file, and their words, which speak for and against a fault."""

    blocks: Sequence[Block]
    after: Sequence[Block | None]
    """Of each the one after it in its document."""
    words: str
    starts: Sequence[int]
    """Where those of each block begin."""
    bounds: Sequence[int]
    """Where those of each document begin, and where the last ends."""

    @classmethod
    def of(cls, documents: Sequence[Document]) -> "_File":
        """Put the blocks of all documents together."""
        blocks = [block for document in documents for block in document.blocks]
        after = [block for document in documents for block in (*document.blocks[1:], None)]
        texts = [block.content.s for block in blocks]
        starts = list(accumulate(map(len, texts), initial=0))
        firsts = accumulate((len(document.blocks) for document in documents), initial=0)
        return cls(blocks, after, "".join(texts), starts, [starts[first] for first in firsts])

    def often(self, words: str, near: int) -> int:
        """How often some words stand around a block."""
        return self.words.count(words, max(self.starts[near] - _SEEN, 0), self.starts[near] + _SEEN)


_SEEN = 100_000
"""How many characters on either side are searched; a limit keeps the time in proportion to the length of the file."""

_BESIDE = 20
"""How many characters beside a fault a ready correction takes in."""

_Found = Iterator[tuple[int, Fault]]
"""Faults, each with the place of its block."""

_ENGLISH_RE = re.compile(f"(?:and(?<=[{HAN}]and)|or(?<=[{HAN}]or))(?=[{HAN}])")
_ENGLISH = {"and": "和", "or": "或"}
_NESTED_RE = re.compile("《[^《》]{1,60}(?P<stray>《)[^《》]{1,60}》(?![^《]{0,20}》)")
_PRIVATE_RE = re.compile("[\ue000-\uf8ff]")
_HAN_RE = re.compile(f"[{HAN}]")
_REPEATED_RE = re.compile(f"(?P<word>(?P<first>[{HAN}])(?!(?P=first))[{HAN}])(?P=word)")
_LEAST_SENTENCE = 25
_STOPS = "。；："


def _doubled(file: _File) -> _Found:
    for i, block in enumerate(file.blocks):
        for at in _doubles(block) if len(block.marks) > 1 else ():
            words = block.text
            pair, single = words[at - 1 : at + 1], words[max(at - 3, 0) : at] + words[at + 1 : at + 3]
            if _HAN_RE.match(pair) and (
                file.often(pair, i) == 1 or (file.often(words[at - 1 : at + 2], i) == 1 and file.often(single, i))
            ):
                yield i, Fault(at - 1, at + 1, pair[0], Flaw.DOUBLED)


def _doubles(block: Block) -> list[int]:
    """Where a line of a block begins with the character with which the one before it ends."""
    words = block.content.s
    size = len(words)
    return [at for at, _ in block.marks[1:] if 0 < at < size and words[at - 1] == words[at]]


def _repeated(file: _File) -> _Found:
    """Words of two characters, which the break may cut: 使命使|命."""
    for i, block in enumerate(file.blocks):
        for at in _repeats(block) if len(block.marks) > 1 else ():
            match = _REPEATED_RE.search(block.content.s, max(at - 3, 0), at + 3)
            if match and file.often(match[0], i) == 1 and file.often(match["word"], i) > 2:
                yield i, Fault(*match.span(), match["word"], Flaw.REPEATED)


def _repeats(block: Block) -> list[int]:
    """Where a character next to a line break stands again behind the next one."""
    words = f"  {block.content.s}\n\n"
    return [at for at, _ in block.marks[1:] if words[at] == words[at + 2] or words[at + 1] == words[at + 3]]


def _english(file: _File) -> _Found:
    found = [word for word in _ENGLISH if word in file.words]
    for i in sorted({i for word in found for i, block in enumerate(file.blocks) if word in block.content.s}):
        for match in _ENGLISH_RE.finditer(file.blocks[i].text):
            yield i, Fault(match.start(), match.end(), _ENGLISH[match[0]], Flaw.ENGLISH)


def _stray_mark(file: _File) -> _Found:
    for i in [i for i, block in enumerate(file.blocks) if block.content.s.count("《") > 1]:
        words = file.blocks[i].text
        for match in _NESTED_RE.finditer(words):
            start = match.start("stray")
            yield i, Fault(start, start + 2, words[start + 1], Flaw.STRAY_MARK)


def _lost_stop(file: _File) -> _Found:
    for i, (block, after) in enumerate(zip(file.blocks, file.after, strict=True)):
        words = block.content.s
        if words[-1:] in _STOPS or len(words) <= _LEAST_SENTENCE or block.kind is not Kind.PARAGRAPH:
            continue
        ends = after is not None and (after.level is not None or after.anchor is not None)
        if ends and block.style in (None, "paragraph") and _HAN_RE.match(words[-1]):
            yield i, Fault(len(words) - 1, len(words), words[-1] + "。", Flaw.LOST_STOP)


def _private(file: _File) -> _Found:
    if file.words.isprintable():  # no private-use character is
        return
    for match in _PRIVATE_RE.finditer(file.words):
        i = bisect_right(file.starts, match.start()) - 1
        start = match.start() - file.starts[i]
        yield i, Fault(start, start + 1, None, Flaw.PRIVATE)


def _traditional(file: _File) -> _Found:
    hits = [match.start() for match in TRADITIONAL_RE.finditer(file.words)]
    for first, end in pairwise(file.bounds if hits else ()):
        strays = hits[bisect_left(hits, first) : bisect_left(hits, end)]
        least = len(strays) * _MOSTLY
        if sum(1 for _ in islice(SIMPLIFIED_RE.finditer(file.words, first, end), least)) < least:
            continue
        for at in strays:
            i = bisect_right(file.starts, at) - 1
            start, words = at - file.starts[i], file.blocks[i].text
            if file.blocks[i].kind is not Kind.ROW and _is_stray(words, start, file, i):
                yield i, Fault(start, start + 1, SIMPLIFIED[words[start]], Flaw.TRADITIONAL)


_MOSTLY = 8
"""So many characters that only Simplified has stand in a Simplified text for each of Traditional."""


def _is_stray(words: str, at: int, file: _File, i: int) -> bool:
    """Whether a character of Traditional stands alone among Simplified ones, and in no name of a person."""
    right, before, after = SIMPLIFIED[words[at]], words[max(at - _CLOSE, 0) : at], words[at + 1 : at + 1 + _CLOSE]
    if "·" in before + after or TRADITIONAL_RE.search(before + after) or not SIMPLIFIED_RE.search(_quoted(words, at)):
        return False
    if SURNAMES.isdisjoint(before[-2:] + right):
        return True
    return max(file.often(before[-1:] + right, i), file.often(right + after[:1], i)) >= _KNOWN


def _quoted(words: str, at: int) -> str:
    """What stands in quotation marks around a place; all words where none stand around it."""
    before, after = words[max(at - _SPOKEN, 0) : at], words[at : at + _SPOKEN]
    opens, closes = _OPENS_RE.split(before), _CLOSES_RE.split(after)
    return opens[-1] + closes[0] if len(opens) > 1 and not _CLOSES_RE.search(opens[-1]) else words


_OPENS_RE, _CLOSES_RE = re.compile("[“‘《〈「『]"), re.compile("[”’》〉」』]")
_SPOKEN = 200
"""How many characters of a quotation are looked at before and behind a place."""
_CLOSE = 8
"""How many characters beside one of Traditional have no other; more of them together are quoted, or a name."""
_KNOWN = 3
"""So often a word stands in the file that is no name: 高质 for 高質, though 高 is a surname."""


_RULES: tuple[Callable[[_File], _Found], ...] = (
    _doubled, _repeated, _english, _stray_mark, _lost_stop, _private, _traditional,
)  # fmt: skip


def find_faults(documents: Sequence[Document], raw: str, file: str) -> list[Finding]:
    """Report what looks wrong in the source; what an editor has corrected already is left out."""
    read = _File.of(documents)
    found = sorted(chain.from_iterable(rule(read) for rule in _RULES), key=itemgetter(0))
    return [_finding(read.blocks[i], fault, raw, file) for i, fault in found if _open(read.blocks[i], fault)]


def _open(block: Block, fault: Fault) -> bool:
    return not any(e.start < fault.end and fault.start < e.end for e in block.emendations)


def _finding(block: Block, fault: Fault, raw: str, file: str) -> Finding:
    near = block.text[max(fault.start - 6, 0) : fault.end + 6]
    near = _PRIVATE_RE.sub(lambda match: f"〔U+{ord(match[0]):04X}〕", near)  # which no font shows
    ready = None if fault.right is None else _ready(block, fault.start, fault.end, fault.right, raw)
    return Finding(file, block.line_at(fault.start), Code.SUSPECTED_FAULT, (fault.flaw, near), ready)


def _ready(block: Block, start: int, end: int, right: str, raw: str) -> tuple[str, str]:
    """Give what is printed between two offsets and what should stand there.

    A few words beside it, those before it first, are taken in until the printed reading stands on its line only once.
    """
    line, words = block.line_at(start), block.text
    for _ in range(_BESIDE):
        if _alone(raw, block.content.raw_at(start), block.content.raw_at(end - 1) + 1):
            break
        if start and block.line_at(start - 1) == line:
            start -= 1
            right = words[start] + right
        elif end < len(words):
            right += words[end]
            end += 1
    return raw[block.content.raw_at(start) : block.content.raw_at(end - 1) + 1], right


def _alone(raw: str, first: int, end: int) -> bool:
    """Whether what stands between two raw offsets begins nowhere else on its line."""
    printed, near, far = raw[first:end], max(first - _SEEN, 0), first + _SEEN
    begins, ends = max(raw.rfind("\n", near, first) + 1, near), raw.find("\n", first, far)
    last = (far if ends < 0 else ends) + len(printed) - 1
    return raw.find(printed, begins, last) == first and raw.find(printed, first + 1, last) < 0
