"""Two copies of one document held against each other: every difference in wording, layout ignored.

Paragraphs are aligned first, characters within the paragraphs that differ; so the cost grows with the differences.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from converters.model import Block, Difference
from converters.printed.characters import BLANK

_FOLD = str.maketrans(
    {**dict.fromkeys(BLANK), "，": ",", "；": ";", "：": ":", "（": "(", "）": ")", "！": "!", "？": "?"}
)
_PUNCTUATION_RE = re.compile(r"[,;:()!?，；：（）！？。、“”‘’《》〈〉…—·-]*")
_CONTEXT = 8


@dataclass(frozen=True, slots=True)
class _Word:
    """A stretch of folded characters with the place of each in its block."""

    folded: str
    places: tuple[int, ...]
    block: Block
    anchor: str | None
    """The nearest anchor at or before the block."""


def collate(lead: Sequence[Block], other: Sequence[Block]) -> tuple[Difference, ...]:
    """Every place where the other copy reads differently, in the lead's order."""
    return tuple(_differences(_fold(lead), _fold(other)))


def _fold(blocks: Sequence[Block]) -> list[_Word]:
    out, anchor = [], None
    for block in blocks:
        anchor = block.anchor or anchor
        pairs = [(i, char.translate(_FOLD)) for i, char in enumerate(block.text)]
        kept = [(i, char) for i, char in pairs if char]
        out.append(_Word("".join(char for _, char in kept), tuple(i for i, _ in kept), block, anchor))
    return [word for word in out if word.folded]


def _differences(lead: Sequence[_Word], other: Sequence[_Word]) -> Iterator[Difference]:
    matcher = SequenceMatcher(None, [word.folded for word in lead], [word.folded for word in other], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            # where one side has nothing, the paragraph beside it, which both have, gives the place
            before, after = (0, 0) if tag == "replace" else (1, 0) if i1 and j1 else (0, 1)
            yield from _within(lead[i1 - before : i2 + after], other[j1 - before : j2 + after])


def _within(lead: Sequence[_Word], other: Sequence[_Word]) -> Iterator[Difference]:
    """Compare runs of paragraphs as one text each, so that another paragraph break is no difference."""
    ours, theirs = _characters(lead), _characters(other)
    if not ours or not theirs:
        return
    for i1, i2, j1, j2 in _unequal(ours, theirs):
        at, there = ours[min(i1, len(ours) - 1)], theirs[min(j1, len(theirs) - 1)]
        reading, witness = _printed(ours[i1:i2]), _printed(theirs[j1:j2])
        yield Difference(
            at.word.anchor,
            at.word.block.line_at(at.place),
            reading,
            witness,
            there.word.block.line_at(there.place),
            _printed(ours[max(i1 - _CONTEXT, 0) : i1]),
            _printed(ours[i2 : i2 + _CONTEXT]),
            bool(_PUNCTUATION_RE.fullmatch(reading) and _PUNCTUATION_RE.fullmatch(witness)),
        )


@dataclass(frozen=True, slots=True)
class _Character:
    """One folded character and where it is printed."""

    folded: str
    word: _Word
    place: int


def _characters(words: Sequence[_Word]) -> list[_Character]:
    return [
        _Character(char, word, place) for word in words for char, place in zip(word.folded, word.places, strict=True)
    ]


def _printed(characters: Sequence[_Character]) -> str:
    return "".join(c.word.block.text[c.place] for c in characters)


_Range = tuple[int, int, int, int]
"""From and to in the one copy, from and to in the other."""


def _unequal(ours: Sequence[_Character], theirs: Sequence[_Character]) -> Iterator[_Range]:
    """Where two runs of characters differ.

    Characters are aligned where there are not too many; else sentences first, and what is then still too long for it,
    and has no sentence in common, is one difference: so the cost stays in proportion to the length.
    """
    if len(ours) * len(theirs) <= _MOST_PAIRS:
        one, two = "".join(c.folded for c in ours), "".join(c.folded for c in theirs)
        yield from _merged(_opcodes(one, two))
        return
    cuts, others = _sentence_ends(ours), _sentence_ends(theirs)
    for i1, i2, j1, j2 in _opcodes(_sentences(ours, cuts), _sentences(theirs, others)):
        a, b, c, d = cuts[i1], cuts[i2], others[j1], others[j2]
        if (b - a) * (d - c) > _MOST_PAIRS:
            yield a, b, c, d
        else:
            yield from ((a + w, a + x, c + y, c + z) for w, x, y, z in _unequal(ours[a:b], theirs[c:d]))


_MOST_PAIRS = 4_000_000


def _opcodes(one: Sequence[str], two: Sequence[str]) -> Iterator[_Range]:
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    return ((i1, i2, j1, j2) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal")


def _merged(ranges: Iterable[_Range]) -> Iterator[_Range]:
    """Take two differences for one where only a character stands between them: 养护 for 保养, not 保 and 护."""
    last: _Range | None = None
    for found in ranges:
        if last and found[0] - last[1] <= 1:
            last = (last[0], found[1], last[2], found[3])
            continue
        if last:
            yield last
        last = found
    if last:
        yield last


def _sentence_ends(characters: Sequence[_Character]) -> list[int]:
    ends = [i + 1 for i, c in enumerate(characters) if c.folded in "。;"]
    return sorted({0, *ends, len(characters)})


def _sentences(characters: Sequence[_Character], cuts: Sequence[int]) -> list[str]:
    return ["".join(c.folded for c in characters[start:end]) for start, end in pairwise(cuts)]
