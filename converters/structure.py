"""Blocks in order → blocks with anchors, levels and depths: what stands under what.

The only memory is the numbers that are open; nothing is counted but 款, which print no number.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from converters import anchors, forms, numerals
from converters.model import Block, Code, Finding, Kind, Level

_RANKS = {"part": 0, "chapter": 1, "section": 2, "article": 3, 1: 4, 2: 5, 3: 6, 4: 7}
_DEEPEST = 6
_FIXED = {
    Kind.TITLE: anchors.TITLE,
    Kind.DOCNO: anchors.DOCNO,
    Kind.FILING_NO: anchors.FILING,
    Kind.ADDRESSEE: anchors.ADDRESSEE,
    Kind.SIGNATURE: anchors.SIGNATURE,
    Kind.DATE: anchors.DATE,
    Kind.PRINTED: anchors.PRINTED,
    Kind.NOTE: anchors.NOTE,
}
_MOSTLY = 2 / 3


def number_of(block: Block) -> int:
    """The value of a block's printed number; 0 where it cannot be read."""
    return _value(block.number) if block.number else 0


@lru_cache(maxsize=4096)  # the same few hundred numbers are printed in all documents
def _value(number: str) -> int:
    return numerals.parse(_OTHER_RE.sub("", number.split("条", maxsplit=1)[0])) or 0


_OTHER_RE = re.compile("[^0-9０-９零〇○一二两三四五六七八九十百千]")


@dataclass(slots=True)
class _State:
    """What is open while the blocks go by; belongs to one call of `structure`."""

    file: str
    register: anchors.Register = field(default_factory=anchors.Register)
    findings: list[Finding] = field(default_factory=list)
    scope: str = ""
    base: int = 1
    open: list[int] = field(default_factory=list)
    """Ranks of the headings that we stand under."""
    chapter: int = 0
    article: str | None = None
    article_number: int = 0
    paragraph: int = 0
    path: tuple[int, ...] = ()
    """Printed numbers of levels 1 to 4 that are open."""
    items: tuple[int, ...] = ()
    """Numbers of 项 and 目 that are open."""

    def enter(self, scope: str, base: int) -> None:
        """Begin a text of its own: the enclosed rule, an annex."""
        self.scope, self.base, self.open, self.chapter = scope, base, [], 0
        self.article, self.article_number, self.paragraph, self.path, self.items = None, 0, 0, (), ()

    def take(self, block: Block, anchor: str) -> str:
        """The anchor to use; a number printed twice in one scope is reported."""
        name, again = self.register.take(anchors.within(self.scope, anchor))
        if again and block.number:
            message = f"{block.number} is printed twice in one scope; the second is {name}"
            self.findings.append(Finding(self.file, block.lines[0], Code.DUPLICATE_ANCHOR, message))
        return name

    def descend(self, rank: int) -> int:
        """Depth of a heading of this rank; closes what it ends."""
        self.open = [*(other for other in self.open if other < rank), rank]
        return min(self.base + len(self.open), _DEEPEST)


def structure(blocks: Sequence[Block], file: str) -> tuple[list[Block], list[Finding]]:
    """Give every block its anchor, every heading its depth; items of articles become 项 and 目.

    Returns the new blocks, in the same order, and what was odd about their numbers.
    """
    state = _State(file)
    out = [_placed(block, state) for block in _agreed(blocks)]
    return out, state.findings


def _placed(block: Block, state: _State) -> Block:
    if block.kind is Kind.ANNEX:
        number = numerals.parse(_OTHER_RE.sub("", block.text)) or 1
        state.enter("", 2)
        anchor = state.take(block, anchors.annex(number))
        state.scope = anchor
        return block.but(anchor=anchor, depth=2)
    if block.style == "enclosed":
        state.enter("", 2)
        return block.but(anchor=state.take(block, anchors.ENCLOSED), depth=2)
    if block.style == "annex-title":
        return block
    if block.kind in _FIXED:
        return _fixed(block, state)
    if block.level in ("part", "chapter", "section"):
        return _division(block, state)
    if block.level == "article":
        return _article(block, state)
    if block.level in (1, 2, 3, 4):
        return _numbered(block, block.level, state)
    if block.kind is Kind.PARAGRAPH and state.article and block.style is None:
        state.paragraph += 1
        state.items = ()
        return block.but(anchor=state.take(block, anchors.paragraph(state.article, state.paragraph)), style="paragraph")
    return block


def _fixed(block: Block, state: _State) -> Block:
    """The parts of a document that have one anchor each; only the first of several names of a signature has it."""
    name = _FIXED[block.kind]
    anchor, again = state.register.take(name)
    if block.kind in (Kind.SIGNATURE, Kind.PRINTED, Kind.NOTE):
        state.article = None
    return block.but(
        anchor=None if again else anchor, depth=1 if block.kind is Kind.TITLE and not again else block.depth
    )


def _division(block: Block, state: _State) -> Block:
    assert block.level in ("part", "chapter", "section")  # the caller looked
    number = number_of(block)
    state.article = None
    if block.level == "part":
        anchor = anchors.part(number)
    elif block.level == "chapter":
        state.chapter, anchor = number, anchors.chapter(number)
    else:
        anchor = anchors.section(state.chapter, number)
    return block.but(anchor=state.take(block, anchor), depth=state.descend(_RANKS[block.level]))


def _article(block: Block, state: _State) -> Block:
    match = forms.ARTICLE_RE.fullmatch(block.number or "")
    number = number_of(block)
    branch = numerals.parse(match["branch"]) if match and match["branch"] else None
    if state.article_number and branch is None and number not in (state.article_number + 1, 1):
        message = f"{block.number} follows 第{numerals.han(state.article_number)}条"
        state.findings.append(Finding(state.file, block.lines[0], Code.NUMBER_GAP, message))
    last = numerals.parse(match["last"]) if match and match["last"] else None
    state.article_number = last or number
    state.article = state.take(block, anchors.article(number, branch)).removeprefix(
        f"{state.scope}-" if state.scope else ""
    )
    state.paragraph, state.items = 0, ()
    return block.but(anchor=anchors.within(state.scope, state.article), depth=state.descend(_RANKS["article"]))


def _numbered(block: Block, level: int, state: _State) -> Block:
    if state.article and (level > 1 or number_of(block) != 1):
        return _item(block, level, state)
    state.article = None
    number = number_of(block)
    state.path = (*(*state.path, 0, 0, 0)[: level - 1], number)
    anchor = state.take(block, anchors.heading(state.path))
    if block.kind is Kind.ITEM:
        return block.but(anchor=anchor)
    return block.but(anchor=anchor, depth=state.descend(_RANKS[level]))


def _item(block: Block, level: int, state: _State) -> Block:
    """项 and 目 of an article: （一） and 1.; （1） stands one deeper. An item before any 款 is the first one's."""
    assert state.article is not None  # the caller looked
    state.paragraph = max(state.paragraph, 1)
    rank = {1: 0, 2: 0, 3: 1, 4: 2}[level]
    state.items = (*(*state.items, 0, 0)[:rank], number_of(block))
    anchor = anchors.item(anchors.paragraph(state.article, state.paragraph), state.items[0])
    if rank:
        anchor = anchors.subitem(anchor, state.items[1])
    for deeper in state.items[2:]:
        anchor = f"{anchor}-{deeper}"
    level_now: Level = "subitem" if rank else "item"
    return block.but(kind=Kind.ITEM, level=level_now, anchor=state.take(block, anchor), heading=None, split=0)


def _agreed(blocks: Sequence[Block]) -> list[Block]:
    """Numbered blocks of one level under one parent are all headings or all items, as most of them are.

    Short lines with nothing under any but the last, which the closing words of the text may follow, are a list.
    """
    out = [_sober(block, after) for block, after in zip(blocks, [*blocks[1:], None], strict=True)]
    for family in _families(blocks):
        headed = sum(out[i].kind is Kind.HEADING for i in family)
        if headed < _MOSTLY * len(family) or not any(_heads(out, i) for i in family[:-1] or family):
            for i in family:
                out[i] = out[i].but(kind=Kind.ITEM, heading=None, split=0)
    return out


def _sober(block: Block, after: Block | None) -> Block:
    """A numbered sentence with nothing under it is no heading, however short."""
    alone = block.kind is Kind.HEADING and block.level in (1, 2, 3, 4) and not block.split and block.text.endswith("。")
    return block.but(kind=Kind.ITEM, heading=None) if alone and not _leads(block, after) else block


def _heads(blocks: Sequence[Block], i: int) -> bool:
    return bool(blocks[i].split) or _leads(blocks[i], blocks[i + 1] if i + 1 < len(blocks) else None)


def _leads(block: Block, after: Block | None) -> bool:
    return after is not None and (
        after.kind in (Kind.PARAGRAPH, Kind.ROW)
        or (isinstance(after.level, int) and isinstance(block.level, int) and after.level > block.level)
    )


def _families(blocks: Sequence[Block]) -> list[list[int]]:
    done: list[list[int]] = []
    families: dict[int, list[int]] = {}
    for i, block in enumerate(blocks):
        if block.level in (1, 2, 3, 4):
            assert isinstance(block.level, int)  # the line above says so
            done += [families.pop(key) for key in list(families) if key > block.level]
            families.setdefault(block.level, []).append(i)
        elif block.level or block.style == "enclosed" or block.kind is Kind.ANNEX:
            done += families.values()
            families = {}
    return [*done, *families.values()]
