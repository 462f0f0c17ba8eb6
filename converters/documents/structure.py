"""Blocks in order get their anchors, levels and depths: what stands under what.

The only memory is the numbers that are open; nothing is counted but 款, which print no number.
"""

import re
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from converters import anchors
from converters.documents.decimals import decimal_of
from converters.documents.joining import families
from converters.model import Block, Code, Finding, Kind, Level
from converters.printed import forms, numerals

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
    return numerals.parse(_OTHER_RE.sub("", number.split("条", maxsplit=1)[0]))


_NUMERAL_RE = re.compile(numerals.NUMERAL)
_OTHER_RE = re.compile(f"[^{numerals.DIGITS}{numerals.HAN_NUMERALS}]")


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
    section: tuple[int, ...] = ()
    """2.1.2, where an outline in decimals is open."""
    items: tuple[int, ...] = ()
    """Numbers of 项 and 目 that are open."""
    han: bool = False
    """Whether the 项 of the article are numbered 一、, as older laws print them, so that （一） is a 目."""
    inside: bool = False
    """Whether a further article follows, so that 一、 begins a 项 of the one that is open."""

    def enter(self, scope: str, base: int) -> None:
        """Begin a text of its own: the enclosed rule, an annex."""
        self.scope, self.base, self.open, self.chapter = scope, base, [], 0
        self.article, self.article_number, self.paragraph, self.path, self.items = None, 0, 0, (), ()
        self.section = ()
        self.han = False

    def take(self, block: Block, anchor: str) -> str:
        """The anchor to use; a number printed twice in one scope is reported."""
        name, again = self.register.take(anchors.within(self.scope, anchor) if self.scope else anchor)
        if again and block.number:
            self.findings.append(Finding(self.file, block.lines[0], Code.DUPLICATE_ANCHOR, (block.number, name)))
        return name

    def descend(self, rank: int) -> int:
        """Depth of a heading of this rank; closes what it ends."""
        self.open = [*[other for other in self.open if other < rank], rank]
        return min(self.base + len(self.open), _DEEPEST)


def structure(blocks: Sequence[Block], file: str, decimals: Container[int]) -> list[Finding]:
    """Give every block of a document that is being made its anchor, every heading its depth; items become 项 and 目.

    `decimals` are the raw lines on which an outline has its numbers, 2.1.2. Returns what was odd about numbers.
    """
    state = _State(file)
    numbers = [decimal_of(b.number) if b.number and b.lines[0] in decimals else () for b in blocks]
    _agree(blocks, _levels(blocks, numbers))
    for block, number, state.inside in zip(blocks, numbers, _inside_articles(blocks), strict=True):
        if number:
            _decimal(block, number, state)
        elif place := _PLACES.get(block.level or block.kind):
            place(block, state)
    return state.findings


def _inside_articles(blocks: Sequence[Block]) -> list[bool]:
    """Of every block, whether an article but the first follows it in the same text."""
    out, follows = [], False
    for block in reversed(blocks):
        out.append(follows)
        if block.level == "article":
            follows = number_of(block) > 1
        elif block.kind in _TEXTS:
            follows = False
    return out[::-1]


_TEXTS = frozenset((Kind.TITLE, Kind.ANNEX))
"""With what a text of its own begins"""


def _annex(block: Block, state: _State) -> None:
    number, branch = [*map(numerals.parse, _NUMERAL_RE.findall(block.text)), 0, 0][:2]
    state.enter("", 2)
    state.scope = block.anchor = state.take(block, anchors.annex(number or 1, branch or None))
    block.depth = 2


def _title(block: Block, state: _State) -> None:
    """The title of the document, or of a text inside it; that of an annex belongs to its label."""
    if block.style == "enclosed":
        state.enter("", 2)
        block.anchor, block.depth = state.take(block, anchors.ENCLOSED), 2
    elif block.style != "annex-title":
        _fix(block, state)


def _paragraph(block: Block, state: _State) -> None:
    """A 款, where an article is open."""
    if state.article and block.style is None:
        state.paragraph += 1
        state.items = ()
        block.anchor = state.take(block, anchors.paragraph(state.article, state.paragraph))
        block.style = "paragraph"


def _fix(block: Block, state: _State) -> None:
    """The parts of a document that have one anchor each; only the first of several names of a signature has it."""
    name = _FIXED[block.kind]
    anchor, again = state.register.take(name)
    if block.kind in (Kind.SIGNATURE, Kind.PRINTED, Kind.NOTE):
        state.article = None
    if not again:
        block.anchor = anchor
        block.depth = 1 if block.kind is Kind.TITLE else block.depth


def _division(block: Block, state: _State) -> None:
    assert block.level in ("part", "chapter", "section")  # the table says so
    number = number_of(block)
    state.article = None
    if block.level == "part":
        anchor = anchors.part(number)
    elif block.level == "chapter":
        state.chapter, anchor = number, anchors.chapter(number)
    else:
        anchor = anchors.section(state.chapter, number)
    block.anchor, block.depth = state.take(block, anchor), state.descend(_RANKS[block.level])


def _article(block: Block, state: _State) -> None:
    number = number_of(block)
    branch, last = _beside(block.number or "")
    if state.article_number and branch is None and number not in (1, state.article_number, state.article_number + 1):
        facts = (block.number or "", f"第{numerals.han(state.article_number)}条")
        state.findings.append(Finding(state.file, block.lines[0], Code.NUMBER_GAP, facts))
    state.article_number = last or number
    block.anchor, block.depth = state.take(block, anchors.article(number, branch)), state.descend(_RANKS["article"])
    state.article = block.anchor.removeprefix(f"{state.scope}-") if state.scope else block.anchor
    state.paragraph, state.items, state.han = 0, (), False


@lru_cache(maxsize=4096)
def _beside(number: str) -> tuple[int | None, int]:
    """What the number of an article says beside its value: 第十二条之一, 第五条至第七条; 0 for no other."""
    match = forms.ARTICLE_RE.fullmatch(number)
    branch, last = match.group("branch", "last") if match else (None, None)
    return numerals.parse(branch or "") or None, numerals.parse(last or "")


def _decimal(block: Block, number: tuple[int, ...], state: _State) -> None:
    """A section, or what is numbered as one; inside an article it has 款 that begin with figures."""
    if state.article:
        if block.level:
            _numbered(block, state)
        else:
            block.kind, block.number, block.heading, block.split = Kind.PARAGRAPH, None, None, 0
            _paragraph(block, state)
        return
    state.section, state.path = number, ()
    block.anchor = state.take(block, anchors.decimal(number))
    if block.kind is not Kind.ITEM:
        block.depth = state.descend(_RANKS[1] + len(number) - 1)


def _numbered(block: Block, state: _State) -> None:
    level, number = block.level, number_of(block)
    assert isinstance(level, int)  # the table says so
    resumes = level == 1 and state.path[:1] == (number - 1,)  # 二、 over articles that go on from those under 一、
    if state.article and not resumes and (level > 1 or number != 1 or state.inside):
        _item(block, level, number, state)
        return
    state.article = None
    state.section = state.section if level > 1 else ()
    state.path = (*(*state.path, 0, 0, 0)[: level - 1], number)
    section = anchors.decimal(state.section) if state.section else ""
    block.anchor = state.take(block, anchors.within(section, anchors.heading(state.path)))
    if block.kind is not Kind.ITEM:
        block.depth = state.descend(_RANKS[level] + len(state.section))


def _item(block: Block, level: int, number: int, state: _State) -> None:
    """项 and 目 of an article: （一） and 1.; （1） stands one deeper. An item before any 款 is the first one's."""
    assert state.article is not None  # the caller looked
    state.paragraph = max(state.paragraph, 1)
    state.han = state.han or level == 1
    rank = level - 1 if state.han else max(level - 2, 0)
    state.items = (*(*state.items, 0, 0)[:rank], number)
    anchor = anchors.item(anchors.paragraph(state.article, state.paragraph), state.items[0])
    if rank:
        anchor = anchors.subitem(anchor, state.items[1])
    for deeper in state.items[2:]:
        anchor = f"{anchor}-{deeper}"
    _itemize(block)
    block.level, block.anchor = "subitem" if rank else "item", state.take(block, anchor)


_PLACES: dict[Level | Kind, Callable[[Block, _State], None]] = {
    **dict.fromkeys(("part", "chapter", "section"), _division),
    "article": _article,
    **dict.fromkeys((1, 2, 3, 4), _numbered),
    **dict.fromkeys(_FIXED, _fix),
    Kind.TITLE: _title,
    Kind.ANNEX: _annex,
    Kind.PARAGRAPH: _paragraph,
}
"""What is done with a block of a level; of a kind, where it has none"""


def _itemize(block: Block) -> None:
    """Make a numbered block an item, without a heading."""
    block.kind, block.heading, block.split = Kind.ITEM, None, 0


_Rank = int | str | None


def _levels(blocks: Sequence[Block], numbers: Sequence[tuple[int, ...]]) -> list[_Rank]:
    """Levels that can be compared: 2.1 is of the second, （一） under it two further down."""
    above, levels = 0, list[_Rank]()
    for block, number in zip(blocks, numbers, strict=True):
        level = len(number) or block.level
        above = len(number) or (0 if level == 1 else above)
        levels.append(level + above if isinstance(level, int) and not number else level)
    return levels


def _agree(blocks: Sequence[Block], levels: Sequence[_Rank]) -> None:
    """Numbered blocks of one level under one parent are all headings or all items, as most of them are.

    Short lines with nothing under any but the last, which the closing words of the text may follow, are a list.
    """
    ranks = (
        level if isinstance(level, int) else 0 if level or block.kind in _TEXTS else None
        for block, level in zip(blocks, levels, strict=True)
    )
    for family in families(ranks):
        among_items = any(blocks[i].kind is Kind.ITEM for i in family)
        for i in family:
            closes = among_items and i == family[-1]  # what stands below closes the text
            if _is_sentence(blocks[i]) and (closes or not _leads(blocks, levels, i)):
                _itemize(blocks[i])
        headed = [blocks[i].kind for i in family].count(Kind.HEADING)
        if headed < _MOSTLY * len(family) or not any(_heads(blocks, levels, i) for i in family[:-1] or family):
            for i in family:
                _itemize(blocks[i])


def _is_sentence(block: Block) -> bool:
    """Whether a heading is a sentence: with nothing under it it is none, however short."""
    return block.kind is Kind.HEADING and not block.split and block.text.endswith("。")


def _heads(blocks: Sequence[Block], levels: Sequence[_Rank], i: int) -> bool:
    return bool(blocks[i].split) or _leads(blocks, levels, i)


def _leads(blocks: Sequence[Block], levels: Sequence[_Rank], i: int) -> bool:
    """Whether something stands under a numbered block."""
    if i + 1 == len(blocks):
        return False
    level, below = levels[i], levels[i + 1]
    deeper = isinstance(below, int) and isinstance(level, int) and below > level
    return deeper or below == "article" or blocks[i + 1].kind in (Kind.PARAGRAPH, Kind.ROW)
