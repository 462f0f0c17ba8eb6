"""Two copies of one document held against each other: every difference in wording, layout ignored.

Paragraphs are aligned first, characters within the paragraphs that differ; so the cost grows with the differences.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from converters.model import Block, Difference
from converters.text import BLANK

_FOLD = str.maketrans(
    {**dict.fromkeys(BLANK), "，": ",", "；": ";", "：": ":", "（": "(", "）": ")", "！": "!", "？": "?"}
)
_PUNCTUATION_RE = re.compile(r"[,;:()!?。、“”‘’《》〈〉…—·-]*")
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
    ours = [(char, word, place) for word in lead for char, place in zip(word.folded, word.places, strict=True)]
    theirs = [(char, word, place) for word in other for char, place in zip(word.folded, word.places, strict=True)]
    matcher = SequenceMatcher(None, [c for c, _, _ in ours], [c for c, _, _ in theirs], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        at = ours[i1] if i1 < len(ours) else ours[-1] if ours else None
        there = theirs[j1] if j1 < len(theirs) else theirs[-1] if theirs else None
        if at is None or there is None:
            continue
        reading = "".join(c for c, _, _ in ours[i1:i2])
        witness = "".join(c for c, _, _ in theirs[j1:j2])
        minor = bool(_PUNCTUATION_RE.fullmatch(reading) and _PUNCTUATION_RE.fullmatch(witness))
        before = "".join(c for c, _, _ in ours[max(i1 - _CONTEXT, 0) : i1])
        after = "".join(c for c, _, _ in ours[i2 : i2 + _CONTEXT])
        yield Difference(
            at[1].anchor,
            at[1].block.line_at(at[2]),
            reading,
            witness,
            there[1].block.line_at(there[2]),
            before,
            after,
            minor,
        )
